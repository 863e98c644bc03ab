"""Where a demand stands, kept beside it so that lists can ask; written by the derivation alone."""

from collections.abc import Callable
from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from demands.stages import (
    RULES,
    WINNING,
    Degree,
    Fact,
    Outcome,
    Result,
    Stage,
    Standing,
    current_rules,
    derive,
    expected_day,
    in_order,
)

SOME = 200
# Callables that are told, in its transaction, when a demand has come to stand elsewhere: the demand, and how it stood.
when_moved: list[Callable[[models.Model, Standing], None]] = []
# What is told, in its transaction, whenever something has turned that dates rest on: a demand was shown, taken down,
# closed or taken up again, or an entry was made, confirmed or taken back. Told twice it does nothing.
when_turned: list[Callable[[models.Model], None]] = []
# What is told, in its transaction, when another group leads a demand: the demand, the group that led it, and by whom.
when_led: list[Callable[[models.Model, models.Model, models.Model | None], None]] = []


class Staged(models.Model):
    """Nobody types these columns: `restage` writes what `demands.stages.derive` finds in the confirmed actions."""

    stage = models.CharField(_("stage"), max_length=16, choices=Stage, default=Stage.DRAFTING, editable=False)
    stage_since = models.DateField(null=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default=Outcome.OPEN, editable=False)
    degree = models.CharField(max_length=6, choices=Degree, blank=True, default="", editable=False)
    decision_on = models.DateField(null=True, editable=False)  # the day of the hearing or vote that is set
    # Somebody has entered that it is on another day, or on none that is known: nobody should go on the first.
    day_waits = models.BooleanField(default=False, db_default=False, editable=False)
    moved_to = models.DateField(null=True, editable=False)
    # Which rules said all that; 0: none that are known.
    staged_by = models.PositiveSmallIntegerField(default=current_rules, db_default=0, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def restage(self) -> Standing:
        """Derive where it stands from its confirmed actions; whoever needs to know is told where that changed."""
        self.locked()
        self.refresh_from_db()
        before, now = self.kept_standing, self.standing
        if self._write(now):
            for follow in when_moved:
                follow(self, before)
        self.tell_turned()
        return now

    @classmethod
    def restage_old(cls) -> int:
        """Derive anew where each stands whose columns other rules have written; how many.

        One by one, so that it bears being broken off and begun again. Nobody is written to: nothing has happened.
        """
        old, done = cls.objects.exclude(staged_by=RULES).order_by("pk"), 0
        while some := list(old.values_list("pk", flat=True)[:SOME]):
            for demand in cls.objects.filter(pk__in=some):
                demand._restage_quietly()
            done += len(some)
        return done

    def tell_turned(self) -> None:
        """Let whatever rests on it follow."""
        for follow in when_turned:
            follow(self)

    @property
    def standing(self) -> Standing:
        """Derived anew from all confirmed actions; three queries."""
        return derive(self.facts(), self.components.current().values_list("pk", flat=True))

    @property
    def kept_standing(self) -> Standing:
        """What the columns say, without what became of the components."""
        return Standing(
            Stage(self.stage),
            self.stage_since,
            Outcome(self.outcome),
            Degree(self.degree) if self.degree else "",
            self.decision_on,
        )

    def facts(self) -> list[Fact]:
        """Its confirmed actions as the derivation reads them."""
        return [action.fact for action in self.actions.confirmed().with_facts()]

    @transaction.atomic
    def _restage_quietly(self) -> None:
        if (row := type(self).objects.select_for_update().filter(pk=self.pk).first()) is None:
            return  # a draft that was thrown away meanwhile
        row._write(row.standing)
        row.tell_turned()

    def _write(self, now: Standing) -> bool:
        """Keep what was derived; whether that says something else than what was kept."""
        said = self._expected_day()
        moved = now.decision_on is not None and said != now.decision_on
        columns = {"stage": now.stage, "stage_since": now.since, "outcome": now.outcome, "degree": now.degree}
        columns |= {"decision_on": now.decision_on, "day_waits": moved, "moved_to": said if moved else None}
        differs = any(getattr(self, name) != value for name, value in columns.items())
        if differs or self.staged_by != RULES:
            type(self).objects.filter(pk=self.pk).update(**columns, staged_by=RULES)
        if differs:
            self.revise()
        self.refresh_from_db()
        return differs

    def _expected_day(self) -> date | None:
        return expected_day(self.facts(), [action.fact for action in self.actions.unconfirmed().with_facts()])

    def set_components(self, texts: list[str]) -> None:
        """What it can be won by, one by one. A component that is not named any more stays with what was said of it."""
        kept = {component.text: component for component in self.components.all()}
        for order, text in enumerate(dict.fromkeys(texts), start=1):
            component = kept.pop(text, None)
            if component is None:
                self.components.create(text=text, order=order)
            elif component.order != order:
                self.components.filter(pk=component.pk).update(order=order)
        self.components.filter(pk__in=[component.pk for component in kept.values()]).update(order=None)

    @property
    def has_answered_parts(self) -> bool:
        """Whether a confirmed action says what became of its parts, or that it was won: they change no more."""
        return any(fact.results or fact.kind in WINNING for fact in in_order(self.facts()))

    @property
    def has_waiting_parts(self) -> bool:
        """Whether such an action waits to be confirmed: what its enterer saw of the parts stays until then."""
        says = models.Q(kind__in=WINNING) | models.Q(results__isnull=False)
        return self.actions.unconfirmed().filter(says).exists()

    @property
    def is_won(self) -> bool:
        return self.outcome == Outcome.WON

    @property
    def is_undecided(self) -> bool:
        return self.outcome == Outcome.OPEN


class ComponentQuerySet(models.QuerySet):
    def current(self):
        """Those that are asked for now, in their order."""
        return self.filter(order__isnull=False).order_by("order", "pk")


class Component(models.Model):
    """One thing a demand asks for, which can be obtained without the others; without an order it was dropped."""

    demand = models.ForeignKey("demands.Demand", on_delete=models.CASCADE, related_name="components", editable=False)
    text = models.CharField(_("part"), max_length=240)
    order = models.PositiveSmallIntegerField(null=True, editable=False)

    objects = ComponentQuerySet.as_manager()

    class Meta:
        ordering = [models.F("order").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["demand", "text"], name="one_component_of_a_text"),
        ]

    def __str__(self) -> str:
        return self.text


class ComponentResult(models.Model):
    """What an action says of a component."""

    action = models.ForeignKey("demands.Action", on_delete=models.CASCADE, related_name="results", editable=False)
    component = models.ForeignKey(Component, on_delete=models.CASCADE, related_name="+", editable=False)
    result = models.CharField(max_length=8, choices=Result)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "component"], name="one_result_per_action_and_component"),
        ]

    def __str__(self) -> str:
        return f"{self.component_id}: {self.result}"
