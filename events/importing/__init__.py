"""Series from a spreadsheet: read, mapped, and brought in row by row. One function for the command and for a page."""

from events.importing.bringing import bring_in
from events.importing.options import Options
from events.importing.outcome import Outcome, Verdict
from events.importing.sheet import MOST_BYTES

__all__ = ["MOST_BYTES", "Options", "Outcome", "Verdict", "bring_in"]
