"""A day in an address: 2026-11-14."""

from datetime import date


class DayConverter:
    """Only real days from 1900 to 2100; anything else is no such page."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        day = date.fromisoformat(value)
        if not 1900 <= day.year <= 2100:
            raise ValueError(value)
        return day

    def to_url(self, day: date) -> str:
        return day.isoformat()
