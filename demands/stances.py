"""How the seats of a body stand: derived from what each has said and from its terms. No database and no clock."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class Said(models.TextChoices):
    YES = "yes", gettext_lazy("Says yes")
    LEANING = "leaning", gettext_lazy("Undecided")
    NO = "no", gettext_lazy("Says no")
    RENEGED = "reneged", gettext_lazy("Said yes and voted no")
    UNKNOWN = "unknown", gettext_lazy("Has not said")


ORDER = (Said.YES, Said.LEANING, Said.UNKNOWN, Said.NO, Said.RENEGED)


@dataclass(frozen=True)
class Word:
    """What a seat has said on a day. `number` is its place in the order of entering; `corrects` the number of the one
    that it stands instead of."""

    number: int
    seat: int
    value: Said
    on: date
    corrects: int | None = None


@dataclass(frozen=True)
class Tenure:
    """Somebody holds a seat from a day on, to the end of another where that is known."""

    seat: int
    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def turns_within(self, earlier: date, later: date) -> bool:
        """Whether it began after the one day or ended before the other."""
        ended = self.until is not None and earlier <= self.until < later
        return earlier < self.since <= later or ended


def counting(words: Iterable[Word], tenures: Iterable[Tenure], day: date) -> dict[int, Word]:
    """The word that counts for each seat on a day, in whichever order they are given.

    It is the newest by its day, of one day the one entered last. What was corrected never counts; nor does what was
    said before the seat changed hands: who comes next has not said.
    """
    said, turns = list(words), list(tenures)
    corrected = {word.corrects for word in said}
    newest: dict[int, Word] = {}
    for word in sorted(said, key=lambda word: (word.on, word.number)):
        if word.number not in corrected and word.on <= day:
            newest[word.seat] = word
    return {seat: word for seat, word in newest.items() if not changed_hands(turns, seat, word.on, day)}


def changed_hands(tenures: Iterable[Tenure], seat: int, earlier: date, later: date) -> bool:
    """Whether somebody else came to hold the seat between two days, or nobody did."""
    return any(one.turns_within(earlier, later) for one in tenures if one.seat == seat)


@dataclass(frozen=True)
class Tally:
    """How many seats stand where, and how many votes are needed."""

    seats: int
    needed: int
    counts: Counter = field(default_factory=Counter)
    last_news: date | None = None

    @property
    def title(self) -> str:
        """For who does not see the picture: "Nine seats: four say yes, five have not said. Five are needed." """
        count = ngettext("%(number)s seat", "%(number)s seats", self.seats) % {"number": _word(self.seats)}
        return f"{_capital(count)}: {self._listed}. {self.needed_sentence}"

    @property
    def headline(self) -> str:
        """Without a full stop: "Five of nine votes are needed"."""
        numbers = {"needed": _word(self.needed), "seats": _word(self.seats)}
        said = ngettext(
            "%(needed)s of %(seats)s votes is needed", "%(needed)s of %(seats)s votes are needed", self.needed
        )
        return _capital(said % numbers)

    @property
    def sentence(self) -> str:
        """All of it in words: "Four say yes, two are undecided, three have not said. Five are needed." """
        return f"{_capital(self._listed)}. {self.needed_sentence}"

    @property
    def needed_sentence(self) -> str:
        said = ngettext("%(number)s is needed.", "%(number)s are needed.", self.needed)
        return _capital(said % {"number": _word(self.needed)})

    @property
    def needed_label(self) -> str:
        """Beside the line of the picture: "Five needed"."""
        return _capital(
            ngettext("%(number)s needed", "%(number)s needed", self.needed) % {"number": _word(self.needed)}
        )

    @property
    def _listed(self) -> str:
        return _(", ").join(_clause(value, self.counts[value]) for value in ORDER if self.counts[value])


def tally(seats: Iterable[int], counting: dict[int, Word], votes_needed: int | None = None) -> Tally:
    """Count them; where nobody says how many votes are needed it is more than half of the seats."""
    keys = list(seats)
    counts = Counter(counting[seat].value if seat in counting else Said.UNKNOWN for seat in keys)
    known = [word.on for seat, word in counting.items() if seat in set(keys)]
    return Tally(len(keys), votes_needed or len(keys) // 2 + 1, counts, max(known, default=None))


def _clause(value: Said, count: int) -> str:
    number = {"number": _word(count)}
    if value == Said.YES:
        return ngettext("%(number)s says yes", "%(number)s say yes", count) % number
    if value == Said.LEANING:
        return ngettext("%(number)s is undecided", "%(number)s are undecided", count) % number
    if value == Said.NO:
        return ngettext("%(number)s says no", "%(number)s say no", count) % number
    if value == Said.RENEGED:
        return ngettext("%(number)s said yes and voted no", "%(number)s said yes and voted no", count) % number
    return ngettext("%(number)s has not said", "%(number)s have not said", count) % number


def _word(number: int) -> str:
    return str(apnumber(number))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
