"""One series as a calendar or a spreadsheet asks for it, and each of its dates that is not as its rule has it."""

from dataclasses import dataclass
from datetime import date, time

from django.core.exceptions import ValidationError

from events.recurrence import Cadence
from places.spots import Spot


@dataclass(frozen=True)
class Exceptional:
    """One date of a rule that lies elsewhere or is off. Its identity is the day on which the rule has it."""

    ruled_day: date
    day: date
    start_time: time
    minutes: int
    is_off: bool = False
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """What becomes one series. `notes` are sentences about what was repaired or taken for granted."""

    title: str
    kind: str
    summary: str
    about: str
    venue: str
    street: str
    spot: Spot
    cadence: Cadence
    start_time: time
    minutes: int
    open_ended: bool = False
    is_off: bool = False
    skipped: tuple[date, ...] = ()
    others: tuple[Exceptional, ...] = ()
    extras: tuple[date, ...] = ()
    notes: tuple[str, ...] = ()
    # In the words of the source: by them a change there is told from the passing of days and from a move of the group.
    rule_as_said: str = ""
    place_as_said: str = ""

    @property
    def days(self) -> list[date]:
        """The days on which it takes place, moved dates where they are; what is skipped or off is left out."""
        elsewhere = {other.ruled_day: other for other in self.others}
        days = [day for day in self.cadence.days() if day not in self.skipped and day not in elsewhere]
        return sorted({*days, *self.extras, *(other.day for other in self.others if not other.is_off)})


@dataclass(frozen=True)
class Asked:
    """One event of a calendar or row of a sheet: an entry, or the reason why it can be none.

    `key` is what its source knows it by; `number` is its place in the file.
    """

    number: int
    key: str
    title: str
    entry: Entry | None = None
    refusal: ValidationError | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing is wrong with it but that it is past."""
        return self.refusal is not None and self.refusal.code == "over"
