"""Who talks to whom: one person at a time for each seat, so that no two call the same councillor."""

from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models.body import Seat
from demands.models.demand import Demand
from demands.models.stance import Stance
from demands.models.talk_reminders import TalkReminders
from orgs.models import AuditEntry, Organization, User
from outbox.contacts import EncryptedTextField

LIVES, A_WEEK = timedelta(days=14), timedelta(days=7)
KEPT, AT_MOST = timedelta(days=90), timedelta(days=365)


class SeatClaimQuerySet(models.QuerySet):
    """Talks by who has them and where they stand."""

    def open(self):
        return self.filter(ended_at=None)

    def reported(self):
        return self.filter(ended_as="done")

    def mine(self, user: User):
        return self.open().filter(claimed_by=user)

    def returnable_by(self, user: User | AnonymousUser):
        """Open ones of the groups she organizes: hers, and those of others who may have gone."""
        return self.open().filter(group__in=Organization.objects.organized_by(user).values("pk"))

    def lapsed(self):
        """Silent for two weeks, or about a demand on which nobody works any more."""
        return self.open().filter(models.Q(taken_at__lte=timezone.now() - LIVES) | ~models.Q(demand__state="put"))

    def free(self) -> int:
        """Whoever had an open one has it no more; nobody is written to."""
        return self.open().update(ended_at=timezone.now(), ended_as=SeatClaim.End.RETURNED)

    def keep_notes(self, *, within_group: bool) -> None:
        """What was noted is read in its own group alone, or, where that is gone, by nobody: it is erased."""
        self.update(**({"within_group": True} if within_group else {"note": ""}))

    def for_page(self):
        return self.select_related("claimed_by", "group", "stance")

    def purge(self) -> int:
        """Erase who talked to whom and what was noted, ninety days after the demand is closed or decided; after a
        year in any case."""
        now = timezone.now()
        decided = ~models.Q(demand__outcome="open") & models.Q(demand__stage_since__lt=now.date() - KEPT)
        over = models.Q(demand__closed_at__lt=now - KEPT) | decided | models.Q(ended_at__lt=now - AT_MOST)
        return self.exclude(ended_at=None).filter(over).delete()[0]


class SeatClaim(TalkReminders):
    """One person says that she talks to whoever holds a seat, until a day. After two silent weeks anybody may."""

    class End(models.TextChoices):
        DONE = "done", _("Talked to")
        RETURNED = "returned", _("Given back")
        FREED = "freed", _("Free again after two weeks")

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="talks", editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+", editable=False)
    group = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+", editable=False)
    claimed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    taken_at = models.DateTimeField(default=timezone.now, editable=False)
    due_on = models.DateField(_("until"))
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_as = models.CharField(max_length=8, choices=End, blank=True, default="", editable=False)
    note = EncryptedTextField(blank=True, default="")
    # Its note is read in its own group alone: the group led the demand, and kept its notes when it handed it over.
    within_group = models.BooleanField(default=False, db_default=False, editable=False)
    stance = models.ForeignKey(Stance, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    objects = SeatClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-taken_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["demand", "seat"],
                condition=models.Q(ended_at=None),
                name="one_open_claim_per_seat_and_demand",
                violation_error_message=_("Somebody talks to this seat already."),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_as="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_as="")),
                name="seat_claim_end_is_dated",
            ),
        ]
        indexes = [
            # What one person said she would do.
            models.Index(fields=["claimed_by", "due_on"], name="open_talks", condition=models.Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"talk with {self.seat_id} about {self.demand_id}"

    # Verbs

    @classmethod
    @transaction.atomic
    def take_up(
        cls, demand: Demand, seat: Seat, *, by: User, group: Organization, due_on: date | None = None
    ) -> "SeatClaim":
        """Say that she talks to this seat. Of two who press at once the first has it; the same person again only
        says another day."""
        _refuse_closed(demand)
        if seat.body_id != demand.body_id:
            raise ValidationError(_("This seat is of another body."), code="other_body")
        due_on = _within_two_weeks(due_on)
        if own := cls.objects.mine(by).filter(demand=demand, seat=seat).first():
            own._put_off(due_on)
            return own
        try:
            with transaction.atomic():
                claim = cls.objects.create(demand=demand, seat=seat, claimed_by=by, group=group, due_on=due_on)
        except IntegrityError as taken:
            raise ValidationError(_("Somebody talks to this seat already."), code="taken") from taken
        AuditEntry.record(group, "talk_taken_up", by=by, about=demand.title)
        return claim

    @transaction.atomic
    def return_talk(self, *, by: User) -> None:
        """Give it back, so that somebody else may. The second time nothing changes."""
        if self._end(self.End.RETURNED):
            AuditEntry.record(self.group, "talk_returned", by=by, about=self.demand.title)

    @transaction.atomic
    def note_talk(self, *, by: User, note: str = "", said: dict | None = None) -> None:
        """She has talked to them: what is for the groups alone, and where something was said in office, that as
        well (`value`, `on`, `source`, ...)."""
        _refuse_closed(self.demand)
        if not self._end(self.End.DONE, claimed_by=by):
            raise ValidationError(_("You gave this back, or it is free again after two weeks."), code="ended")
        if said:
            self.stance = Stance.say(self.demand, self.seat, by=by, group=self.group, **said)
        self.note = note
        self.save(update_fields=["stance", "note"])
        AuditEntry.record(self.group, "talk_noted", by=by, about=self.demand.title)

    @classmethod
    def free_lapsed(cls) -> int:
        """Let others take what was silent for two weeks, and tell whoever had it; how many. Twice is once."""
        freed = 0
        for claim in cls.objects.lapsed().select_related("demand", "claimed_by", "group"):
            with transaction.atomic():
                if claim._end(cls.End.FREED):
                    freed += 1
                    claim.tell_freed()
        return freed

    # Questions

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def open_until(self) -> date:
        return timezone.localdate(self.taken_at + LIVES)

    # Private steps

    def _end(self, how: str, **whose) -> bool:
        """Whether it ended now, by this press."""
        open_one = SeatClaim.objects.open().filter(pk=self.pk, **whose)
        ended = open_one.update(ended_at=timezone.now(), ended_as=how)
        self.refresh_from_db(fields=["ended_at", "ended_as"])
        return bool(ended)

    def _put_off(self, due_on: date) -> None:
        """To another day, never beyond its two weeks."""
        self.due_on, self.reminders = min(due_on, self.open_until), 0
        SeatClaim.objects.open().filter(pk=self.pk).update(due_on=self.due_on, reminders=0)


def _refuse_closed(demand: Demand) -> None:
    if not demand.is_announced:
        raise ValidationError(_("This demand is not under way."), code="not_put")


def _within_two_weeks(day: date | None) -> date:
    today = timezone.localdate()
    day = day or today + A_WEEK
    if not today <= day <= today + LIVES:
        raise ValidationError({"due_on": _("Choose a day within the next two weeks.")})
    return day
