"""What groups are reached for: a series or a coalition. All that depends on which of them it is stands here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import chain

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Series, Sponsorship
from orgs.models import Affiliation, AuditEntry, Organization, SignOnQuerySet, User
from outbox.models import Suppression
from places.models import Place

EVENTS, GROUPS, KEPT = "events", "groups", "kept"
MOST_BOARDS = 50


@dataclass
class Board:
    """One target and the groups to reach for it; in a list also how many they are, and how many are due.

    A series that was handed over has one of each group that hosted it: `keeper`, without a word the host of now.
    """

    target: Series | Organization
    keeper: Organization | None = None
    number: int = 0
    due: int = 0

    # Which there are, and whose

    @classmethod
    def targets(cls, kind: str, user: User) -> models.QuerySet:
        """What this person may reach groups for: the series of her host, or of a group beside which she is
        a co-host who may; or the coalitions she organizes. `KEPT` are series that her group hosted."""
        hers = Organization.objects.organized_by(user)
        if kind == GROUPS:
            return hers.filter(kind=Organization.Kind.COALITION)
        if kind == KEPT:
            others = hers.exclude(pk=models.OuterRef("host"))
            return Series.objects.filter(prospects__kept_by__in=others).distinct().select_related("host", "place")
        return Series.objects.granted(user, "outreach").select_related("host", "place")

    @classmethod
    def within(cls, user: User) -> models.Q:
        """The rows of the boards that this person sees: nobody sees what another group kept of its own."""
        series, coalitions = (cls.targets(kind, user).order_by().values("pk") for kind in (EVENTS, GROUPS))
        of_now = models.Q(series__in=series, kept_by=models.F("series__host"))
        kept = models.Q(kept_by__in=Organization.objects.organized_by(user).values("pk"))
        return of_now | kept | models.Q(coalition__in=coalitions)

    @classmethod
    def all_of(cls, user: User) -> list["Board"]:
        """Hers that are open, fifty at most: coalitions first, then series by what begins first."""
        coalitions = cls.targets(GROUPS, user).order_by("name", "pk")
        series = cls.targets(EVENTS, user).filter(state__in=["draft", "announced"]).order_by("first_day", "pk")
        found = [cls(target) for target in chain(coalitions[:MOST_BOARDS], series[:MOST_BOARDS])]
        return [*found, *cls._kept(user)][:MOST_BOARDS]

    @classmethod
    def _kept(cls, user: User) -> list["Board"]:
        """Those of series that another group hosts by now."""
        kept = cls.targets(KEPT, user).annotate(keeper=models.F("prospects__kept_by")).order_by("first_day", "pk")
        series = list(kept[:MOST_BOARDS])
        keepers = Organization.objects.in_bulk({one.keeper for one in series})
        return [cls(one, keepers[one.keeper]) for one in series]

    @classmethod
    def of_kind(cls, kind: str, target: Series | Organization, user: User) -> "Board":
        """The one of a target in her scope; kept, that of the group of hers that hosted it."""
        if kind != KEPT:
            return cls(target)
        hers = Organization.objects.organized_by(user).exclude(pk=target.host_id)
        return cls(target, hers.filter(prospects_kept__series=target).order_by("pk").first())

    @classmethod
    def closed_before(cls, instant: datetime) -> models.Q:
        """The rows of boards whose target ended before then: what is kept of them has had its time."""
        turned = models.Q(series__turned_at__lt=instant) | models.Q(
            series__turned_at=None, series__last_day__lt=instant.date()
        )
        retired = models.Q(coalition__state=Organization.State.RETIRED, coalition__changed_at__lt=instant)
        return models.Q(series__state__in=["ended", "cancelled"]) & turned | retired

    # What it is

    @property
    def kind(self) -> str:
        if isinstance(self.target, Organization):
            return GROUPS
        return KEPT if self.is_kept else EVENTS

    @property
    def where(self) -> dict[str, Series | Organization]:
        """The columns of a row of this board, and what they hold."""
        if self.is_of_coalition:
            return {"coalition": self.target}
        return {"series": self.target, "kept_by": self.host}

    @property
    def host(self) -> Organization:
        """On whose behalf groups are reached: whose record it is, and whose letters."""
        if isinstance(self.target, Organization):
            return self.target
        return self.keeper or self.target.host

    @property
    def is_kept(self) -> bool:
        """Whether another group hosts the series by now: it is for those alone who entered it, to read and to clear."""
        return isinstance(self.target, Series) and self.host.pk != self.target.host_id

    @property
    def title(self) -> str:
        return str(self.target)

    @property
    def stock(self) -> str:
        return self.target.stock

    @property
    def is_open(self) -> bool:
        """Whether there is still something to join, on behalf of its host."""
        if isinstance(self.target, Organization):
            return True
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
    def place(self) -> Place | None:
        """Where groups should be near to."""
        return self.target.place or self.host.place

    def signons(self) -> SignOnQuerySet:
        """Who was asked, and what became of it."""
        if self.is_of_coalition:
            return Affiliation.objects.filter(coalition=self.target)
        return Sponsorship.objects.filter(series=self.target)

    def standing(self, who: Organization | str) -> Sponsorship | Affiliation | None:
        """What is open or agreed between the target and a group, or an address."""
        if not who or (self.is_of_coalition and isinstance(who, str)):
            return None
        if self.is_of_coalition:
            return Affiliation.objects.standing().filter(coalition=self.target, organization=who).first()
        found = Sponsorship.standing(self.target, who)
        return None if found and found.is_pending and self.target.is_draft else found  # kept, and not asked yet

    # What is done on it

    def refuse_if_closed(self) -> None:
        if self.is_kept:
            raise ValidationError(_("Another group hosts this series by now."), code="closed")
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
        if self.is_of_coalition:
            return None
        signed = self.target.sponsorships.accepted().values("organization")
        return Organization.objects.organized_by(user).filter(pk__in=signed).first()


class Targeted(models.Model):
    """A row of a board: of a series or of a coalition, never of both.

    `kept_by` is the group that hosted the series when it was entered: the row stays with that group.
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, null=True, related_name="%(class)ss", editable=False)
    kept_by = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, related_name="%(class)ss_kept", editable=False
    )
    coalition = models.ForeignKey(Organization, on_delete=models.CASCADE, null=True, related_name="+", editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(series=None, kept_by=None, coalition__isnull=False)
                | models.Q(series__isnull=False, kept_by__isnull=False, coalition=None),
                name="%(class)s_has_one_target",
            )
        ]

    @cached_property
    def board(self) -> Board:
        return Board(self.series or self.coalition, self.kept_by)
