"""What a row may say, and the one sentence for what it may not."""

from datetime import date, time

import pytest

from events.importing import Verdict
from events.models import Occurrence, Series
from places.loading import load
from places.models import Place
from tests.events.sheets import brought
from tests.places.conftest import written

pytestmark = pytest.mark.django_db

NOWHERE = {"lat": "", "lon": "", "timezone": ""}


@pytest.fixture
def towns(db, tmp_path):
    load(written(tmp_path))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"organizations": "=cmd|' /C calc'!A0"}, "formula"),
        ({"title": "+SUM(A1:A9)"}, "formula"),
        ({"venue": "@here"}, "formula"),
        ({"unread": "-cmd"}, "formula"),
        ({"organizations": " ; "}, "no_group"),
        ({"organizations": "; ".join(f"Group {number}" for number in range(101))}, "too_many_groups"),
        ({"organizations": "A" * 121}, "too_long"),
        ({"title": "long " * 20_000}, "too_long"),
        ({"about": "a" * 10_001}, "too_long"),
        ({"title": "bell \a rings"}, "control"),
        ({"unread": "\x1b[2J"}, "control"),
        ({"series_id": "s" * 61}, "too_long"),
        ({"first_date": "3/2/2024"}, "no_date"),
        ({"first_date": "2024-02-30"}, "no_date"),
        ({"first_date": ""}, "no_date"),
        ({"last_date": ""}, "no_date"),
        ({"first_date": "1024-03-02"}, "year"),
        ({"last_date": "2024-03-01"}, "ends_before_start"),
        ({"weekday": "MO", "last_date": "2024-03-03"}, "ends_before_start"),
        ({"repeats": "every month on that day", "first_date": "2024-03-31", "last_date": "2024-03-31"}, ""),
        ({"repeats": "daily", "last_date": "2026-03-02"}, "too_many"),
        ({"weekday": "Someday"}, "no_weekday"),
        ({"repeats": "fortnightly"}, "no_rhythm"),
        ({"repeats": "every 53 weeks"}, "no_rhythm"),
        ({"repeats": "once", "weekday": "MO"}, "other_weekday"),
        ({"timezone": "Mars/Olympus"}, "unknown_time_zone"),
        ({"lat": "north"}, "no_number"),
        ({"lat": "91"}, "no_number"),
        ({"lat": "nan"}, "no_number"),
        ({"lon": "-181"}, "no_number"),
        ({"lon": ""}, "half_a_point"),
        ({"country": "United States"}, "no_country"),
        ({"minutes": "an hour"}, "no_number"),
        ({"minutes": "4"}, "no_number"),
        ({"minutes": "1441"}, "no_number"),
        ({"minutes": "9" * 5_000}, "no_number"),
        ({"start_time": "25:00"}, "no_hour"),
        ({"start_time": "noon"}, "no_hour"),
        ({"start_time": "13:00 pm"}, "no_hour"),
        ({"start_time": "02:30", "first_date": "2024-03-03", "weekday": "SU"}, "time_does_not_exist"),
        (NOWHERE | {"locality": ""}, "no_place"),
        (NOWHERE | {"locality": "Nowhere at all"}, "unknown_town"),
        ({"timezone": ""}, "no_zone"),
    ],
)
def test_one_sentence_for_what_is_wrong_with_a_row(row, code):
    (outcome,) = brought(row)

    assert outcome.code == code
    assert (outcome.verdict == Verdict.REFUSED) == bool(code)
    assert Series.objects.count() == (0 if code else 1)


def test_refused_row_leaves_the_others_alone():
    outcomes = brought({"series_id": "a"}, {"series_id": "b", "lat": "x"}, {"series_id": "c"})

    assert [outcome.verdict for outcome in outcomes] == ["created", "refused", "created"]
    assert outcomes[1].sentence == "“lat” says “x”. Write degrees from -90 to 90, such as 41.08."


def test_refusal_of_a_formula_is_a_sentence():
    (outcome,) = brought({"title": "=1+1"})

    assert outcome.sentence == "A cell begins with “=”, as a formula does: write it as plain text."


def test_row_in_full():
    brought(
        {
            "series_id": "elm-1",
            "title": "Rent is too high",
            "kind": "march",
            "summary": "For a rent board in Akron.",
            "about": "First line.\r\n\r\nSecond.",
            "venue": "Oak Plaza,  north side",
            "street": "12 Elm Street",
            "repeats": "every 2 weeks",
            "weekday": "Saturday; tu",
            "start_time": "6:30 pm",
            "minutes": "90",
        }
    )

    series = Series.objects.get()
    assert (series.source_key, series.title, series.kind) == ("import:elm-1", "Rent is too high", "march")
    assert (series.summary, series.about) == ("For a rent board in Akron.", "First line.\n\nSecond.")
    assert (series.start_time, series.minutes, series.time_zone) == (time(18, 30), 90, "America/New_York")
    assert series.place.one_line() == "Oak Plaza, north side, 12 Elm Street, Akron, OH"
    assert list(series.cadence.days()) == [
        date(2024, 3, 2),
        date(2024, 3, 12),
        date(2024, 3, 16),
        date(2024, 3, 26),
        date(2024, 3, 30),
    ]


def test_row_that_says_little_takes_the_defaults():
    (outcome,) = brought({}, start_time=time(17), minutes=45)

    series = Series.objects.get(pk=outcome.series)
    assert (series.title, series.kind) == ("Saturday demonstration in Akron", "demonstration")
    assert (series.start_time, series.minutes, series.place.name) == (time(17), 45, "Akron")
    assert len(list(series.cadence.days())) == 6


@pytest.mark.parametrize(
    ("row", "days"),
    [
        ({"repeats": "once", "last_date": ""}, [date(2024, 3, 2)]),
        ({"repeats": "Every Month on that weekday"}, [date(2024, 3, 2), date(2024, 4, 6)]),
        ({"repeats": "every month on that day"}, [date(2024, 3, 2), date(2024, 4, 2)]),
        ({"repeats": "daily", "last_date": "2024-03-04"}, [date(2024, 3, day) for day in (2, 3, 4)]),
        ({"weekday": "WE", "last_date": "2024-03-13"}, [date(2024, 3, 6), date(2024, 3, 13)]),
    ],
)
def test_ways_to_repeat(row, days):
    brought(row)

    assert list(Series.objects.get().cadence.days()) == days


def test_kind_that_we_do_not_have_is_a_gathering_and_said():
    (outcome,) = brought({"event_kinds": "sing-along"})

    assert Series.objects.get().kind == Series.Kind.OTHER
    assert outcome.notes == ("“sing-along” is not a kind we have: it is shown as a gathering.",)


def test_first_of_several_kinds_that_we_have_is_taken():
    brought({"event_kinds": "sit-in; vigil; rally", "venue": "City Hall"})

    assert Series.objects.get().title == "Saturday vigil at City Hall"


def test_missed_weeks_are_told_not_guessed():
    (outcome,) = brought({"missed_weeks": "2"})

    assert outcome.notes == ("2 of its weeks were missed; the file does not say which, so each counts as held.",)


def test_town_without_coordinates_is_found_in_the_gazetteer(towns):
    brought(NOWHERE | {"locality": "st. paul", "state": "mn"})

    place = Place.objects.get(pk=Series.objects.get().place_id)
    assert (place.locality, place.region, place.time_zone) == ("Saint Paul", "MN", "America/Chicago")


def test_town_in_doubt_is_refused_with_what_it_may_be(towns):
    (outcome,) = brought(NOWHERE | {"locality": "Springfield", "state": "", "country": ""})

    assert outcome.sentence == (
        "“Springfield” may be one of: Springfield, MO, United States; Springfield, MA, United States; "
        "Springfield, IL, United States. Write its state, or “lat”, “lon” and “timezone”."
    )


def test_misspelt_town_is_refused_with_near_matches(towns):
    (outcome,) = brought(NOWHERE | {"locality": "Tuscon", "state": "AZ"})

    assert outcome.sentence == "“Tuscon, AZ, US” is not a town that we know. Is it one of: Tucson, AZ, United States?"


def test_coordinates_without_a_zone_take_the_one_of_the_nearest_town(towns):
    brought({"timezone": "", "locality": "Akron, north"})

    series = Series.objects.get()
    assert (series.time_zone, series.place.locality) == ("America/New_York", "Akron, north")


def test_same_row_twice_in_a_file_is_one_series():
    outcomes = brought({"venue": "Oak Plaza"}, {"venue": "Oak Plaza"}, {"venue": "Elm Plaza"})

    assert [(outcome.verdict, outcome.code) for outcome in outcomes] == [
        ("created", ""),
        ("refused", "twice_in_file"),
        ("created", ""),
    ]


def test_second_run_changes_nothing():
    brought({"series_id": "a"}, {"venue": "Oak Plaza"}, agreed=True)
    before = [*Series.objects.values(), *Occurrence.objects.values()]

    outcomes = brought({"series_id": "a"}, {"venue": "Oak Plaza"}, agreed=True, shift_weeks=3)

    assert [outcome.verdict for outcome in outcomes] == ["unchanged", "unchanged"]
    assert [*Series.objects.values(), *Occurrence.objects.values()] == before


def test_id_of_another_series_is_refused():
    brought({"series_id": "1"})

    (outcome,) = brought({"series_id": "1", "organizations": "Dresden Choir", "locality": "Dresden"})

    assert outcome.code == "other_series"


@pytest.mark.parametrize("agreed", [False, True])
def test_dry_run_says_the_same_and_stores_nothing(agreed):
    rows = [{"series_id": "a"}, {"series_id": "b", "lat": "x"}, {"series_id": "a"}]

    said = brought(*rows, dry_run=True, agreed=agreed)
    assert Series.objects.count() == Place.objects.count() == 0

    done = brought(*rows, agreed=agreed)
    assert [(one.verdict, one.sentence) for one in said] == [(one.verdict, one.sentence) for one in done]
