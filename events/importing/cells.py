"""What stands in a cell, read strictly: each refusal names the column and says how to write it."""

import re
import unicodedata
from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.recurrence.checks import FIRST_YEAR, LAST_YEAR, plain_date
from events.recurrence.rules import WEEKDAYS as CODES

MOST_GROUPS = 100
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:[.,][0-9]{1,12})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::00)?\s*([ap]\.?m\.?)?", re.IGNORECASE)


def refuse_formula(cell: str) -> None:
    """A spreadsheet would run a cell that begins with one of = + - @; a number may."""
    if cell.lstrip()[:1] in ("=", "+", "-", "@") and not _NUMBER.fullmatch(cell.strip()):
        sentence = _("A cell begins with “%(sign)s”, as a formula does: write it as plain text.")
        raise ValidationError(sentence, code="formula", params={"sign": cell.strip()[0]})


def refuse_control(cell: str) -> None:
    """What no screen shows and a terminal would obey."""
    if any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in cell):
        raise ValidationError(_("A cell has a character that cannot be shown."), code="control")


def text(cells: dict[str, str], column: str, longest: int) -> str:
    """A text of at most `longest` characters."""
    said = cells[column]
    if len(said) > longest:
        sentence = _("“%(column)s” has %(length)s characters; at most %(most)s fit.")
        raise ValidationError(
            sentence, code="too_long", params={"column": column, "length": len(said), "most": longest}
        )
    return said


def names(cells: dict[str, str], column: str, longest: int) -> list[str]:
    """The names in a list joined by semicolons, in its order, none empty."""
    parts = [part.strip() for part in cells[column].split(";") if part.strip()]
    if not parts:
        raise _refused(_("“%(column)s” names no group."), column, "", code="no_group")
    if len(parts) > MOST_GROUPS:
        sentence = _("“%(column)s” names more than %(most)s groups.")
        raise ValidationError(sentence, code="too_many_groups", params={"column": column, "most": MOST_GROUPS})
    return [text({column: part}, column, longest) for part in parts]


def day(cells: dict[str, str], column: str) -> date:
    """A day as 2026-11-14, between the years 1900 and 2100."""
    said = cells[column]
    sentence = _("“%(column)s” says “%(said)s”. Write a date as year-month-day: 2026-11-14.")
    if not _DAY.fullmatch(said):
        raise _refused(sentence, column, said, code="no_date")
    try:
        found = date.fromisoformat(said)
    except ValueError as error:
        raise _refused(sentence, column, said, code="no_date") from error
    return within_years(found)


def within_years(found: date) -> date:
    if FIRST_YEAR <= found.year <= LAST_YEAR:
        return found
    sentence = _("A date lies between the years %(first)s and %(last)s.")
    raise ValidationError(sentence, code="year", params={"first": FIRST_YEAR, "last": LAST_YEAR})


def moved(found: date, weeks: int) -> date:
    """The day so many whole weeks later; a ValidationError beyond the years that we keep."""
    try:
        return within_years(found + timedelta(weeks=weeks))
    except OverflowError:
        return within_years(date.max if weeks > 0 else date.min)


def clock(said: str, column: str = "start_time") -> time:
    """An hour as 18:30 or 6:30 pm."""
    match = _CLOCK.fullmatch(said)
    hour, minute = (int(match[1]), int(match[2])) if match else (24, 0)
    if match and match[3]:
        hour = hour % 12 + (12 if match[3][0] in "pP" else 0) if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        raise _refused(_("“%(column)s” says “%(said)s”. Write an hour as 18:30."), column, said, code="no_hour")
    return time(hour, minute)


def whole(said: str, column: str, least: int, most: int) -> int:
    """A whole number within bounds."""
    if not re.fullmatch(r"[0-9]{1,6}", said) or not least <= int(said) <= most:
        sentence = _("“%(column)s” says “%(said)s”. Write a whole number from %(least)s to %(most)s.")
        raise _refused(sentence, column, said, code="no_number", least=least, most=most)
    return int(said)


def degrees(cells: dict[str, str], column: str, most: int) -> float:
    """A latitude or longitude in decimal degrees."""
    said = cells[column]
    if not _NUMBER.fullmatch(said) or abs(float(said.replace(",", "."))) > most:
        sentence = _("“%(column)s” says “%(said)s”. Write degrees from -%(most)s to %(most)s, such as 41.08.")
        raise _refused(sentence, column, said, code="no_number", most=most)
    return float(said.replace(",", "."))


def weekdays(cells: dict[str, str], column: str) -> tuple[int, ...]:
    """Weekdays, 0 is Monday: SA, Sat or Saturday, or the word in the language of the site, joined by semicolons."""
    return tuple(sorted({_weekday(part.strip(), column) for part in cells[column].split(";") if part.strip()}))


def _weekday(said: str, column: str) -> int:
    word = said.casefold().removesuffix(".")
    with override("en"):
        english = [str(WEEKDAYS[number]).casefold() for number in range(7)]
    for number in range(7):
        local = str(WEEKDAYS[number]).casefold()
        if word in (CODES[number].casefold(), english[number], english[number][:3], local):
            return number
    raise _refused(_("“%(column)s” says “%(said)s”, which is no weekday."), column, said, code="no_weekday")


def refuse_other_weekday(first: date, said: tuple[int, ...]) -> None:
    """Where the first date alone says the weekday, another one beside it is a slip of the pen."""
    if said and said != (first.weekday(),):
        sentence = _("The first date, %(day)s, is not on the weekday that the row says.")
        raise ValidationError(sentence, code="other_weekday", params={"day": plain_date(first)})


def _refused(sentence: str, column: str, said: str, *, code: str, **more) -> ValidationError:
    shown = said if len(said) <= 40 else said[:39] + "…"
    return ValidationError(sentence, code=code, params={"column": column, "said": shown, **more})
