"""What people are told where letters came back: those of their group, and those to themselves."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from orgs import needs
from orgs.models import Organization, User
from orgs.needs import Act, Need
from outbox.contacts import contact_index
from outbox.models import Pause, Suppression

MOST = 50
_CAME_BACK = gettext_lazy("Letters to %(address)s came back")
_REPORTED = gettext_lazy("Letters to %(address)s were reported as unwanted")


def register_all() -> None:
    needs.register("pauses", pauses)
    needs.register("stopped addresses", stopped)


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


def stopped(user: User) -> list[Need]:
    """Her own addresses that get no letters any more, because some came back or one was reported."""
    return [
        Need(
            f"stopped:{contact_index(address)[:16]}",
            (_REPORTED if reason == Suppression.COMPLAINED else _CAME_BACK) % {"address": address},
            text=_("So we send nothing there but codes."),
            acts=[
                Act(_("Write to me again"), reverse("orgs:letters-resumption"), post=True),
                Act(_("Change the address"), reverse("account_email"), main=False),
            ],
            weight=2,
        )
        for address, reason in user.stopped_addresses().items()
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
