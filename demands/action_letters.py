"""The letter to who may confirm what somebody entered about a demand."""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from demands.models import Action
from orgs.models import User
from orgs.night import morning_after
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register


@register
class ActionEntered(Letter):
    """Asks a second person to look at the minutes and to confirm; by day."""

    kind = "action_entered"
    reason = reasons.ORGANIZES
    template = "demands/mail/endorsement"
    title = gettext_lazy("letters about entries that wait for a second person")

    def context(self, message) -> dict:
        user = User.objects.filter(pk=message.context["user"], is_active=True).first()
        waiting = Action.objects.confirmable_by(user) if user else Action.objects.none()
        action = waiting.filter(pk=message.context["action"]).select_related("demand__body__place").first()
        if action is None:
            raise Unwanted("settled: it was confirmed or taken back, or is no longer hers to confirm")
        if morning := morning_after(timezone.now(), action.demand.time_zone):
            raise NotYet(morning)
        return {
            "headline": _("Look at the minutes: %(what)s") % {"what": action.get_kind_display()},
            "sentences": _sentences(action),
            "url": f"{settings.SITE_URL}{action.get_absolute_url()}",
            "words": [],
            "writer": "",
        }


def _sentences(action: Action) -> list[str]:
    said = {"title": action.demand.title, "body": action.demand.body.name, "day": date_format(action.on, "j F Y")}
    return [
        _("Somebody entered this for “%(title)s”: %(body)s, %(day)s.") % said,
        _("It counts, and everybody reads it, once a second person has looked at the evidence and confirmed it."),
    ]
