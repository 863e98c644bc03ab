"""Brings the events of a calendar or a sheet in for a group, or says what would become of each.

One function behind the page, the command and the daily look at a calendar.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import time

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.importing import agenda, rows
from events.importing.entry import Asked, Entry
from events.importing.following import changes, take_over
from events.importing.known import Known
from events.importing.said import said_of, wishes_between
from events.importing.verdicts import Found, Verdict
from events.models import CalendarSource, Imported, Series
from events.recurrence import local
from orgs.models import Organization, User
from places.models import Place


@dataclass(frozen=True)
class Errand:
    """For which group events are brought in, by whom, and how. `source` is the calendar that is looked at daily."""

    group: Organization
    by: User | None = None
    announce: bool = False
    source: CalendarSource | None = None


def asked_of(
    data: bytes, group: Organization, *, columns: dict[str, str] | None = None, whole_days_at: time | None = None
) -> agenda.Agenda:
    """Every event of a file, be it a calendar or a spreadsheet. ValidationError where it is neither, or too large."""
    if group.place is None:
        raise ValidationError(_("Say first in which town the group is."), code="no_town")
    home = group.place.spot()
    today = local(timezone.now(), home.time_zone).date()
    if agenda.is_meant(data):
        return agenda.read(data, home, today, whole_days_at=whole_days_at)
    return agenda.Agenda("", tuple(rows.asked_of(data, group, today, columns=columns)))


def previewed(asked: Iterable[Asked], group: Organization) -> list[Found]:
    """What would become of each event. Nothing is stored."""
    known = Known(group)
    return [_found(one, known) for one in asked]


def taken(
    asked: Iterable[Asked], errand: Errand, *, without: Collection[str] = (), even: Collection[str] = ()
) -> Iterator[Found]:
    """Bring each event in, whole or not at all, and say what became of it. The second time only changes are taken.

    New ones come in but for the keys `without`; what looks like one that is here, or was thrown away here, only by
    the keys `even`. A daily look takes neither.
    """
    known = Known(errand.group)
    for one in asked:
        found = _found(one, known)
        if found.verdict in (Verdict.ALIKE, Verdict.GONE) and one.key in even:
            found = replace(found, verdict=Verdict.NEW, series=None)
        if found.verdict == Verdict.NEW and one.key in without:
            continue
        if found.verdict in (Verdict.NEW, Verdict.CHANGED):
            found = _stored(found, errand, known)
        yield found


def may_announce(group: Organization) -> bool:
    """Whether many may be announced at once: not while a person would have to look at each of them first."""
    return not group.is_listed or Series.has_clean_record(group)


def _found(asked: Asked, known: Known) -> Found:
    imported = known.of(asked)
    is_elsewhere = imported is not None and known.is_elsewhere(imported)
    if asked.refusal is not None:
        if asked.is_over:
            return Found(asked, Verdict.OVER, asked.refusal.messages[0], code="over")
        here = imported.series if imported and not is_elsewhere else None
        return Found(asked, Verdict.REFUSED, asked.refusal.messages[0], code=asked.refusal.code or "", series=here)
    if is_elsewhere:
        return Found(asked, Verdict.ELSEWHERE, _("Another group hosts it now, so it stays as it is."), code="elsewhere")
    if imported and imported.series is None:
        return Found(asked, Verdict.GONE, _("It was brought in before and thrown away here."))
    if imported:
        differing = changes(imported, asked.entry)
        sentence = _("Changed there: %(what)s.") % {"what": ", ".join(differing)} if differing else ""
        return Found(asked, Verdict.CHANGED if differing else Verdict.UNCHANGED, sentence, series=imported.series)
    if asked.entry.is_off:
        return Found(asked, Verdict.OVER, _("It is cancelled."), code="off")
    if like := known.like(asked):
        sentence = _("“%(title)s” is here on the same day at the same hour.") % {"title": like.title}
        return Found(asked, Verdict.ALIKE, sentence, code="alike", series=like)
    return Found(asked, Verdict.NEW)


def _stored(found: Found, errand: Errand, known: Known) -> Found:
    try:
        with transaction.atomic():
            if found.verdict == Verdict.CHANGED:
                sentence = take_over(known.of(found.asked), found.asked.entry, by=errand.by)
                return replace(found, sentence=sentence)
            series = _made(found.asked, errand)
    except ValidationError as refusal:
        return replace(found, verdict=Verdict.REFUSED, sentence=" ".join(refusal.messages), code="refused")
    except IntegrityError:
        sentence = _("Somebody brought it in at the same moment.")
        return replace(found, verdict=Verdict.REFUSED, sentence=sentence, code="at_once")
    return replace(found, series=series)


def _made(asked: Asked, errand: Errand) -> Series:
    entry = asked.entry
    place = place_of(entry)
    series = Series.draft(
        host=errand.group,
        by=errand.by,
        title=entry.title,
        place=place,
        kind=entry.kind,
        summary=entry.summary,
        about=entry.about,
        cadence=entry.cadence,
        start_time=entry.start_time,
        minutes=entry.minutes,
        open_ended=entry.open_ended,
    )
    said = said_of(entry)
    series.change_dates(wishes_between({}, said["dates"]), by=errand.by)
    if errand.announce:
        series.announce(by=errand.by)
    Imported.objects.update_or_create(
        organization=errand.group,
        key=asked.key,
        defaults={"series": series, "source": errand.source, "said": said, "seen_at": timezone.now()},
    )
    return series


def place_of(entry: Entry) -> Place:
    return Place.at(entry.spot, name=entry.venue, street=entry.street)
