"""What a coalition is beside a group: an umbrella that may show what its members host."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from orgs.models.audit import AuditEntry
from orgs.models.user import User


class UmbrellaQuerySet(models.QuerySet):
    """Groups by the coalitions they are in: both sides have said yes."""

    def members_of(self, coalition):
        return self.filter(affiliations__coalition=coalition, affiliations__state="accepted")

    def coalitions_of(self, group):
        return self.filter(member_affiliations__organization=group, member_affiliations__state="accepted")


class Umbrella(models.Model):
    """The part of an organization that concerns its members."""

    includes_members = models.BooleanField(
        _("show what our members host on our page and in our calendar"), default=False, editable=False
    )

    class Meta:
        abstract = True

    def refuse_other_kind(self) -> None:
        """A group that has members, or has asked some, stays a coalition; asked before another kind is stored."""
        if not self.is_coalition and self.member_affiliations.standing().exists():
            said = _("It has members, or has asked some. A group with members stays a coalition.")
            raise ValidationError({"kind": ValidationError(said, code="has_members")})

    @property
    def is_coalition(self) -> bool:
        return self.kind == self.Kind.COALITION

    @transaction.atomic
    def include_members(self, *, by: User) -> None:
        """Show what the members host on one's own page and in one's calendar. The second time nothing changes."""
        if not self.is_coalition:
            raise ValidationError(_("Only a coalition has members."), code="not_coalition")
        if self._switch(to=True):
            self.reveal()
            AuditEntry.record(self, "members_included", by=by)

    @transaction.atomic
    def leave_members_out(self, *, by: User) -> None:
        """Show only what the coalition itself hosts and signs. The second time nothing changes."""
        if not self.includes_members:
            return
        self.reveal()  # while it still shows what is about to go
        if self._switch(to=False):
            AuditEntry.record(self, "members_left_out", by=by)

    def _switch(self, *, to: bool) -> bool:
        switched = type(self).objects.filter(pk=self.pk, includes_members=not to).update(includes_members=to)
        self.refresh_from_db(fields=["includes_members"])
        return bool(switched)
