"""Dates and clocks: which days a series takes place on, and which instants those are. No database."""

from events.recurrence.cadence import Cadence
from events.recurrence.clock import comes_twice, ends, in_gap, local, starts
from events.recurrence.reading import from_rrule
from events.recurrence.rules import to_rrule
from events.recurrence.shifting import anew
from events.recurrence.step import Step
from events.recurrence.words import in_full, left_out, sentence, when_sentence

__all__ = [
    "Cadence",
    "Step",
    "anew",
    "comes_twice",
    "ends",
    "from_rrule",
    "in_full",
    "in_gap",
    "left_out",
    "local",
    "sentence",
    "starts",
    "to_rrule",
    "when_sentence",
]
