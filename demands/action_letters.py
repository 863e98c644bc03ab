"""Letters about what somebody entered: to who may confirm it, and to who stands behind it when its evidence is gone."""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from demands.models import Action, Evidence
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


@register
class EvidenceTakenAway(Letter):
    """Tells who entered and who confirmed something that a piece of its evidence is gone; by day."""

    kind = "evidence_taken_away"
    reason = reasons.ORGANIZES
    template = "demands/mail/endorsement"
    title = gettext_lazy("letters about evidence that was taken away")

    def context(self, message) -> dict:
        user = User.objects.filter(pk=message.context["user"], is_active=True).first()
        found = Evidence.objects.filter(pk=message.context["evidence"], taken_at__isnull=False)
        piece = found.select_related("taken_for", "action__demand__lead", "action__demand__body__place").first()
        if not (user and piece and Action.objects.read_inside_by(user).filter(pk=piece.action_id).exists()):
            raise Unwanted("gone: she does not read what happened to it any more")
        if morning := morning_after(timezone.now(), piece.action.demand.time_zone):
            raise NotYet(morning)
        return {
            "headline": _("Evidence was taken away: %(what)s") % {"what": piece.action.get_kind_display()},
            "sentences": _what_is_gone(piece),
            "url": f"{settings.SITE_URL}{piece.action.get_absolute_url()}",
            "words": [],
            "writer": "",
        }


def _what_is_gone(piece: Evidence) -> list[str]:
    demand = piece.action.demand
    about = _("You stand behind what was entered for “%(title)s”: %(what)s, %(day)s.") % {
        "title": demand.title,
        "what": piece.action.get_kind_display(),
        "day": date_format(piece.action.on, "j F Y"),
    }
    if not piece.action.is_unproven:
        return [about, f"{piece.gone_words} {_('Other evidence is still there, and the entry counts as before.')}"]
    after = _(
        "Nothing else shows it, so it counts for nothing until there is other evidence and a second person has looked."
    )
    return [about, piece.gone_words, after]


def _sentences(action: Action) -> list[str]:
    said = {"title": action.demand.title, "body": action.demand.body.name, "day": date_format(action.on, "j F Y")}
    return [
        _("Somebody entered this for “%(title)s”: %(body)s, %(day)s.") % said,
        _("It counts, and everybody reads it, once a second person has looked at the evidence and confirmed it."),
    ]
