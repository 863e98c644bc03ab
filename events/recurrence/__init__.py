"""Dates and clocks: which days a series takes place on, and which instants those are. No database."""

from events.recurrence.cadence import Cadence
from events.recurrence.clock import comes_twice, ends, in_gap, local, starts
from events.recurrence.step import Step

__all__ = ["Cadence", "Step", "comes_twice", "ends", "in_gap", "local", "starts"]
