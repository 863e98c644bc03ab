"""The six steps of a demand as a page draws them. No database and no clock."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from demands.stages import BOXES, LEADS_TO, Degree, Fact, Outcome, Stage, Standing, in_order


class Step(NamedTuple):
    """One of the six. `look` is done, skipped, now, todo, or stop: it ended here without success."""

    label: str
    look: str
    on: date | None = None

    @property
    def is_here(self) -> bool:
        return self.look in ("now", "stop")


def steps(facts: Iterable[Fact], standing: Standing) -> list[Step]:
    """The boxes with the first day on which each was reached; the one it stands in bears the name of its stage."""
    here, reached = _place(standing.stage), {}
    for fact in in_order(facts):
        reached.setdefault(_place(LEADS_TO[fact.kind]), fact.on)
    look = "stop" if standing.outcome in (Outcome.LOST, Outcome.REVERSED) else "now"
    if standing.stage == Stage.IMPLEMENTED:
        look = "done"
    return [
        Step(box.label, "done" if place in reached else "skipped", reached.get(place))
        if place < here
        else Step(standing.stage.label, look, standing.since)
        if place == here
        else Step(box.label, "todo")
        for place, box in enumerate(BOXES)
    ]


def outcome_words(outcome: str, degree: str) -> str:
    """How it came out so far, in two or three words."""
    if outcome == Outcome.WON and degree == Degree.PARTLY:
        return _("Won in part")
    return Outcome(outcome).label


def _place(stage: Stage) -> int:
    return next(place for place, box in enumerate(BOXES) if stage in box.stages)
