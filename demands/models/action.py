"""What happened to a demand: entered by one person, confirmed by another, never changed, corrected by a later one."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models.demand import Demand
from demands.models.proven import NEEDS_EVIDENCE, Proven, ProvenQuerySet
from demands.models.scopes import ActionQuerySet
from demands.models.seat_vote import COUNTED, SeatVote, counted
from demands.models.second_person import ask_second_person
from demands.models.staged import ComponentResult
from demands.stages import SETS_A_DAY, TURNS_A_DAY, Fact, Happened, Result
from orgs.models import AuditEntry, Organization, User

MOST = 500  # of one demand
TWO_DAYS = _("Another day was entered as set on this one. Correct that entry, or take it back if nobody confirmed it.")
OTHER_PARTS = _("The parts of this demand were changed meanwhile. Look at them again.")
LEFT = _("Who entered this has left: take it back and enter it anew.")
LEFT_AFTER = _("Who entered this has left: correct it, and enter it anew with what shows it.")


class ActionRows(ActionQuerySet, ProvenQuerySet):
    def with_facts(self):
        """With what the derivation asks of each, in two queries; of evidence, what a second person could look at."""
        evidence = self.model.evidence.rel.related_model.objects.there()
        evidence = evidence.filter(action=models.OuterRef("pk"), looked_at__isnull=False)
        return self.prefetch_related("results").annotate(evidenced=models.Exists(evidence)).order_by("pk")


class Action(Proven):
    """One thing that happened to a demand on a day. The day is the body's own; it is past or today.

    Nothing of it changes once it is entered but that somebody else confirms it, or that it is dropped before; and that
    it is confirmed anew where what showed it was taken away.
    """

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="actions", editable=False)
    kind = models.CharField(_("what happened"), max_length=14, choices=Happened)
    on = models.DateField(_("on"))
    acting_body = models.CharField(
        _("who acted"), max_length=120, blank=True, help_text=_("A committee, an office; empty: the body itself.")
    )
    votes_for = models.PositiveSmallIntegerField(_("for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(_("abstained"), null=True, blank=True)
    absent = models.PositiveSmallIntegerField(_("absent"), null=True, blank=True)
    note = models.CharField(_("in a sentence"), max_length=300, blank=True)
    # Of a hearing or vote that was set: when it will be, by the clock of the body.
    set_day = models.DateField(_("day"), null=True, blank=True)
    set_time = models.TimeField(_("hour"), null=True, blank=True)

    entered_at = models.DateTimeField(default=timezone.now, editable=False)
    entered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    entered_for = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    confirmed_for = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    dropped_at = models.DateTimeField(null=True, editable=False)
    dropped_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections", editable=False
    )

    objects = ActionRows.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("entered_by")),
                name="action_is_confirmed_by_another",
                violation_error_message=_("Somebody else confirms what you entered."),
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | models.Q(dropped_at=None),
                name="action_confirmed_is_not_dropped",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=sorted(SETS_A_DAY)) | models.Q(set_day__isnull=False),
                name="action_that_sets_a_day_has_one",
                violation_error_message=_("Say on which day it will be."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="mistaken") | models.Q(corrects__isnull=False),
                name="action_mistaken_corrects",
            ),
            models.CheckConstraint(
                condition=models.Q(unproven_at=None) | models.Q(confirmed_at__isnull=False),
                name="action_unproven_was_confirmed",
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=models.Q(dropped_at=None),
                name="one_correction_of_an_action",
                violation_error_message=_("Somebody has corrected this already."),
            ),
        ]
        indexes = [
            # The time line, and what feeds show of all demands.
            models.Index(fields=["demand", "on"], name="action_of_demand"),
            models.Index(fields=["confirmed_at"], name="action_by_confirmation"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.on})"

    def get_absolute_url(self) -> str:
        return reverse("demands:action", args=[self.demand.slug, self.pk])

    # Verbs

    @classmethod
    @transaction.atomic
    def enter(
        cls,
        demand: Demand,
        *,
        by: User,
        group: Organization | None = None,
        corrects: "Action | None" = None,
        results: Mapping[int, str] | None = None,
        seat_votes: Mapping[int, str] | None = None,
        **fields,
    ) -> "Action":
        """Write down what happened; it counts once somebody else has confirmed it.

        `results` says of components, by their keys, what became of them, `seat_votes` of seats how they voted. A
        correction takes the place of a confirmed action when it is confirmed itself.
        """
        demand.locked_with_lead()
        if demand.is_draft:
            raise ValidationError(_("Put the demand to the body first."), code="draft")
        if demand.actions.count() >= MOST:
            raise ValidationError(_("A demand has at most %(most)s entries."), code="too_many", params={"most": MOST})
        if corrects and (corrects.demand_id != demand.pk or not corrects.counts):
            raise ValidationError(_("Only what was confirmed is corrected."), code="not_confirmed")
        cls._refuse_two_days(demand, corrects, fields)
        fields |= counted(seat_votes or {}, {name: fields.get(name) for name in COUNTED.values()})
        action = cls(demand=demand, entered_by=by, entered_for=group or demand.lead, corrects=corrects, **fields)
        action._insert()
        action._say_results(results or {})
        SeatVote.say(action, seat_votes or {})
        demand.restage()
        AuditEntry.record(action.entered_for, "action_entered", by=by, about=demand.title)
        ask_second_person(action)
        return action

    @transaction.atomic
    def confirm(self, *, by: User, group: Organization | None = None, seen: str = "") -> None:
        """A second person has looked: from now on it counts. Refused for who entered it, where nobody knows any more
        who did, and for a win without evidence. `seen`, where it is given, is `as_it_is` as her page said it: other
        evidence since then is looked at first. The second time nothing changes, until its evidence was taken away."""
        self.demand.locked_with_lead()
        self.refresh_from_db()
        if self.is_settled:
            return
        if by.pk == self.entered_by_id:
            raise ValidationError(_("Somebody else confirms what you entered."), code="own")
        if self.entered_by_id is None:
            raise ValidationError(LEFT_AFTER if self.is_unproven else LEFT, code="left")
        if self.dropped_at:
            raise ValidationError(_("This entry was taken back."), code="dropped")
        if self.is_unproven and not self.counts:
            raise ValidationError(_("A later entry has taken its place."), code="corrected")
        if self.lacks_evidence:
            raise ValidationError(NEEDS_EVIDENCE, code="no_evidence")
        if seen and seen != self.as_it_is:
            raise ValidationError(_("What shows it has changed since you looked. Look again."), code="changed")
        self.confirmed_at, self.confirmed_by, self.confirmed_for = timezone.now(), by, group
        self.unproven_at = None
        self.save(update_fields=["confirmed_at", "confirmed_by", "confirmed_for", "unproven_at"])
        self.evidence.there().update(looked_at=self.confirmed_at)
        AuditEntry.record(self.demand.lead, "action_confirmed", by=by, about=self.demand.title)
        self.demand.restage()

    @transaction.atomic
    def retract(self, *, by: User) -> None:
        """Take an entry back that nobody has confirmed. What was confirmed is corrected instead."""
        self.demand.locked_with_lead()
        entries = type(self).objects.unconfirmed().filter(pk=self.pk)
        done = entries.update(dropped_at=timezone.now(), dropped_by=by)
        self.refresh_from_db()
        if not done:
            raise ValidationError(_("This was confirmed or taken back already."), code="confirmed")
        AuditEntry.record(self.demand.lead, "action_dropped", by=by, about=self.demand.title)
        self.demand.restage()

    # Questions

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def counts(self) -> bool:
        """Whether it was confirmed and no confirmed correction has taken its place."""
        return self.is_confirmed and not self.corrections.confirmed().exists()

    @property
    def turns_a_day(self) -> bool:
        """Whether it waits, and the page says because of it that a hearing or vote is on another day."""
        moves = self.kind in SETS_A_DAY and self.set_day == self.demand.moved_to
        return not self.is_confirmed and self.demand.decision_is_moved and (moves or self.kind in TURNS_A_DAY)

    @property
    def fact(self) -> Fact:
        """As the derivation reads it; of rows from `with_facts`."""
        return Fact(
            number=self.pk,
            kind=Happened(self.kind),
            on=self.on,
            corrects=self.corrects_id,
            has_evidence=self.evidenced and not self.is_unproven,
            set_day=self.set_day,
            results={one.component_id: Result(one.result) for one in self.results.all()},
            acting_body=self.acting_body,
        )

    # Private steps

    @classmethod
    def _refuse_two_days(cls, demand: Demand, corrects: "Action | None", fields: dict) -> None:
        """Of one day one entry says for when a hearing was set; nothing would tell which of two came last."""
        if fields.get("kind") not in SETS_A_DAY:
            return
        same = demand.actions.standing().filter(kind=fields["kind"], on=fields.get("on"))
        others = same.exclude(pk__in=cls.objects.correcting().values("corrects")).exclude(pk=corrects and corrects.pk)
        if others.exclude(set_day=fields.get("set_day")).exists():
            raise ValidationError({"on": TWO_DAYS})

    def _insert(self) -> None:
        if self.on and self.on > self.demand.today():
            raise ValidationError({"on": _("This day is still to come.")})
        self.full_clean(exclude=["demand", "entered_by", "entered_for", "corrects"])
        try:
            with transaction.atomic():
                self.save(force_insert=True)
        except IntegrityError as taken:
            raise ValidationError(_("Somebody has corrected this already."), code="corrected") from taken

    def _say_results(self, results: Mapping[int, str]) -> None:
        known = set(self.demand.components.current().values_list("pk", flat=True))
        if results.keys() - known:
            raise ValidationError(OTHER_PARTS, code="parts")
        said = {key: Result(value) for key, value in results.items()}
        ComponentResult.objects.bulk_create(
            ComponentResult(action=self, component_id=key, result=value) for key, value in said.items()
        )
