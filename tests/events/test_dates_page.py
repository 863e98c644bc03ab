"""The pages on which a running series is changed: all of its dates, one of them, its rule, and the way back."""

from datetime import time, timedelta

import pytest

from places.models import Place, Postcode
from tests import factories
from tests.odd import TEXTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(as_user, ada):
    """Ada at the desk: her browser."""
    return as_user(ada)


def desk(series, end: str = "") -> str:
    return f"/desk/events/{series.slug}/{end}"


def dates(series) -> list:
    return list(series.occurrences.order_by("original_day"))


def as_it_is(series) -> dict:
    """What the form of all dates sends when nothing was touched."""
    typed = {"extra-start_time": "12:00", "extra-place": "", "extra-day": "", "extra-note": ""}
    for row in dates(series):
        name = f"d{row.original_day:%Y%m%d}"
        typed |= {
            f"{name}-act": "on",
            f"{name}-note": "",
            f"{name}-day": f"{row.day}",
            f"{name}-start_time": f"{row.start_time:%H:%M}",
            f"{name}-place": "",
        }
    return typed


def field(row, name: str) -> str:
    return f"d{row.original_day:%Y%m%d}-{name}"


def rule_of(series, **differing) -> dict:
    step = series.cadence.steps[0]
    typed = {
        "steps": "1",
        "repeat": "week-1",
        "weekdays": [str(day) for day in step.weekdays],
        "start_time": f"{series.start_time:%H:%M}",
        "minutes": str(series.minutes),
        "first_day": f"{dates(series)[0].day}",
        "until": f"{series.cadence.until}",
        "venue": series.place.name,
        "street": "",
        "town": series.place.town_line(),
    }
    return typed | differing


# All dates


def test_several_dates_are_changed_with_one_press(page, vigil):
    first, second, third, fourth = dates(vigil)[:4]
    factories.coming(vigil, address="june@example.org")
    typed = as_it_is(vigil) | {
        field(first, "act"): "skip",
        field(first, "note"): "Holiday weekend",
        field(second, "act"): "move",
        field(second, "start_time"): "15:30",
        field(third, "act"): "postpone",
        "extra-day": f"{fourth.day + timedelta(days=3)}",
    }

    answer = page.post(desk(vigil, "dates/"), typed, follow=True)

    first, second, third = dates(vigil)[:3]
    assert (first.is_cancelled, first.note) == (True, "Holiday weekend")
    assert (second.start_time, third.is_postponed) == (time(15, 30), True)
    assert vigil.occurrences.filter(ruled_day=None).count() == 1
    assert factories.recipients("date_changed") == ["june@example.org"]
    assert "Saved. One person is told." in answer.content.decode()


def test_what_was_not_touched_changes_nothing(page, vigil):
    answer = page.post(desk(vigil, "dates/"), as_it_is(vigil), follow=True)
    assert "Nothing was changed." in answer.content.decode()
    assert vigil.changes.count() == 0


def test_before_saving_it_says_how_many_are_told(page, vigil):
    first = dates(vigil)[0]
    factories.coming(vigil, first, address="june@example.org")
    factories.coming(vigil, address="kim@example.org")
    typed = as_it_is(vigil) | {field(first, "act"): "skip", "preview": "1"}

    shown = page.post(desk(vigil, "dates/"), typed, headers={"HX-Request": "true", "HX-Target": "told"})

    text = shown.content.decode()
    assert "Saving tells 2 people," in text
    assert "skipped" in text
    assert "<html" not in text
    assert not dates(vigil)[0].is_off


def test_a_refusal_stands_beside_its_date_and_nothing_is_lost(page, vigil):
    first, second = dates(vigil)[:2]
    typed = as_it_is(vigil) | {
        field(first, "act"): "move",
        field(first, "day"): f"{second.day}",
        field(second, "note"): "Bring candles",
    }

    answer = page.post(desk(vigil, "dates/"), typed)

    assert answer.status_code == 422
    assert "The series has a date on this day already." in answer.content.decode()
    assert "Bring candles" in answer.content.decode()


def test_what_was_skipped_goes_ahead_again_and_what_was_moved_comes_back(page, vigil, ada):
    first, second = dates(vigil)[:2]
    first.cancel(by=ada)
    second.move(by=ada, day=second.day, start_time=time(15))

    page.post(desk(vigil, "dates/"), as_it_is(vigil))

    first, second = dates(vigil)[:2]
    assert first.is_planned
    assert not second.is_moved


@pytest.mark.parametrize("odd", TEXTS)
def test_odd_text_in_the_fields_of_a_date_is_a_sentence_or_passed_over(page, vigil, odd, monkeypatch):
    monkeypatch.setattr("events.week.waiting", lambda user: 0)
    first, fields = dates(vigil)[0], ("act", "note", "day", "start_time", "place")
    moved = as_it_is(vigil) | {field(first, "act"): "move", "preview": "1"}
    everywhere = {field(first, name): TEXTS[odd] for name in fields[1:]} | {
        f"extra-{name}": TEXTS[odd] for name in fields
    }

    for touched in [{field(first, name): TEXTS[odd]} for name in fields] + [everywhere]:
        assert page.post(desk(vigil, "dates/"), moved | touched).status_code == 200
    assert page.get(desk(vigil, "dates/"), {"since": TEXTS[odd]}).status_code == 200
    assert page.get(desk(vigil, "rule/"), {"since": TEXTS[odd]}).status_code == 200


def test_a_date_is_moved_to_a_place_that_the_group_knows(page, vigil, ada):
    church = factories.town(name="Grace Church")
    dates(vigil)[1].move(by=ada, day=dates(vigil)[1].day, start_time=time(12), place=church)
    first, second = dates(vigil)[:2]
    typed = as_it_is(vigil) | {field(row, "act"): "move" for row in (first, second)}
    typed |= {field(row, "place"): str(church.pk) for row in (first, second)}

    page.post(desk(vigil, "dates/"), typed)

    assert dates(vigil)[0].place == church


def test_a_place_of_others_is_no_choice(page, vigil):
    theirs = factories.town(name="Their hall")
    first = dates(vigil)[0]
    typed = as_it_is(vigil) | {field(first, "act"): "move", field(first, "place"): str(theirs.pk)}
    assert page.post(desk(vigil, "dates/"), typed).status_code == 422


def test_dates_of_a_draft_are_skipped_before_it_is_announced(page, host, ada):
    draft = factories.series(host, by=ada, announced=False)
    shown = page.get(desk(draft, "dates/")).content.decode()
    assert "nobody gets a letter" in shown
    second = draft.cadence.first + timedelta(weeks=1)
    typed = {}
    for day in draft.cadence.days():
        typed |= {f"d{day:%Y%m%d}-act": "skip" if day == second else "on"}

    page.post(desk(draft, "dates/"), typed)
    draft.announce(by=ada)

    assert draft.occurrences.get(original_day=second).is_removed


def test_a_long_series_is_changed_a_page_at_a_time(page, host, ada):
    long = factories.series(host, by=ada, weeks=40)
    shown = page.get(desk(long, "dates/")).content.decode()
    later = long.cadence.first + timedelta(weeks=30)
    assert f"?since={later}" in shown
    assert f"d{later:%Y%m%d}-act" in page.get(desk(long, f"dates/?since={later}")).content.decode()
    assert page.get(desk(long, "dates/?since=tomorrow")).status_code == 200


# One date


def test_one_date_is_postponed_and_taken_out(page, vigil):
    first, second = dates(vigil)[:2]
    page.post(desk(vigil, f"dates/{first.original_day}/postponement/"), {"off-reason": "The hall is closed."})
    page.post(desk(vigil, f"dates/{second.original_day}/removal/"))

    first, second = dates(vigil)[:2]
    assert (first.is_postponed, first.note, second.is_removed) == (True, "The hall is closed.", True)


def test_this_and_all_later_dates_take_another_hour_and_place(page, vigil):
    second = dates(vigil)[1]
    typed = {"day": f"{second.day}", "start_time": "17:00", "minutes": "90", "venue": "City Hall steps"}
    typed |= {"town": vigil.place.town_line(), "street": "", "note": "", "reach": "later"}

    page.post(desk(vigil, f"dates/{second.original_day}/"), typed)

    vigil.refresh_from_db()
    assert [row.start_time for row in dates(vigil)[:3]] == [time(12), time(17), time(17)]
    assert [row.where.name for row in dates(vigil)[:2]] == ["Oak Plaza", "City Hall steps"]
    assert vigil.former_rules.count() == 1


def test_another_day_for_all_later_dates_is_a_new_rule(page, vigil):
    second = dates(vigil)[1]
    typed = {"day": f"{second.day + timedelta(days=1)}", "start_time": "12:00", "minutes": "60", "venue": "Oak Plaza"}
    typed |= {"town": vigil.place.town_line(), "reach": "later"}

    answer = page.post(desk(vigil, f"dates/{second.original_day}/"), typed)

    assert answer.status_code == 422
    assert "For later ones change the rule." in answer.content.decode()


@pytest.mark.parametrize(("clock", "hour"), [("there", 18), ("as_before", 17)])
def test_a_date_in_another_zone_asks_whose_clocks(page, vigil, clock, hour, chicago):
    first = dates(vigil)[0]
    typed = {"day": f"{first.day}", "start_time": "12:00", "minutes": "60", "venue": "Daley Plaza", "town": "60602"}
    asked = page.post(desk(vigil, f"dates/{first.original_day}/"), typed)
    assert asked.status_code == 422
    assert "On whose clocks do you read the hour?" in asked.content.decode()

    page.post(desk(vigil, f"dates/{first.original_day}/"), typed | {"clock": clock})

    moved = dates(vigil)[0]
    assert moved.where.locality == "Chicago"
    summer = moved.starts_local.dst()
    assert moved.starts_at.hour == hour - (1 if summer else 0)


@pytest.fixture
def chicago(db):
    where = {"place": "Chicago", "region": "IL", "latitude": 41.88, "longitude": -87.63}
    return Postcode.objects.create(code="60602", time_zone="America/Chicago", **where)


# The rule


def test_a_new_weekday_shows_what_becomes_of_each_date_and_then_does_it(page, vigil):
    second = dates(vigil)[1]
    factories.coming(vigil, second, address="june@example.org")
    typed = rule_of(vigil, weekdays=["6"], first_day=f"{second.day}")

    shown = page.post(desk(vigil, "rule/"), typed | {"preview": "1"})

    text = shown.content.decode()
    assert f"Moves to Sun {(second.day + timedelta(days=1)).day}" in text
    assert "1 person said yes" in text
    assert "Saving tells one person," in text
    assert vigil.former_rules.count() == 0

    page.post(desk(vigil, "rule/"), typed | {"save": "1", f"fate-{dates(vigil)[2].original_day}": "cancel"})

    rows = dates(vigil)
    assert [row.day - row.original_day for row in rows[:2]] == [timedelta(), timedelta(days=1)]
    assert rows[2].is_cancelled


def test_a_rule_that_has_no_date_to_come_is_refused_beside_its_first_day(page, vigil):
    typed = rule_of(vigil, first_day="2020-01-04", until="2020-02-01")
    answer = page.post(desk(vigil, "rule/"), typed | {"save": "1"})
    assert answer.status_code == 422
    assert "This rule has no date to come." in answer.content.decode()


def test_a_rule_in_another_zone_asks_whose_clocks(page, vigil, chicago):
    typed = rule_of(vigil, venue="Daley Plaza", town="60602")
    asked = page.post(desk(vigil, "rule/"), typed | {"save": "1"})
    assert "On whose clocks do you read the hour?" in asked.content.decode()
    places = Place.objects.count()

    page.post(desk(vigil, "rule/"), typed | {"save": "1", "clock": "there"})

    vigil.refresh_from_db()
    assert (vigil.time_zone, vigil.place.locality, Place.objects.count()) == ("America/Chicago", "Chicago", places + 1)


def test_the_rule_of_a_draft_is_changed_where_the_draft_is(page, host, ada):
    draft = factories.series(host, by=ada, announced=False)
    assert page.get(desk(draft, "rule/")).url == desk(draft)


# The way back


def test_a_change_is_taken_back_from_the_desk(page, vigil):
    first = dates(vigil)[0]
    page.post(desk(vigil, f"dates/{first.original_day}/cancellation/"), {"off-reason": "Storm"})
    change = vigil.changes.get()
    assert "Take it back" in page.get(desk(vigil)).content.decode()

    page.post(desk(vigil, f"changes/{change.pk}/withdrawal/"))

    assert dates(vigil)[0].is_planned
    assert "Take it back" not in page.get(desk(vigil)).content.decode()


def test_a_change_of_another_series_is_none_of_this_one(page, vigil, host, ada):
    other = factories.series(host, by=ada, title="Other")
    dates(other)[0].cancel(by=ada)
    assert page.post(desk(vigil, f"changes/{other.changes.get().pk}/withdrawal/")).status_code == 404
