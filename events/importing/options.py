"""What whoever brings a file in says beside it."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class Options:
    """`agreed` states that every group named in the file agreed to be named; without it all stay drafts.

    `start_time` and `minutes` are for rows that say none. Rows move by `shift_weeks` whole weeks, or, with
    `around_today`, each by as many as lay the middle of its run closest to today.
    """

    start_time: time = time(12)
    minutes: int = 60
    shift_weeks: int = 0
    around_today: bool = False
    agreed: bool = False
