"""What comes after a win: the ladder from one demand to the next, and the word that there is nothing for now."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models import AuditEntry, Organization, User

HIGHEST = 100  # steps of a ladder


class Onward(models.Model):
    """A rung of the ladder. Its lead is asked after a win, until there is a next one or it says that there is none."""

    # The demand that was won before this one.
    after = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="next_ones", editable=False)
    # When its lead said that nothing comes next for now: nobody asks again about this win.
    nothing_next_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    # Verbs

    @transaction.atomic
    def name_next(self, other: "Onward", *, by: User) -> None:
        """A demand that is there already comes after this one. Named twice it is the same.

        Refused where it comes after another one, or before this one: a ladder goes one way.
        """
        rows = {
            row.pk: row
            for row in type(self).objects.select_for_update().filter(pk__in=[self.pk, other.pk]).order_by("pk")
        }
        won, coming = rows[self.pk], rows[other.pk]
        if coming.after_id == won.pk:
            return
        if not won.is_won:
            raise ValidationError(_("This demand is not won."), code="not_won")
        if coming.after_id or coming.pk in won.rungs_below():
            raise ValidationError(_("This one stands in a ladder already."), code="in_ladder")
        type(self).objects.filter(pk=coming.pk).update(after=won)
        won.revise()
        coming.revise()
        AuditEntry.record(won.lead, "demand_next_named", by=by, about=won.title, party=coming.title_for(won.lead))

    @transaction.atomic
    def step_off(self, *, by: User) -> None:
        """It does not come after another demand. The second time nothing changes."""
        before = self.after
        if before and type(self).objects.filter(pk=self.pk, after=before).update(after=None):
            self.revise()
            before.revise()
            self.refresh_from_db(fields=["after"])
            AuditEntry.record(
                self.lead, "demand_stepped_off", by=by, about=self.title, party=before.title_for(self.lead)
            )

    @transaction.atomic
    def leave_at_that(self, *, by: User) -> None:
        """Nothing comes next for now. The second time nothing changes; a next one can be made or named at any time."""
        if not self.locked().is_won:
            raise ValidationError(_("This demand is not won."), code="not_won")
        if type(self).objects.filter(pk=self.pk, nothing_next_at=None).update(nothing_next_at=timezone.now()):
            self.refresh_from_db(fields=["nothing_next_at"])
            AuditEntry.record(self.lead, "demand_left_at_that", by=by, about=self.title)

    # Questions

    def title_for(self, reader: Organization) -> str:
        """As the record of a group names it: what only another group's people see, by that group."""
        return self.title if self.is_public or self.lead_id == reader.pk else self.lead.name

    def rungs_below(self) -> set[int]:
        """This one and those before it, by number."""
        found, below = set(), self.pk
        while below and below not in found and len(found) < HIGHEST:
            found.add(below)
            below = type(self).objects.filter(pk=below).values_list("after", flat=True).first()
        return found
