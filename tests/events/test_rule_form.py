"""The form of a rule: every cadence comes back as it was, steps need no script, errors stand at their fields."""

import re
from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from hypothesis import given

from events.forms.rule import OPEN_SERIES_RUNS, RuleForm
from events.models import Series
from events.recurrence import Cadence, Step
from tests import factories
from tests.events.cadences import CADENCES
from tests.events.test_flows import series_form

FIRST = date(2027, 1, 2)  # the first Saturday of its month
WHEN = {"start_time": "12:00", "minutes": "60"}


def posted(typed: dict) -> QueryDict:
    """As a browser sends it: days and hours as text, nothing for what is empty."""
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        values = value if isinstance(value, list) else [value]
        data.setlist(name, [f"{one}" for one in values if one is not None and one is not False])
    return data


def form_of(*steps: dict, **fields) -> RuleForm:
    typed = {"first_day": FIRST, "repeat": "week-1", "until": "2027-12-31", "steps": len(steps) or 1} | WHEN
    for number, step in enumerate(steps, 1):
        typed |= {name if number == 1 else f"{name}_{number}": value for name, value in step.items()}
    return RuleForm(posted(typed | fields))


def read(*steps: dict, **fields) -> Cadence:
    form = form_of(*steps, **fields)
    assert form.is_valid(), form.errors
    return form.cleaned_data["cadence"]


def wrong(form: RuleForm) -> dict:
    return {name: errors[0].code for name, errors in form.errors.as_data().items()}


@given(CADENCES)
def test_any_stored_cadence_comes_back_as_it_was(cadence):
    series = SimpleNamespace(cadence=cadence, start_time=time(12), minutes=75, open_ended=False)
    initial = RuleForm.initial_of(series)

    form = RuleForm(posted(initial | {"start_time": "12:00"}), initial=initial)

    assert form.is_valid(), form.errors
    back = form.cleaned_data["cadence"]
    assert (back.steps, list(back.days())) == (cadence.steps, list(cadence.days()))
    assert form.cleaned_data["minutes"] == 75
    if cadence.steps[-1].unit != "once":
        assert back == cadence


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ({"repeat": "once"}, Step("once", FIRST)),
        ({"repeat": "day-1"}, Step("day", FIRST)),
        ({"repeat": "week-8"}, Step("week", FIRST, 8, (5,))),
        ({"repeat": "week-1", "weekdays": [0, 2]}, Step("week", FIRST, 1, (0, 2))),
        ({"repeat": "week-1", "weekdays": list(range(7))}, Step("week", FIRST, 1, range(7))),
        ({"repeat": "month-1"}, Step("month", FIRST, 1, (5,), nth=1)),
        ({"repeat": "month-1", "first_day": date(2027, 1, 30)}, Step("month", date(2027, 1, 30), 1, (5,), nth=-1)),
        ({"repeat": "month-3", "nth": "2", "weekdays": [1]}, Step("month", FIRST, 3, (1,), nth=2)),
        ({"repeat": "month-2", "nth": "-1"}, Step("month", FIRST, 2, (5,), nth=-1)),
        ({"repeat": "month-1", "nth": "day"}, Step("month", FIRST, monthday=2)),
        ({"repeat": "month-1", "nth": "day", "monthday": 31}, Step("month", FIRST, monthday=31)),
        ({"repeat": "week-2", "nth": "day", "monthday": 31}, Step("week", FIRST, 2, (5,))),
    ],
)
def test_what_a_sentence_says_is_a_step(typed, step):
    assert read(typed).steps == (step,)


def test_a_series_escalates_step_by_step():
    cadence = read(
        {"repeat": "month-3", "nth": "1", "weekdays": [5]},
        {"first_day": "2027-06-01", "repeat": "month-1", "nth": "1", "weekdays": [5]},
        {"first_day": "2027-09-01", "repeat": "week-1", "weekdays": [5]},
        {"first_day": "2027-12-01", "repeat": "day-1"},
    )

    assert [step.unit for step in cadence.steps] == ["month", "month", "week", "day"]
    assert cadence.first == FIRST
    assert cadence.last == date(2027, 12, 31)


@pytest.mark.parametrize(("typed", "until"), [("", FIRST + OPEN_SERIES_RUNS), ("2028-01-08", date(2028, 1, 8))])
def test_an_open_series_has_a_renewal_day(typed, until):
    assert read(open_ended="on", until=typed).until == until


def test_an_open_series_of_steps_runs_six_months_from_its_last_step():
    cadence = read({}, {"first_day": "2027-09-01", "repeat": "week-1"}, open_ended="on", until="")

    assert cadence.until == date(2027, 9, 1) + OPEN_SERIES_RUNS


@pytest.mark.parametrize(
    ("steps", "fields", "errors"),
    [
        ([{"repeat": "month-1", "weekdays": [1]}], {}, {"nth": "which_weekday"}),
        ([{"repeat": "month-1", "nth": "2", "weekdays": [1, 2]}], {}, {"weekdays": "weekdays"}),
        ([{"repeat": "month-1", "nth": "day", "monthday": 32}], {}, {"monthday": "max_value"}),
        ([{"repeat": "week-53"}], {}, {"repeat": "invalid_choice"}),
        ([{}], {"until": ""}, {"until": "until"}),
        ([{}], {"until": "2026-12-31"}, {"until": "ends_before_start"}),
        ([{"repeat": "day-1"}], {"until": "2029-01-01"}, {"until": "too_many"}),
        ([{}, {}], {}, {"first_day_2": "required", "repeat_2": "required"}),
        ([{}, {"first_day": FIRST, "repeat": "day-1"}], {}, {"first_day_2": "order"}),
        ([{}, {"first_day": "2028-03-01", "repeat": "day-1"}], {}, {"first_day_2": "no_dates"}),
        ([{}, {"first_day": "2027-03-01", "repeat": "month-1", "nth": "9"}], {}, {"nth_2": "invalid_choice"}),
        ([{}], {"steps": "7"}, {"steps": "max_value"}),
    ],
)
def test_each_error_stands_beside_its_own_field(steps, fields, errors):
    assert wrong(form_of(*steps, **fields)) == errors


def test_with_a_prefix_it_stands_beside_others():
    series = SimpleNamespace(
        cadence=Cadence((Step("week", FIRST, weekdays=(5,)), Step("day", date(2027, 2, 1))), date(2027, 2, 5)),
        start_time=time(12),
        minutes=60,
        open_ended=False,
    )
    typed = {f"rule-{name}": value for name, value in RuleForm.initial_of(series).items()}

    form = RuleForm(posted(typed), prefix="rule")

    assert form.is_valid(), form.errors
    assert form.rule() == {
        "cadence": series.cadence,
        "start_time": time(12),
        "minutes": 60,
        "open_ended": False,
    }


def test_a_rule_from_a_later_day_is_offered_at_the_hour_of_the_series():
    rest = Cadence((Step("day", date(2027, 2, 3)),), date(2027, 2, 5))
    series = SimpleNamespace(cadence=None, start_time=time(17, 30), minutes=60, open_ended=True)

    initial = RuleForm.initial_of(series, rest)

    assert (initial["first_day"], initial["repeat"], initial["start_time"]) == (date(2027, 2, 3), "day-1", time(17, 30))


# Steps without a script


@pytest.fixture
def press(as_user, akron, host, ada):
    """Press a button of the form over a filling; the page."""

    def page(value: str, headers=None, **fields) -> str:
        typed = series_form(host, **fields) | {"step": value}
        response = as_user(ada).post("/desk/events/new/", typed, headers=headers)
        assert (response.status_code, Series.objects.count()) == (200, 0)
        return response.content.decode()

    return page


def chosen(page: str, name: str) -> list[str]:
    """The option chosen in a list, the boxes ticked, or the value of an input."""
    if select := re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL):
        return re.findall(r'value="([^"]*)" selected', select[0])
    inputs = re.findall(rf'<input [^>]*name="{name}"[^>]*>', page)
    ticked = [one for one in inputs if 'type="checkbox"' not in one or " checked" in one]
    return [value for one in ticked for value in re.findall(r'value="([^"]*)"', one)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("repeat", "following"),
    [("month-3", "month-1"), ("month-1", "week-1"), ("week-2", "week-1"), ("week-1", "day-1"), ("once", "week-1")],
)
def test_a_step_is_added_that_comes_more_often_on_the_same_days(press, repeat, following):
    page = press("add", title="", repeat=repeat)

    assert (chosen(page, "steps"), chosen(page, "repeat_2"), chosen(page, "weekdays_2")) == (["2"], [following], ["5"])
    assert "things to fix" not in page
    assert "We sing until they listen." in page


@pytest.mark.django_db
def test_a_step_is_taken_out_and_the_next_one_takes_its_place(press):
    page = press("2", steps="3", repeat_2="day-1", repeat_3="month-2", first_day_3="2027-03-06", weekdays_3=["1", "5"])

    assert chosen(page, "steps") == ["2"]
    assert (chosen(page, "repeat_2"), chosen(page, "first_day_2")) == (["month-2"], ["2027-03-06"])
    assert chosen(page, "weekdays_2") == ["1", "5"]
    assert "repeat_3" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "steps", "left"),
    [("add", "6", "6"), ("1", "2", "2"), ("9", "2", "2"), ("x", "2", "2"), ("add", "x", "2"), ("add", "999", "2")],
)
def test_an_odd_press_changes_no_step_and_breaks_nothing(press, value, steps, left):
    assert chosen(press(value, steps=steps), "steps") == [left]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("target", "parts"), [("rule-parts", ["rule-parts", "preview"]), ("preview", ["preview"]), ("else", ["main"])]
)
def test_a_script_swaps_the_part_it_asks_for(press, target, parts):
    page = press("add", headers={"HX-Request": "true", "HX-Target": target})

    assert [part for part in ("main", "rule-parts", "preview") if f'id="{part}"' in page][: len(parts)] == parts


@pytest.mark.django_db
def test_a_draft_of_several_steps_is_kept_and_changed_on_the_same_page(as_user, akron, host, ada):
    second = factories.next_weekday(5) + timedelta(weeks=3)
    steps = {"steps": "2", "first_day_2": second.isoformat(), "repeat_2": "day-1"}
    as_user(ada).post("/desk/events/new/", series_form(host, **steps))
    series = Series.objects.get()

    page = as_user(ada).get(f"/desk/events/{series.slug}/edit/").content.decode()

    assert [step.unit for step in series.cadence.steps] == ["week", "day"]
    assert (chosen(page, "first_day_2"), chosen(page, "repeat_2")) == ([second.isoformat()], ["day-1"])
