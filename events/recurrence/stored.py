"""Cadences as plain data: strict in reading, so that what is stored is one spelling of one rule."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError

from events.recurrence.checks import FIRST_YEAR, LAST_YEAR, check_step
from events.recurrence.step import Step

FIELDS = ("unit", "start", "interval", "weekdays", "nth", "monthday")


def step_to_json(step: Step) -> dict:
    """All six fields, dates in ISO form."""
    return {
        "unit": step.unit,
        "start": step.start.isoformat(),
        "interval": step.interval,
        "weekdays": list(step.weekdays),
        "nth": step.nth,
        "monthday": step.monthday,
    }


def read_cadence(data: object) -> tuple[tuple[Step, ...], date]:
    """The steps and the last day in `data`; a ValueError where it is not what `to_json` writes."""
    _expect_keys(data, ("steps", "until"))
    if type(data["steps"]) is not list or not data["steps"]:
        raise ValueError("A cadence has a list of steps.")
    until = _read_day(data["until"])
    if not FIRST_YEAR <= until.year <= LAST_YEAR:
        raise ValueError("A cadence ends in a year from 1900 to 2100.")
    return tuple(_read_step(step) for step in data["steps"]), until


def _read_step(data: object) -> Step:
    _expect_keys(data, FIELDS)
    if type(data["unit"]) is not str:
        raise ValueError("A step's unit is a word.")
    if type(data["weekdays"]) is not list:
        raise ValueError("A step's weekdays are a list.")
    for number in [data["interval"], *data["weekdays"]]:
        _expect_int(number)
    for number in (data["nth"], data["monthday"]):
        if number is not None:
            _expect_int(number)
    step = Step(**data | {"start": _read_day(data["start"]), "weekdays": tuple(data["weekdays"])})
    if list(step.weekdays) != data["weekdays"]:
        raise ValueError("A step's weekdays are sorted, each once.")
    try:
        check_step(step)
    except ValidationError as refusal:
        raise ValueError(refusal.messages[0]) from refusal
    return step


def _expect_keys(data: object, keys: tuple[str, ...]) -> None:
    if type(data) is not dict or set(data) != set(keys):
        raise ValueError(f"Expected exactly the keys {', '.join(keys)}.")


def _expect_int(number: object) -> None:
    # Not isinstance: True is an int there.
    if type(number) is not int:
        raise ValueError("Expected a whole number.")


def _read_day(text: object) -> date:
    if type(text) is not str:
        raise ValueError("Expected a date.")
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError("A date is written YYYY-MM-DD.")
    return day
