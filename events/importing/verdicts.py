"""What becomes of an event that is brought in for a group, or would: a verdict, and sentences."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.importing.entry import Asked
from events.recurrence import sentence, when_sentence


class Verdict(models.TextChoices):
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("already here")
    ALIKE = "alike", _("looks like one that is here")
    GONE = "gone", _("was thrown away here")
    ELSEWHERE = "elsewhere", _("with another group now")
    OVER = "over", _("over")
    REFUSED = "refused", _("refused")


@dataclass(frozen=True)
class Found:
    """One event, its verdict and why. `series` is the one that it is here, or looks like; None where there is none."""

    asked: Asked
    verdict: Verdict
    sentence: str = ""
    code: str = ""
    series: object = None

    @property
    def title(self) -> str:
        return self.asked.title

    @property
    def notes(self) -> tuple[str, ...]:
        return self.asked.entry.notes if self.asked.entry else ()

    @property
    def when(self) -> str:
        """ "Every Saturday at noon"; "" where it could not be read."""
        entry = self.asked.entry
        return when_sentence(entry.cadence, entry.start_time) if entry else ""

    @property
    def rhythm(self) -> str:
        return sentence(self.asked.entry.cadence) if self.asked.entry else ""
