"""What coordinators are told while the letters of their group wait, because too many came back."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgs import needs
from orgs.models import Organization, User
from orgs.needs import Act, Need
from outbox.models import Pause, Suppression

MOST = 50


def register_all() -> None:
    needs.register("pauses", pauses)


def pauses(user: User) -> list[Need]:
    """Her groups whose letters wait, because too many came back. The clock or a moderator ends it."""
    groups = {group.letters_key: group for group in Organization.objects.coordinated_by(user)[:MOST]}
    waiting = Pause.objects.open().filter(sender__in=groups).order_by("until")
    return [
        Need(
            f"pause:{pause.pk}",
            _("Letters of %(group)s wait") % {"group": groups[pause.sender]},
            text=_paused(pause),
            stock=groups[pause.sender].stock,
            acts=[Act(_("See the record"), reverse("orgs:group-record", args=[groups[pause.sender].slug]))],
            weight=2,
        )
        for pause in waiting
    ]


def _paused(pause: Pause) -> str:
    words = {"number": pause.returned, "letters": pause.letters, "day": date_format(localtime(pause.until), "l j F")}
    if pause.reason == Suppression.COMPLAINED:
        said = ngettext(
            "%(number)s reader of the last %(letters)s letters reported one as unwanted.",
            "%(number)s readers of the last %(letters)s letters reported one as unwanted.",
            pause.returned,
        )
    else:
        said = ngettext(
            "%(number)s of the last %(letters)s letters came back.",
            "%(number)s of the last %(letters)s letters came back.",
            pause.returned,
        )
    more = _("Reminders and changes go on; the others go from %(day)s, or when a moderator lets them.")
    return f"{said} {more}" % words
