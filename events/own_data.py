"""What this room keeps about one person, to fetch and to erase."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Attendance, CalendarSource, Series, SeriesHandover, Sponsorship, Upload
from orgs.models import User
from orgs.personal import register_part
from outbox.contacts import contact_index


def register_all() -> None:
    register_part(_("Where you are coming"), export=_attendances, erase=_take_back)
    register_part(_("Events you set up"), export=_series)
    register_part(_("Files you are bringing in"), export=_uploads, erase=_drop_uploads)
    register_part(_("Calendars you follow for a group"), export=_sources)
    register_part(_("Offers to host that you made or answered"), export=_handovers)
    register_part(_("Co-sponsoring you asked for or answered"), export=_sponsorships, erase=_unsign)


def _attendances(user: User) -> list[dict]:
    rows = _hers(user).select_related("series", "occurrence", "via").order_by("created_at", "pk")
    return [
        {
            "event": row.series.title,
            "date": row.occurrence.day if row.occurrence else _("every date"),
            "people": row.people,
            "by the link of": row.via.name if row.via else "",
            "said": row.created_at,
            "reminders confirmed": row.confirmed_at,
            "invitations for a calendar": row.wants_invitation,
        }
        for row in rows
    ]


def _take_back(user: User) -> int:
    """Nobody waits for her at dates to come; of past ones the number of people stays, and names nobody."""
    standing = models.Q(occurrence=None) | models.Q(occurrence__ends_at__gt=timezone.now())
    taken_back = _hers(user).filter(standing).delete()[0]
    return taken_back + _hers(user).update(contact="", contact_index="", wants_invitation=False, confirmed_at=None)


def _series(user: User) -> list[dict]:
    rows = Series.objects.filter(created_by=user).select_related("host").order_by("pk")
    return [
        {"event": row.title, "group": row.host.name, "drafted": row.created_at, "announced": row.announced_at}
        for row in rows
    ]


def _uploads(user: User) -> list[dict]:
    rows = Upload.objects.filter(made_by=user).select_related("organization").order_by("pk")
    return [{"file": row.name, "group": row.organization.name, "since": row.created_at} for row in rows]


def _drop_uploads(user: User) -> int:
    return Upload.objects.filter(made_by=user).delete()[0]


def _sources(user: User) -> list[dict]:
    rows = CalendarSource.objects.filter(added_by=user).select_related("organization").order_by("pk")
    return [{"server": row.server, "group": row.organization.name, "since": row.added_at} for row in rows]


def _handovers(user: User) -> list[dict]:
    acted = SeriesHandover.objects.acted_on_by(user).for_cards()
    return [{"event": row.series.title} | row.part_of(user) for row in acted]


def _sponsorships(user: User) -> list[dict]:
    acted = Sponsorship.objects.filter(models.Q(asked_by=user) | models.Q(decided_by=user))
    rows = acted.select_related("series", "organization").order_by("pk")
    return [
        {
            "event": row.series.title,
            "group": row.organization.name if row.organization else "",
            "state": row.get_state_display(),
            "you asked": row.asked_at if row.asked_by_id == user.pk else None,
            "you answered": row.decided_at if row.decided_by_id == user.pk else None,
            "signed as": row.signed_as if _signer(row) == user.pk else "",
        }
        for row in rows
    ]


def _unsign(user: User) -> int:
    """The group stays named where it signed; the name of the person who signed goes."""
    by_her = models.Q(decided_by=user, direction=Sponsorship.Direction.INVITED) | models.Q(
        asked_by=user, direction=Sponsorship.Direction.REQUESTED
    )
    return Sponsorship.objects.filter(by_her).exclude(signed_as="").update(signed_as="")


def _signer(sponsorship: Sponsorship) -> int | None:
    return sponsorship.decided_by_id if sponsorship.is_invitation else sponsorship.asked_by_id


def _hers(user: User):
    indexes = [contact_index(address) for address in user.confirmed_addresses()]
    return Attendance.objects.filter(contact_index__in=indexes)
