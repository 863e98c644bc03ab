"""Zones, hours and rhythms of series that live through changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from events.recurrence import Cadence, Step

ZONES = [
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/Havana",
    "Africa/Cairo",
    "Asia/Beirut",
]
# Not long before clocks change: in October and November, before and after a Ramadan, in March.
BEGINNINGS = [
    datetime(2026, 10, 15, 9, tzinfo=UTC),
    datetime(2027, 2, 1, 21, tzinfo=UTC),
    datetime(2027, 3, 5, 3, tzinfo=UTC),
]
HOURS = [time(0), time(0, 30), time(2, 30), time(9), time(12), time(18), time(23, 30)]
MINUTES = [15, 60, 150]


@st.composite
def rhythms(draw):
    """Given a first day, a cadence of a few weeks or months."""
    kind = draw(st.sampled_from(["week", "week", "fortnight", "day", "nth", "monthday", "escalating", "once"]))
    weekdays = tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1, max_size=3))))
    weeks, nth, monthday = draw(st.integers(2, 12)), draw(st.sampled_from([1, 3, -1])), draw(st.integers(1, 31))

    def cadence(first: date) -> Cadence:
        until = first + timedelta(weeks=weeks)
        month = Step("month", first, 1, weekdays[:1], nth)
        steps = {
            "week": [Step("week", first, 1, weekdays)],
            "fortnight": [Step("week", first, 2, weekdays)],
            "day": [Step("day", first, 1 + weeks % 3)],
            "nth": [month],
            "monthday": [Step("month", first, 1, monthday=monthday)],
            "escalating": [month, Step("week", first + timedelta(weeks=weeks), 1, weekdays)],
            "once": [Step("once", first)],
        }[kind]
        if kind == "day":
            until = first + timedelta(days=20)
        if kind in ("nth", "monthday", "escalating"):
            until += timedelta(weeks=8)
        return Cadence(tuple(steps), until)

    return cadence
