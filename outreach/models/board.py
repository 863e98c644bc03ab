"""What groups are reached for: a series, a demand or a coalition. All that depends on which it is stands here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import chain

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models import Demand, Endorsement
from events.models import Series, Sponsorship
from orgs.models import Affiliation, AuditEntry, Organization, SignOn, SignOnQuerySet, User
from outbox.models import Suppression
from places.models import Place

EVENTS, GROUPS, DEMANDS = "events", "groups", "demands"
KEPT, LED = "kept", "led"  # of a series, of a demand that one's group handed on
MOST_BOARDS = 50
Target = Series | Demand | Organization


@dataclass
class Board:
    """One target and the groups to reach for it; in a list also how many they are, and how many are due.

    A series or demand that was handed over has one of each group that held it: `keeper`, without a word that of now.
    """

    target: Target
    keeper: Organization | None = None
    number: int = 0
    due: int = 0

    # Which there are, and whose

    @classmethod
    def targets(cls, kind: str, user: User) -> models.QuerySet:
        """What this person may reach groups for: the series of her host, or of a group beside which she is
        a co-host who may; the demands that her groups lead; or the coalitions she organizes. `KEPT` are series that
        her group hosted, `LED` demands that it led."""
        hers = Organization.objects.organized_by(user)
        if kind == GROUPS:
            return hers.filter(kind=Organization.Kind.COALITION)
        if kind == DEMANDS:
            return Demand.objects.editable_by(user).select_related("lead", "body__place")
        if kind == LED:
            others = hers.exclude(pk=models.OuterRef("lead"))
            return Demand.objects.filter(prospects__kept_by__in=others).distinct().select_related("lead", "body__place")
        if kind == KEPT:
            others = hers.exclude(pk=models.OuterRef("host"))
            return Series.objects.filter(prospects__kept_by__in=others).distinct().select_related("host", "place")
        return Series.objects.granted(user, "outreach").select_related("host", "place")

    @classmethod
    def within(cls, user: User) -> models.Q:
        """The rows of the boards that this person sees: nobody sees what another group kept of its own."""
        series, demands, coalitions = (
            cls.targets(kind, user).order_by().values("pk") for kind in (EVENTS, DEMANDS, GROUPS)
        )
        of_now = models.Q(series__in=series, kept_by=models.F("series__host"))
        of_now |= models.Q(demand__in=demands, kept_by=models.F("demand__lead"))
        kept = models.Q(kept_by__in=Organization.objects.organized_by(user).values("pk"))
        return of_now | kept | models.Q(coalition__in=coalitions)

    @classmethod
    def all_of(cls, user: User) -> list["Board"]:
        """Hers that are open, fifty at most: coalitions first, then series by what begins first, then demands."""
        coalitions = cls.targets(GROUPS, user).order_by("name", "pk")
        series = cls.targets(EVENTS, user).filter(state__in=["draft", "announced"]).order_by("first_day", "pk")
        demands = cls.targets(DEMANDS, user).exclude(state="closed").order_by("created_at", "pk")
        open_ones = chain(coalitions[:MOST_BOARDS], series[:MOST_BOARDS], demands[:MOST_BOARDS])
        return [*map(cls, open_ones), *cls._kept(KEPT, user), *cls._kept(LED, user)][:MOST_BOARDS]

    @classmethod
    def _kept(cls, kind: str, user: User) -> list["Board"]:
        """Those of what another group holds by now."""
        kept = cls.targets(kind, user).annotate(keeper=models.F("prospects__kept_by")).order_by("pk")
        targets = list(kept[:MOST_BOARDS])
        keepers = Organization.objects.in_bulk({one.keeper for one in targets})
        return [cls(one, keepers[one.keeper]) for one in targets]

    @classmethod
    def of_kind(cls, kind: str, target: Target, user: User) -> "Board":
        """The one of a target in her scope; kept, that of the group of hers that held it."""
        if kind not in (KEPT, LED):
            return cls(target)
        hers = Organization.objects.organized_by(user).exclude(pk=target.group.pk)
        column = "demand" if kind == LED else "series"
        return cls(target, hers.filter(**{f"prospects_kept__{column}": target}).order_by("pk").first())

    @classmethod
    def closed_before(cls, instant: datetime) -> models.Q:
        """The rows of boards whose target ended before then: what is kept of them has had its time."""
        turned = models.Q(series__turned_at__lt=instant) | models.Q(
            series__turned_at=None, series__last_day__lt=instant.date()
        )
        closed = models.Q(demand__state=Demand.State.CLOSED, demand__closed_at__lt=instant)
        retired = models.Q(coalition__state=Organization.State.RETIRED, coalition__changed_at__lt=instant)
        return models.Q(series__state__in=["ended", "cancelled"]) & turned | closed | retired

    # What it is

    @property
    def kind(self) -> str:
        if self.is_of_coalition:
            return GROUPS
        if self.is_of_demand:
            return LED if self.is_kept else DEMANDS
        return KEPT if self.is_kept else EVENTS

    @property
    def where(self) -> dict[str, Target]:
        """The columns of a row of this board, and what they hold."""
        if self.is_of_coalition:
            return {"coalition": self.target}
        return {"demand" if self.is_of_demand else "series": self.target, "kept_by": self.host}

    @property
    def host(self) -> Organization:
        """On whose behalf groups are reached: whose record it is, and whose letters."""
        if isinstance(self.target, Organization):
            return self.target
        return self.keeper or self.target.group

    @property
    def is_kept(self) -> bool:
        """Whether another group holds the target by now: it is for those alone who entered it, to read and to clear."""
        return not self.is_of_coalition and self.host.pk != self.target.group.pk

    @property
    def title(self) -> str:
        return str(self.target)

    @property
    def stock(self) -> str:
        return self.target.lead.stock if self.is_of_demand else self.target.stock

    @property
    def is_open(self) -> bool:
        """Whether there is still something to join, on behalf of its host."""
        if self.is_of_coalition:
            return True
        if self.is_of_demand:
            return not (self.is_kept or self.target.is_closed)
        return not (self.is_kept or self.target.is_over or self.target.is_cancelled)

    def get_absolute_url(self) -> str:
        return reverse("outreach:board", args=[self.kind, self.target.slug])

    def mark_refusals(self, prospects: list) -> None:
        """Say at each of these whether its address takes no letters of ours, and why; one query."""
        refused = Suppression.objects.filter(
            recipient_index__in=[row.address_index for row in prospects if row.address_index],
            kind="",
            sender__in=["", self.host.letters_key],
        )
        reasons = dict(refused.values_list("recipient_index", "reason"))
        for row in prospects:
            row.refusal = reasons.get(row.address_index, "")

    @property
    def is_of_coalition(self) -> bool:
        return isinstance(self.target, Organization)

    @property
    def is_of_demand(self) -> bool:
        return isinstance(self.target, Demand)

    @property
    def place(self) -> Place | None:
        """Where groups should be near to."""
        return (self.target.body.place if self.is_of_demand else self.target.place) or self.host.place

    def signons(self) -> SignOnQuerySet:
        """Who was asked, and what became of it."""
        if self.is_of_coalition:
            return Affiliation.objects.filter(coalition=self.target)
        if self.is_of_demand:
            return Endorsement.objects.filter(demand=self.target)
        return Sponsorship.objects.filter(series=self.target)

    def standing(self, who: Organization | str) -> SignOn | None:
        """What is open or agreed between the target and a group, or an address."""
        if not who or (self.is_of_coalition and isinstance(who, str)):
            return None
        if self.is_of_coalition:
            return Affiliation.objects.standing().filter(coalition=self.target, organization=who).first()
        if self.is_of_demand:
            return Endorsement.standing(self.target, who)
        found = Sponsorship.standing(self.target, who)
        return None if found and found.is_pending and self.target.is_draft else found  # kept, and not asked yet

    # What is done on it

    def refuse_if_closed(self) -> None:
        if self.is_kept and self.is_of_demand:
            raise ValidationError(_("Another group leads this demand by now."), code="closed")
        if self.is_kept:
            raise ValidationError(_("Another group hosts this series by now."), code="closed")
        if not self.is_open and self.is_of_demand:
            raise ValidationError(_("This demand is closed."), code="closed")
        if not self.is_open:
            raise ValidationError(_("This series is over or was cancelled."), code="closed")

    def note(self, act: str, *, by: User) -> None:
        """On the record of the host, once a day for each person: whom it wants to reach is no matter of record."""
        ours = self.host.memberships.filter(user=by).exists()
        group = "" if ours else str(self._group_beside(by) or "")
        entry = {"about": self.title} if ours else {"about": self.title, "party": group}
        verb, who = (act, by) if ours else (f"{act}_beside", None)
        lately = AuditEntry.objects.filter(
            organization=self.host, verb=verb, actor=who, at__gt=timezone.now() - timedelta(days=1), **entry
        )
        if not lately.exists():
            AuditEntry.record(self.host, verb, by=who, **entry)

    def _group_beside(self, user: User) -> Organization | None:
        """The co-host for which somebody acts who is not of the host."""
        if not isinstance(self.target, Series):
            return None
        signed = self.target.sponsorships.accepted().values("organization")
        return Organization.objects.organized_by(user).filter(pk__in=signed).first()


class Targeted(models.Model):
    """A row of a board: of a series, a demand or a coalition, never of two.

    `kept_by` is the group that held the series or demand when it was entered: the row stays with that group.
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, null=True, related_name="%(class)ss", editable=False)
    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, null=True, related_name="%(class)ss", editable=False)
    kept_by = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, related_name="%(class)ss_kept", editable=False
    )
    coalition = models.ForeignKey(Organization, on_delete=models.CASCADE, null=True, related_name="+", editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(series=None, demand=None, kept_by=None, coalition__isnull=False)
                | models.Q(series__isnull=False, demand=None, kept_by__isnull=False, coalition=None)
                | models.Q(series=None, demand__isnull=False, kept_by__isnull=False, coalition=None),
                name="%(class)s_has_one_target",
            )
        ]

    @cached_property
    def board(self) -> Board:
        return Board(self.series or self.demand or self.coalition, self.kept_by)
