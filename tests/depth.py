"""How far a test of any order of acts looks. HYPOTHESIS_DEEP=1 looks further, for longer."""

import os

from hypothesis import HealthCheck, settings

DEEP = bool(os.environ.get("HYPOTHESIS_DEEP"))


def patience(examples: int, *, deep: int, steps: int = 40) -> settings:
    """Settings for so many examples of so many steps each, or for the deep number of a hundred steps."""
    return settings(
        max_examples=deep if DEEP else examples,
        stateful_step_count=100 if DEEP else steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
