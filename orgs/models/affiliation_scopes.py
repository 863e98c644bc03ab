"""Which affiliations, and who may: the scopes that every view goes through."""

from django.db.models import Q

from orgs.models.organization import Organization
from orgs.models.signon import SignOnQuerySet

LEVELS = 3  # a city's coalition in a county's in a country's: deeper, a page would say little of who it is


class AffiliationQuerySet(SignOnQuerySet):
    """Affiliations by who may do what with them, and by what a coalition shows."""

    def public(self):
        """Both sides have acted, and both are listed."""
        return super().public().filter(coalition__state=Organization.State.LISTED)

    def of_group(self, group: Organization):
        """Those of either side."""
        return self.filter(Q(organization=group) | Q(coalition=group))

    def answerable_by(self, user):
        """The coordinators of the side that was asked answer, once the side that asks is listed."""
        mine = Organization.objects.coordinated_by(user).values("pk")
        invited = Q(direction="invited", organization__in=mine, coalition__state=Organization.State.LISTED)
        requested = Q(direction="requested", coalition__in=mine, organization__state=Organization.State.LISTED)
        return self.awaiting().filter(invited | requested)

    def revocable_by(self, user):
        """What one's own group has asked and nobody has answered."""
        mine = Organization.objects.coordinated_by(user).values("pk")
        invited = Q(direction="invited", coalition__in=mine)
        return self.awaiting().filter(invited | Q(direction="requested", organization__in=mine))

    def withdrawable_by(self, user):
        """Those in which one's own group is the member."""
        return self.accepted().filter(organization__in=Organization.objects.coordinated_by(user).values("pk"))

    def endable_by(self, user):
        """Those in which one's own group is the coalition."""
        return self.accepted().filter(coalition__in=Organization.objects.coordinated_by(user).values("pk"))

    def included_by(self, coalition: Organization):
        """Those through which a coalition shows what a member hosts: of its own members and, where a member is
        a coalition that shows its own, of theirs, three levels down. None where it does not say so itself."""
        return self._climb("coalition", "organization", coalition)

    def that_include(self, group: Organization):
        """The same from below: those through which coalitions show what this group hosts."""
        return self._climb("organization", "coalition", group)

    def _climb(self, near: str, far: str, start: Organization):
        listed = Q(organization__state=Organization.State.LISTED)
        including = self.accepted().filter(listed, coalition__includes_members=True)
        level, found = including.filter(**{near: start.pk}), Q()
        for _level in range(LEVELS):
            found |= Q(pk__in=level.values("pk"))
            level = including.filter(**{f"{near}__in": level.values(far)})
        return including.filter(found)

    def for_cards(self):
        return self.select_related("organization__place", "coalition__place", "asked_by", "decided_by").order_by(
            "asked_at", "pk"
        )
