"""Events of a calendar or a sheet brought in for a group: once, and then only what changed."""

from collections import Counter
from datetime import date, time

import pytest
import time_machine
from django.core.exceptions import ValidationError

from events.importing.following import take_over
from events.importing.taking import Errand, asked_of, previewed, taken
from events.models import CalendarSource, Imported, Occurrence, Series, SeriesHandover, Sponsorship
from tests import factories
from tests.events import seen
from tests.events.calendars import calendar, event

pytestmark = pytest.mark.django_db

WEEKLY = "RRULE:FREQ=WEEKLY;UNTIL=20261219T170000Z"
SECOND = "RECURRENCE-ID;TZID=America/New_York:20261114T120000"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-01T12:00:00Z", tick=False):
        yield


@pytest.fixture
def errand(host, ada) -> Errand:
    """Ada brings in for her group, whose events need no look any more."""
    factories.series(host, by=ada, title="An earlier one")
    return Errand(host, by=ada, announce=True)


def bring(errand: Errand, *events: str, **how) -> list[str]:
    """What became of each event, by its verdict."""
    asked = asked_of(calendar(*events), errand.group).asked
    return [found.verdict.value for found in taken(asked, errand, **how)]


def vigil() -> Series:
    return Imported.objects.get().series


def dates(series: Series) -> dict[date, tuple]:
    rows = series.occurrences.order_by("original_day")
    return {row.original_day: (row.day, row.start_time, row.state) for row in rows}


def test_a_preview_stores_nothing(errand):
    found = previewed(asked_of(calendar(event(WEEKLY)), errand.group).asked, errand.group)

    assert [one.verdict for one in found] == ["new"]
    assert Series.objects.count() == 1


def test_an_event_comes_in_announced_with_its_exceptions(errand):
    moved = event(SECOND, start="TZID=America/New_York:20261115T140000")
    assert bring(errand, event(WEEKLY, "EXDATE:20261121T120000"), moved) == ["new"]

    series = vigil()
    assert (series.is_announced, series.is_public, series.title) == (True, True, "Saturday vigil")
    known = dates(series)
    assert known[date(2026, 11, 7)] == (date(2026, 11, 7), time(12), "planned")
    assert known[date(2026, 11, 14)] == (date(2026, 11, 15), time(14), "planned")
    assert known[date(2026, 11, 21)][2] == "removed"
    assert len(known) == 7


def test_a_draft_has_its_exceptions_too(host, ada):
    assert bring(Errand(host, by=ada), event(WEEKLY, "RDATE;TZID=America/New_York:20261111T120000")) == ["new"]

    assert vigil().is_draft
    assert list(dates(vigil())) == [date(2026, 11, 11)]
    factories.series(host, by=ada)
    vigil().announce(by=ada)
    assert len(dates(vigil())) == 8


def test_the_second_time_nothing_changes(errand):
    bring(errand, event(WEEKLY))
    before = Series.objects.values_list("revision", flat=True).get(pk=vigil().pk)

    with time_machine.travel("2026-11-20T12:00:00Z"):
        assert bring(errand, event(WEEKLY)) == ["unchanged"]

    assert Series.objects.values_list("revision", flat=True).get(pk=vigil().pk) == before


def test_the_passing_of_days_is_no_change(errand):
    endless = [event("RRULE:FREQ=WEEKLY", "EXDATE:20261107T120000,20261121T120000,20270612T120000")]
    assert bring(errand, *endless) == ["new"]

    for day in ("2026-11-09", "2026-11-23", "2027-01-15"):
        with time_machine.travel(f"{day}T12:00:00Z"):
            assert bring(errand, *endless) == ["unchanged"]
    with time_machine.travel("2027-02-01T12:00:00Z"):
        vigil().extend(date(2027, 6, 30), by=errand.by)
        assert bring(errand, *endless) == ["changed"]
    assert dates(vigil())[date(2027, 6, 12)][2] == "cancelled"


def test_a_group_that_moves_takes_no_date_along(errand):
    bring(errand, event(WEEKLY))
    errand.group.place = factories.town(name="Dayton", locality="Dayton")

    assert bring(errand, event(WEEKLY)) == ["unchanged"]


def test_another_place_is_taken_over(errand):
    bring(errand, event(WEEKLY))
    assert bring(errand, event(WEEKLY, "LOCATION:Main Library")) == ["changed"]

    assert vigil().place.name == "Main Library"


def test_what_changed_there_changes_here_and_people_are_told_once(errand):
    bring(errand, event(WEEKLY))
    vigil().roll()
    factories.coming(vigil(), address="june@example.org")
    off = event(SECOND, "STATUS:CANCELLED")
    assert bring(errand, event(WEEKLY, "EXDATE:20261128T120000"), off) == ["changed"]

    assert dates(vigil())[date(2026, 11, 14)][2] == "cancelled"
    assert factories.recipients("date_changed").count("june@example.org") == 1


def test_what_was_edited_here_stays(errand, ada):
    bring(errand, event(WEEKLY))
    vigil().describe(by=ada, title="Our vigil")
    assert bring(errand, event(WEEKLY, "SUMMARY:Their vigil", "DESCRIPTION:News")) == ["changed"]

    assert (vigil().title, vigil().about) == ("Our vigil", "News")


def test_another_rule_holds_from_today_on(errand):
    bring(errand, event(WEEKLY))
    with time_machine.travel("2026-11-16T12:00:00Z"):
        later = "TZID=America/New_York:20261107T183000"
        assert bring(errand, event("RRULE:FREQ=WEEKLY;UNTIL=20261219T233000Z", start=later)) == ["changed"]

    assert dates(vigil())[date(2026, 11, 7)][1] == time(12)
    assert dates(vigil())[date(2026, 11, 21)][1] == time(18, 30)


def test_one_date_is_moved(errand):
    bring(errand, event())
    assert bring(errand, event(start="TZID=America/New_York:20261108T150000")) == ["changed"]

    assert dates(vigil()) == {date(2026, 11, 7): (date(2026, 11, 8), time(15), "planned")}


def test_a_draft_is_made_anew(host, ada):
    bring(Errand(host, by=ada), event(WEEKLY, "EXDATE:20261121T120000"))
    assert bring(Errand(host, by=ada), event(start="TZID=America/New_York:20261210T150000")) == ["changed"]

    assert (vigil().first_day, vigil().is_one_time, dates(vigil())) == (date(2026, 12, 10), True, {})


def test_what_is_cancelled_there_is_cancelled_here(errand):
    bring(errand, event(WEEKLY))
    assert bring(errand, event(WEEKLY, "STATUS:CANCELLED")) == ["changed"]

    assert vigil().is_cancelled


def handed_over(errand: Errand, partner, bo) -> Imported:
    """Brought in, and then hosted by another group with the old host beside it."""
    bring(errand, event(WEEKLY))
    Sponsorship.invite(vigil(), partner, by=errand.by).accept(by=bo)
    SeriesHandover.offer(vigil(), partner, by=errand.by).accept(by=bo)
    return Imported.objects.get()


@pytest.mark.parametrize(
    "line", ["DTSTART;TZID=America/New_York:20261108T150000", "STATUS:CANCELLED", "SUMMARY:Nobody comes"]
)
def test_what_another_group_hosts_by_now_stays_as_it_is(errand, partner, bo, line):
    handed_over(errand, partner, bo)
    before = (vigil().title, vigil().state, dates(vigil()))

    assert bring(errand, event(WEEKLY, line)) == ["elsewhere"]
    assert (vigil().title, vigil().state, dates(vigil())) == before


def test_a_draft_of_another_group_is_not_changed_nor_brought_in_again(host, partner, ada):
    errand = Errand(host, by=ada)
    bring(errand, event(WEEKLY))
    Series.objects.update(host=partner)

    assert bring(errand, event(WEEKLY, "SUMMARY:Another")) == bring(errand, event(WEEKLY)) == ["elsewhere"]
    assert Series.objects.get().title == "Saturday vigil"


def test_a_handover_in_the_moment_of_reading_counts(errand, partner, bo):
    (asked,) = asked_of(calendar(event(WEEKLY, "STATUS:CANCELLED")), errand.group).asked
    imported = handed_over(errand, partner, bo)

    with pytest.raises(ValidationError) as refusal:
        take_over(imported, asked.entry, by=errand.by)
    assert (refusal.value.code, vigil().is_announced) == ("elsewhere", True)


def test_what_is_no_longer_in_the_calendar_is_decided_by_its_host(errand, partner, bo):
    source = CalendarSource.follow(errand.group, "https://calendar.example.org/", by=errand.by)
    imported = handed_over(errand, partner, bo)
    Imported.objects.update(source=source, vanished_at=imported.seen_at)

    assert not Imported.objects.editable_by(errand.by).exists()
    assert not Imported.objects.vanished().exists()


def test_what_was_thrown_away_here_does_not_come_back_by_itself(host, ada):
    errand = Errand(host, by=ada)
    bring(errand, event())
    vigil().discard(by=ada)

    assert bring(errand, event()) == ["gone"]
    assert vigil() is None
    key = Imported.objects.get().key
    assert bring(errand, event(), even=[key]) == ["new"]
    assert vigil().is_draft


def test_what_is_here_under_another_name_is_known_by_its_look(host, ada):
    first = date(2026, 11, 7)
    factories.series(host, by=ada, title="Vigil, on Saturday", first=first)

    assert bring(Errand(host, by=ada), event(WEEKLY)) == ["alike"]
    assert bring(Errand(host, by=ada), event("SUMMARY:Potluck", uid="two")) == ["new"]


def test_what_was_left_out_stays_out(host, ada):
    key = asked_of(calendar(event()), host).asked[0].key

    assert bring(Errand(host, by=ada), event(), event("SUMMARY:Potluck", uid="two"), without=[key]) == ["new"]
    assert Series.objects.get().title == "Potluck"


def test_one_refused_event_holds_up_no_other(errand):
    assert bring(errand, event("SUMMARY:", uid="two"), event()) == ["refused", "new"]


def test_three_hundred_events_come_in(host, ada):
    events = [event(f"SUMMARY:Gathering {n}", uid=str(n)) for n in range(300)]

    assert set(bring(Errand(host, by=ada), *events)) == {"new"}
    assert Occurrence.objects.count() == 0


def test_our_own_feed_comes_in_as_it_is(host, partner, ada, bo):
    theirs = factories.series(host, by=ada, first=date(2026, 11, 7))
    first, second, third = theirs.occurrences.order_by("day")[:3]
    first.move(by=ada, day=date(2026, 11, 8), start_time=time(15))
    second.cancel(by=ada)
    third.remove(by=ada)
    theirs.refresh_from_db()
    asked = asked_of(seen.feed(theirs), partner).asked
    assert [found.verdict for found in taken(asked, Errand(partner, by=bo))] == ["new"]

    ours = vigil()
    factories.series(partner, by=bo, title="An earlier one")
    ours.announce(by=bo)
    going = seen.by_all_dates(theirs)
    assert seen.by_all_dates(ours) == Counter({one: number for one, number in going.items() if not one.off})


# Sheets

SHEET = "title,first_date,last_date,start_time,repeats\nVigil,2026-11-07,2026-12-19,12:00,weekly\n"


def bring_sheet(errand: Errand, text: str, **how) -> list[str]:
    asked = asked_of(text.encode(), errand.group, **how).asked
    return [found.verdict.value if not found.code else found.code for found in taken(asked, errand)]


def test_a_row_takes_its_town_and_group_from_the_page(host, ada):
    assert bring_sheet(Errand(host, by=ada), SHEET) == ["new"]
    assert bring_sheet(Errand(host, by=ada), SHEET) == ["unchanged"]

    series = vigil()
    assert (series.host, series.place.locality, series.cadence.count()) == (host, "Akron", 7)


def test_rows_that_cannot_come_in_say_why(host, ada):
    text = (
        "title,first_date,organizations,start_time\nOld,2020-01-01,,\nTheirs,2026-12-01,Another group,\n"
        "Odd,tomorrow,,\n=SUM(A1),2026-12-01,,\nOnce,2026-12-01,,18:30\nOnce,2026-12-01,,18:30\n"
    )

    codes = ["over", "other_group", "no_date", "formula", "new", "twice_in_file"]
    assert bring_sheet(Errand(host, by=ada), text) == codes


def test_columns_may_have_any_name(host, ada):
    text = "Was;Wann;Uhrzeit\nMahnwache;2026-12-01;17:00\n"
    columns = {"title": "Was", "first_date": "Wann", "start_time": "Uhrzeit"}

    assert bring_sheet(Errand(host, by=ada), text, columns=columns) == ["new"]
    assert (vigil().title, vigil().start_time) == ("Mahnwache", time(17))
