"""The plain letter, with which an operator sees whether mail is set up rightly."""

from django.utils.translation import gettext_lazy as _

from outbox.letters import Letter, Unwanted, register


@register
class PlainLetter(Letter):
    """What it says was sealed with it: `subject` and `text`."""

    kind = "plain"
    template = "outbox/mail/plain"
    title = _("test letters")
    offered = False

    def context(self, message) -> dict:
        if not message.opened:
            raise Unwanted("nothing in it")
        return {"given_subject": message.opened["subject"], "given_text": message.opened["text"]}
