"""Who backs a demand, for its public page."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Q

from demands.models import Demand, Endorsement
from orgs.models import Organization, User

AT_ONCE = 12  # named at once; the others unfold


class Backers(NamedTuple):
    """The lead and who endorses the words of now, then who endorsed earlier ones; all of them listed."""

    lead: Organization
    first: list[Endorsement]
    others: list[Endorsement]
    of_earlier_text: list[Endorsement]
    may_endorse: bool

    @property
    def number(self) -> int:
        """How many groups ask for it as it stands, the lead among them."""
        return 1 + len(self.first) + len(self.others)

    @property
    def said(self) -> list[Endorsement]:
        """Those that say a word beside their names."""
        return [one for one in self.first + self.others if one.note]


class Backing(NamedTuple):
    """How many groups endorse a demand, for its desk; how many ask, are asked, and stand under an earlier text."""

    endorsing: int
    asking: int
    asked: int
    of_earlier_text: int

    @classmethod
    def of(cls, demand: Demand) -> "Backing":
        """One query."""
        accepted, waiting = Q(state="accepted"), Q(state="pending")
        numbers = demand.endorsements.aggregate(
            endorsing=Count("pk", filter=accepted),
            asking=Count("pk", filter=waiting & Q(direction="requested")),
            asked=Count("pk", filter=waiting & Q(direction="invited")),
            of_earlier_text=Count("pk", filter=accepted & Q(text_version__lt=F("asked_version"))),
        )
        return cls(**numbers)


def names(demand: Demand, *, without: Organization | None) -> list[str]:
    """Who stands under it, the lead first, as a group reads it that is asked to join them. One query."""
    signed = demand.endorsements.public().exclude(organization=without).order_by("decided_at", "pk")
    return [demand.lead.name, *signed.values_list("organization__name", flat=True)]


def backers(demand: Demand, user: User | AnonymousUser) -> Backers:
    """One query, and one more for somebody who is signed in."""
    signed = list(demand.endorsements.public().select_related("organization").order_by("decided_at", "pk"))
    current = [one for one in signed if not one.is_asked_again]
    earlier = [one for one in signed if one.is_asked_again]
    may = demand.is_announced and (not user.pk or Demand.objects.endorsable_by(user).filter(pk=demand.pk).exists())
    return Backers(demand.lead, current[:AT_ONCE], current[AT_ONCE:], earlier, may)
