"""A plank: one thing that a platform asks, and what carries it into the towns."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models.demand import Demand
from demands.models.model_demand import ModelDemand
from demands.models.platform_scopes import PlankQuerySet
from orgs import wording
from orgs.models import AuditEntry, User

MOST_PLANKS = 20
WORDS = ("title", "text")


class Plank(models.Model):
    """Its words stay as they were signed: other words are another plank in its place, and this one is struck."""

    platform = models.ForeignKey("demands.Platform", on_delete=models.CASCADE, related_name="planks", editable=False)
    order = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField(_("what is asked, in a few words"), max_length=120)
    text = models.CharField(_("the same in one sentence"), max_length=240)
    # What carries it: a model that any town takes up, one demand, or nothing yet.
    model = models.ForeignKey(ModelDemand, on_delete=models.SET_NULL, null=True, blank=True, related_name="planks")
    demand = models.ForeignKey(Demand, on_delete=models.SET_NULL, null=True, blank=True, related_name="planks")
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    struck_at = models.DateTimeField(null=True, editable=False)
    instead_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    objects = PlankQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(model__isnull=True) | models.Q(demand__isnull=True), name="plank_has_one_carrier"
            ),
            models.UniqueConstraint(
                fields=["platform", "model"],
                condition=models.Q(struck_at__isnull=True),
                name="one_plank_per_model",
                violation_error_message=_("Another plank of this platform is carried by that model."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    # Verbs

    @classmethod
    def lay(cls, platform, *, order: int, **fields) -> "Plank":
        """A plank at its place; who has signed the platform is told of it."""
        plank = cls(platform=platform, order=order, **fields)
        plank.full_clean()
        plank.save(force_insert=True)
        if not platform.is_draft:
            platform.revise()
            platform.signatures.all().tell_of_planks(plank)
        return plank

    @transaction.atomic
    def change_words(self, *, by: User | None, **fields) -> "Plank":
        """Say it otherwise; what stands then.

        Nobody else can sign it yet, or it says the same: this plank. Otherwise another stands in its place, which
        nobody has signed or ticked: what somebody reads just now is not said otherwise under her hand.
        """
        platform = self._hold()
        if not platform.is_draft and self._says_something_else(fields):
            kept = {name: getattr(self, name) for name in (*WORDS, "model", "demand")}
            self._take_out()
            before = self if self.is_struck else None
            plank = Plank.lay(platform, order=self.order, instead_of=before, **(kept | fields))
        else:
            for name, value in fields.items():
                setattr(self, name, value)
            self.full_clean()
            self.save(update_fields=list(fields))
            platform.revise()
            plank = self
        AuditEntry.record(platform.keeper, "plank_reworded", by=by, about=platform.title)
        return plank

    @transaction.atomic
    def strike_out(self, *, by: User | None) -> None:
        """It is asked no more. What somebody signed stays to be read; what nobody did is gone. Refused for the last one
        of a platform that others sign."""
        platform = self._hold()
        if not platform.is_draft and platform.planks.standing().count() == 1:
            raise ValidationError(_("This is the only plank. Add another first, or close the platform."), code="last")
        self._take_out()
        platform.revise()
        AuditEntry.record(platform.keeper, "plank_struck", by=by, about=platform.title)

    @transaction.atomic
    def move_by(self, places: int, *, by: User | None) -> None:
        """Further up (−1) or down (1); at the end nothing changes."""
        platform = self._hold()
        standing = list(platform.planks.standing())
        here = standing.index(self)
        there = min(max(here + places, 0), len(standing) - 1)
        standing.insert(there, standing.pop(here))
        for order, plank in enumerate(standing, start=1):
            Plank.objects.filter(pk=plank.pk).exclude(order=order).update(order=order)
        if here != there:
            platform.revise()
            AuditEntry.record(platform.keeper, "planks_reordered", by=by, about=platform.title)

    # Questions

    @property
    def is_struck(self) -> bool:
        return self.struck_at is not None

    @property
    def is_signed(self) -> bool:
        """Whether a group has put its name under it, or asks to."""
        return self.signed.filter(signature__state__in=["pending", "accepted"]).exists()

    # Private steps

    def _hold(self):
        """The platform before the plank, as every verb does. Refused for a plank that was struck meanwhile."""
        platform = type(self.platform).objects.select_for_update().get(pk=self.platform_id)
        if not Plank.objects.standing().filter(pk=self.pk).exists():
            raise ValidationError(_("This plank was taken out meanwhile."), code="struck")
        self.refresh_from_db()
        return platform

    def _take_out(self) -> None:
        """Struck where somebody has signed it, gone where nobody has."""
        if not self.is_signed:
            self.delete()
            return
        Plank.objects.filter(pk=self.pk).update(struck_at=timezone.now())
        self.refresh_from_db(fields=["struck_at"])

    def _says_something_else(self, fields: dict) -> bool:
        """Other words, or another thing that carries it; one where there was none says no more than before."""
        before = {name: getattr(self, name) for name in WORDS}
        if wording.is_material(before, before | {name: fields[name] for name in WORDS if name in fields}):
            return True
        carriers = [name for name in ("model", "demand") if getattr(self, name) is not None]
        return any(name in fields and fields[name] != getattr(self, name) for name in carriers)
