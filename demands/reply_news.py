"""What became of a reply of a seat holder, in the words of its letter. Handed a reply and what happened to it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS = {
    "accepted": (
        gettext_lazy("Your reply stands beside “%(title)s”"),
        gettext_lazy("A moderator has looked at it. Everybody can read it now, dated, as your own words."),
    ),
    "declined": (
        gettext_lazy("Your reply to “%(title)s” is not shown"),
        gettext_lazy("A moderator has looked at it and did not show it. The reason:"),
    ),
    "replaced": (
        gettext_lazy("Another reply stands beside “%(title)s” now"),
        gettext_lazy("A newer reply of %(seat)s has taken its place. If that was not you, write to us."),
    ),
    "undone": (
        gettext_lazy("A decision about your reply to “%(title)s” was taken back"),
        gettext_lazy("It waits to be decided again. We write as soon as a moderator has looked."),
    ),
}
ONWARD = gettext_lazy("By the link below you read it, write it anew or withdraw it, at any time.")


def headline(reply, news: str) -> str:
    return str(WORDS[news][0]) % {"title": reply.demand.title}


def sentences(reply, news: str) -> list[str]:
    """Before the words of the moderator; what she can do stands behind them."""
    return [str(WORDS[news][1]) % {"seat": reply.term.seat}]


def told_to_lead(reply) -> tuple[str, list[str]]:
    """The headline and the sentences of the letter to the organizers of the lead."""
    names = {"holder": reply.term.holder, "seat": reply.term.seat, "title": reply.demand.title}
    return _("A reply stands beside “%(title)s”") % names, [
        _("%(holder)s, %(seat)s, has replied to what you wrote down.") % names,
        _("A moderator has looked at it. It stands beside your entry until it is withdrawn or the seat changes hands."),
    ]
