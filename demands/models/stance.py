"""What a seat has said about a demand: in public, on a day, with where we know it from. Written once, never changed."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models.body import Seat, Term
from demands.models.demand import Demand
from demands.stances import Said, Tenure, Word, changed_hands
from orgs.models import AuditEntry, Organization, User

MOST = 2_000  # of one demand


class StanceQuerySet(models.QuerySet):
    def for_page(self):
        return self.select_related("said_for").order_by("on", "pk")


class Stance(models.Model):
    """How whoever holds a seat stands to a demand, as far as she has said so in her office.

    The newest by its day counts, until the seat changes hands. A mistake is corrected by a later one.
    """

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="stances", editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+", editable=False)
    value = models.CharField(_("how it stands"), max_length=8, choices=Said)
    on = models.DateField(_("said on"))
    source = models.CharField(
        _("how we know"),
        max_length=240,
        blank=True,
        help_text=_("In a sentence that everybody may read: “At the meeting of 3 November.” Nothing private."),
    )
    source_url = models.URLField(_("where one can read or see it"), max_length=500, blank=True)
    corrects = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, related_name="corrections", editable=False
    )
    entered_at = models.DateTimeField(default=timezone.now, editable=False)
    entered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    said_for = models.ForeignKey(Organization, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    objects = StanceQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value="unknown") | ~models.Q(source="") | ~models.Q(source_url=""),
                name="stance_has_a_source",
                violation_error_message=_("Say how we know: a sentence, a link, or both."),
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                name="one_correction_of_a_stance",
                violation_error_message=_("Somebody has corrected this already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.value} ({self.on})"

    # Verbs

    @classmethod
    @transaction.atomic
    def say(
        cls,
        demand: Demand,
        seat: Seat,
        *,
        by: User | None,
        group: Organization,
        value: str,
        on: date,
        source: str = "",
        source_url: str = "",
        corrects: "Stance | None" = None,
    ) -> "Stance":
        """Write down what a seat has said. `corrects` is an entry that was wrong: it never counts again.

        Who is said to have broken a promise must have made one, in the same term.
        """
        demand.locked()
        if demand.is_draft:
            raise ValidationError(_("Put the demand to the body first."), code="draft")
        if cls.objects.filter(demand=demand).count() >= MOST:
            raise ValidationError(_("A demand has at most %(most)s entries."), code="too_many", params={"most": MOST})
        stance = cls(demand=demand, seat=seat, value=value, on=on, source=source, source_url=source_url)
        stance.corrects, stance.entered_by, stance.said_for = corrects, by, group
        stance._insert()
        AuditEntry.record(group, "stance_entered", by=by, about=demand.title)
        return stance

    # Questions

    @property
    def word(self) -> Word:
        """As the count reads it."""
        return Word(self.pk, self.seat_id, Said(self.value), self.on, self.corrects_id)

    @property
    def is_known(self) -> bool:
        return self.value != Said.UNKNOWN

    # Private steps

    def _insert(self) -> None:
        self.full_clean(exclude=["demand", "seat", "entered_by", "said_for", "corrects"])
        if self.on > timezone.localdate(timezone=ZoneInfo(self.demand.body.time_zone)):
            raise ValidationError({"on": _("This day is still to come.")})
        if self.seat.body_id != self.demand.body_id:
            raise ValidationError(_("This seat is of another body."), code="other_body")
        if self.corrects and (self.corrects.demand_id, self.corrects.seat_id) != (self.demand_id, self.seat_id):
            raise ValidationError(_("This was said by another seat."), code="other_seat")
        if self.value == Said.RENEGED and not self._was_promised():
            raise ValidationError({"value": _("First write down when it said yes: nothing here says so.")})
        try:
            with transaction.atomic():
                self.save(force_insert=True)
        except IntegrityError as taken:
            raise ValidationError(_("Somebody has corrected this already."), code="corrected") from taken

    def _was_promised(self) -> bool:
        """Whether an entry that still stands says yes, on this day or before, by who holds the seat on this day."""
        said = list(Stance.objects.filter(demand=self.demand, seat=self.seat))
        corrected = {one.corrects_id for one in said} | {self.corrects_id}
        yes = [one for one in said if one.value == Said.YES and one.pk not in corrected and one.on <= self.on]
        turns = tenures(self.seat.terms.all())
        return any(not changed_hands(turns, self.seat_id, one.on, self.on) for one in yes)


def tenures(terms: Iterable[Term]) -> list[Tenure]:
    """As the count reads them."""
    return [Tenure(term.seat_id, term.since, term.until) for term in terms]
