"""Makes the series of the sample, and what happened to their dates before anybody else had signed."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from events.models import Change, Series
from events.models.new_rule import NewRule
from events.sample import history, posters
from events.sample.days import SATURDAY, Days
from events.sample.posters import POSTERS
from events.sample.rhythms import rhythms
from orgs.models import AuditEntry, Organization
from places.models import Place


def make_series(groups: dict[str, Organization], places: dict[str, Place], days: Days) -> dict[str, Series]:
    """The series by their key: announced some time ago, but for one draft and the one of the group in review."""
    cadences, made = rhythms(days), {}
    for key, poster in POSTERS.items():
        host, place = groups[poster["host"]], places[poster["place"]]
        words = {name: value for name, value in poster.items() if name not in {"host", "place"}}
        at = history.when_announced(cadences[key], place.time_zone, now=timezone.now())
        with AuditEntry.dated(at - timedelta(days=1)):
            series = Series.draft(
                host=host,
                by=host.created_by,
                place=place,
                cadence=cadences[key],
                open_ended=key in posters.OPEN_ENDED,
                **words,
            )
        if key == posters.IN_REVIEW:
            series.announce(by=host.created_by)
        elif key != posters.DRAFT:
            history.was_announced(series, by=host.created_by, at=at)
        made[key] = series
    return made


def change_dates(series: dict[str, Series], places: dict[str, Place], days: Days) -> None:
    """Call off, move, postpone and add dates, three days ago. Nobody has signed or answered yet: there is no letter."""
    with AuditEntry.dated(days.ago(3)):
        _change_dates(series, places, days)
        _change_rhythms(series)
    Change.objects.update(made_at=days.ago(3))


def _change_dates(series: dict[str, Series], places: dict[str, Place], days: Days) -> None:
    library, crossing = series["library"], series["crossing"]
    ada = library.created_by

    def saturday(weeks: int):
        date = library.occurrences.get(original_day=days.coming(SATURDAY, weeks=weeks))
        date.series = library
        return date

    called_off, later, elsewhere = saturday(1), saturday(3), saturday(5)
    called_off.cancel(by=ada, reason="Holiday weekend: no gathering. We are back a week later.")
    later.move(by=ada, day=later.day, start_time=time(14), note="Two hours later: the parade passes at noon.")
    elsewhere.move(
        by=ada,
        day=elsewhere.day,
        start_time=elsewhere.start_time,
        place=places["square"],
        note="On the courthouse square this once, beside the winter market.",
    )
    library.add_date(
        days.coming(SATURDAY, weeks=3) - timedelta(days=3),
        by=ada,
        start_time=time(18),
        minutes=60,
        note="One evening more: the council reads the library budget that night.",
    )
    stormy = saturday(-4)
    at = stormy.starts_at - timedelta(hours=15)
    history.was_cancelled(stormy, by=ada, at=at, reason="Called off the night before: a storm warning for the county.")
    Series.objects.filter(pk=series["night-bus"].pk).update(state_note="Won: the board voted to keep the night bus.")
    crossing.cancel(by=crossing.created_by, reason="Won: the crossing has a guard from Monday on. Thank you all!")


def _change_rhythms(series: dict[str, Series]) -> None:
    """One date waits for its new day, and a supper begins half an hour later from its second date to come on."""
    buses, supper = series["buses"], series["supper"]
    second = buses.occurrences.to_come().going_ahead().order_by("starts_at")[1]
    second.postpone(by=buses.created_by, note="The station hall is closed for repairs; we look for another evening.")
    day = supper.occurrences.to_come().order_by("starts_at")[1].ruled_day
    later = (datetime.combine(day, supper.start_time) + timedelta(minutes=30)).time()
    supper.change_rule(NewRule.of(supper, day, start_time=later), by=supper.created_by)
