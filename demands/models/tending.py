"""What its lead looks after while a demand goes on: how it is filed, the day of a review, what became of it."""

from collections.abc import Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models.listed import UNHEARD_AFTER
from demands.models.wanting import ANSWERED_WITHIN
from demands.stages import Happened, Outcome, Stage
from orgs.models import AuditEntry, User

REVIEWED_AFTER = timedelta(days=90)  # a win
LOOKED_AGAIN_AFTER = timedelta(days=60)
CONFIRMED_WITHIN = timedelta(days=14)  # of what is said to be done


class Done(models.TextChoices):
    """What somebody found who looked whether a win was carried out."""

    YES = "yes", _("Yes, it was done")
    PARTLY = "partly", _("In part")
    NOT_YET = "not_yet", _("Not yet")


class Tended(models.Model):
    """The acts of its lead that change neither what is asked nor where it stands."""

    # What comes next, by whom and by when; the day on which somebody looks whether it was done.
    next_step = models.CharField(_("next step"), max_length=160, blank=True)
    next_step_on = models.DateField(_("by"), null=True, blank=True)
    next_step_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    review_on = models.DateField(_("look again on"), null=True, blank=True)

    class Meta:
        abstract = True

    # Verbs

    @transaction.atomic
    def classify(self, *, by: User, kind: str, topic: str, identifier: str) -> None:
        """Say under which kind, topic and number it is found. Nobody is written to."""
        self.kind, self.topic, self.identifier = kind, topic, identifier
        self.full_clean(exclude=["slug", "lead", "body", "created_by", "next_step_by"])
        self.save(update_fields=["kind", "topic", "identifier"])
        self.revise()
        AuditEntry.record(self.lead, "demand_classified", by=by, about=self.title)

    @transaction.atomic
    def plan_next(self, *, by: User, step: str, on: date | None, who: User | None) -> None:
        """Say what comes next, by whom and by when; an empty step says that nothing is planned."""
        self.next_step, self.next_step_on, self.next_step_by = step, on if step else None, who if step else None
        self.full_clean(exclude=["slug", "lead", "body", "created_by"])
        self.save(update_fields=["next_step", "next_step_on", "next_step_by"])
        AuditEntry.record(self.lead, "demand_planned", by=by, about=self.title)

    @transaction.atomic
    def look_again(self, *, by: User, on: date | None) -> None:
        """Choose the day on which its lead is asked whether it was done; None: nobody asks."""
        type(self).objects.filter(pk=self.pk).update(review_on=on)
        self.refresh_from_db(fields=["review_on"])
        AuditEntry.record(self.lead, "demand_review_set", by=by, about=self.title)

    @transaction.atomic
    def report_done(self, done: Done, *, by: User, evidence: Mapping[str, str]) -> None:
        """What somebody found of a win. It is entered with its evidence and counts once another has confirmed it.

        What was not done, or not all of it, is looked at again in 60 days; what was done in 14, where nobody has
        confirmed it by then.
        """
        if not self.locked().is_won:
            raise ValidationError(_("This demand is not won."), code="not_won")
        if self.said_to_be_done:
            raise ValidationError(_("Somebody has said so, and it waits to be confirmed or taken back."), code="waits")
        self.look_again(by=by, on=self.today() + (CONFIRMED_WITHIN if done == Done.YES else LOOKED_AGAIN_AFTER))
        if done != Done.NOT_YET:
            kind = Happened.IMPLEMENTED if done == Done.YES else Happened.IMPLEMENTING
            entry = self.actions.model.enter(self, by=by, kind=kind, on=self.today())
            entry.evidence.model.bring(entry, by=by, **evidence)

    @transaction.atomic
    def ask_again(self, *, by: User) -> None:
        """The body was asked once more, today. It is entered, and counts once somebody else has confirmed it."""
        if self.locked().is_asked_again():
            raise ValidationError(_("Somebody has said so already."), code="asked_again")
        self.actions.model.enter(self, by=by, kind=Happened.DELIVERED, on=self.today())

    @classmethod
    def set_review_day(cls, demand: "Tended", before) -> None:
        """A win is looked at after ninety days, or when its model says; what is not won any more, or carried out, is
        not."""
        carried_out = demand.stage == Stage.IMPLEMENTED
        if demand.is_won and before.outcome != Outcome.WON and not carried_out:
            day = (demand.stage_since or demand.today()) + demand.reviewed_after
            cls.objects.filter(pk=demand.pk, review_on=None).update(review_on=day)
        elif before.outcome == Outcome.WON and (carried_out or not demand.is_won):
            cls.objects.filter(pk=demand.pk).update(review_on=None)
        if before.outcome == Outcome.WON and not demand.is_won:
            cls.objects.filter(pk=demand.pk).update(nothing_next_at=None)  # another win is another question
        demand.refresh_from_db(fields=["review_on"])

    # Questions

    def today(self) -> date:
        """The day it is where its body meets."""
        return timezone.localdate(timezone=ZoneInfo(self.time_zone))

    @property
    def reviewed_after(self) -> timedelta:
        """How long after a win somebody looks whether it was done: as its model says, otherwise ninety days."""
        return timedelta(days=self.adopted.text.review_after) if hasattr(self, "adopted") else REVIEWED_AFTER

    @property
    def said_to_be_done(self):
        """The entry of somebody who found it done, wholly or in part, while it waits for a second person."""
        return self.actions.unconfirmed().filter(kind__in=[Happened.IMPLEMENTED, Happened.IMPLEMENTING]).first()

    @property
    def proof(self) -> str:
        """What shows that it was done, as its model says."""
        return self.adopted.text.evidence if hasattr(self, "adopted") else ""

    @property
    def heard_on(self) -> date | None:
        """The day of the last that is known of it, while it is under way."""
        put = self.put_at and timezone.localdate(self.put_at, timezone=ZoneInfo(self.time_zone))
        return self.stage_since or put

    @property
    def decision_is_moved(self) -> bool:
        """Whether somebody has entered that the day which is set is another, or none, and nobody has confirmed it."""
        days = [day for day in (self.decision_on, self.moved_to) if day]
        return self.is_announced and self.day_waits and max(days, default=self.today()) >= self.today()

    @property
    def decision_is_ahead(self) -> bool:
        """Whether a hearing or a vote is set, and its day has not passed."""
        return bool(self.is_announced and self.decision_on and self.decision_on >= self.today())

    @property
    def is_unheard(self) -> bool:
        """Whether it is under way and nobody has entered anything for a year; a day that is set still speaks."""
        heard, under_way = self.heard_on, self.is_announced and self.is_undecided and not self.decision_is_ahead
        return bool(under_way and heard and heard < timezone.localdate() - UNHEARD_AFTER)

    @property
    def is_left_unanswered(self) -> bool:
        """Whether the body was asked two weeks ago, and nobody has entered an answer, or that it was asked again."""
        asked = self.is_announced and self.stage == Stage.ASKED and self.stage_since
        return bool(asked and asked <= self.today() - ANSWERED_WITHIN and not self.is_asked_again())

    @property
    def is_in_part(self) -> bool:
        return self.is_won and self.degree == "partly"

    def is_asked_again(self) -> bool:
        """Whether somebody has entered since that it was asked, and nobody has confirmed it yet."""
        entered = self.actions.unconfirmed().filter(kind=Happened.DELIVERED)
        return entered.filter(on__gt=self.stage_since).exists() if self.stage_since else entered.exists()
