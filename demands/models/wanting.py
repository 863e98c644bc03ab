"""Which demands want something of their lead: a step, a word to a silent body, the next demand, a look back."""

from datetime import date, timedelta

from django.db import models
from django.utils import timezone

from demands.stages import Happened, Outcome, Stage

ANSWERED_WITHIN = timedelta(days=14)
NEXT_ASKED_FOR = timedelta(days=30)  # after a win


class WantingQuerySet(models.QuerySet):
    """All of demands that were put and not given up."""

    def with_step_by(self, day: date):
        """Whose next step is somebody's, and due by this day."""
        return self.filter(state="put", next_step_on__lte=day, next_step_by__isnull=False).exclude(next_step="")

    def left_unanswered(self):
        """The body was asked two weeks ago; nobody has entered an answer, or that it was asked again."""
        asked = self.filter(state="put", outcome=Outcome.OPEN, stage=Stage.ASKED)
        entries = self.model.actions.rel.related_model.objects.unconfirmed().filter(kind=Happened.DELIVERED)
        again = entries.filter(demand=models.OuterRef("pk"), on__gt=models.OuterRef("stage_since"))
        silent = asked.filter(stage_since__lte=timezone.localdate() - ANSWERED_WITHIN)
        return silent.exclude(models.Exists(again))

    def without_next(self):
        """Won in the last thirty days, no demand comes after it yet, and nobody has said that there is none for now."""
        won = self.filter(state="put", outcome=Outcome.WON, next_ones=None, nothing_next_at=None)
        return won.filter(stage_since__gte=timezone.localdate() - NEXT_ASKED_FOR)

    def to_review(self):
        """Won, and the day has come on which somebody looks whether it was done."""
        return self.filter(state="put", outcome=Outcome.WON, review_on__lte=timezone.localdate())
