"""Which series and sponsorships, and who may: the scopes that every view goes through."""

from datetime import date, datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from events.models.lively import LivelyQuerySet
from events.models.occurrence import Occurrence
from orgs.models import Affiliation, AskingQuerySet, Organization, User
from orgs.models.shown import shown

PLANNING = ["co_host", "co_sponsor"]  # the levels that plan beside the host
AFTERWARDS = timedelta(days=7)  # who stood by a stretch of it still clears up with the others
FEED_PAST = timedelta(days=90)
FEED_AHEAD = timedelta(days=366)


class SeriesQuerySet(LivelyQuerySet):
    """Series by their state and by who may see or edit them."""

    def public(self):
        """What everybody sees: announced and shown, by a group that is listed."""
        return self.filter(shown())

    def shown_since(self, instant: datetime):
        """What everybody sees now and nobody saw before the instant."""
        return self.public().filter(shown_at__gt=instant)

    def announced(self):
        return self.filter(state="announced")

    def going_on(self):
        """Announced, and with a date to come that goes ahead."""
        ahead = Occurrence.objects.to_come().going_ahead().filter(series=models.OuterRef("pk"))
        return self.announced().filter(models.Exists(ahead))

    def over(self):
        """Announced once and running no more: ended or called off."""
        return self.filter(state__in=["ended", "cancelled"])

    def visible_to(self, user: User | AnonymousUser):
        """The public ones, and all of the groups one belongs to; a moderator sees all that was announced."""
        if not user.pk:
            return self.public()
        inside = models.Q(host__in=Organization.objects.of_member(user).values("pk"))
        if user.is_active and user.is_moderator:
            inside |= ~models.Q(state="draft")
        return self.filter(shown() | inside)

    def editable_by(self, user: User | AnonymousUser):
        return self.filter(host__in=Organization.objects.organized_by(user).values("pk"))

    def granted(self, user: User | AnonymousUser, right: str):
        """Those about which this person may do what `Series.Grant` names: as the host's organizer, or as one of a
        listed group that is co-host for the whole series, where the host grants it."""
        beside = self.beside(user, levels=["co_host"], whole=True).filter(**{f"grants_{right}": True})
        return self.filter(models.Q(pk__in=self.editable_by(user).values("pk")) | models.Q(pk__in=beside.values("pk")))

    def run_by(self, user: User | AnonymousUser):
        """Those about which this person may do anything at all."""
        granted = models.Q(grants_text=True) | models.Q(grants_dates=True) | models.Q(grants_groups=True)
        beside = self.beside(user, levels=["co_host"], whole=True).filter(granted)
        return self.filter(models.Q(pk__in=self.editable_by(user).values("pk")) | models.Q(pk__in=beside.values("pk")))

    def beside(self, user: User | AnonymousUser, *, levels: list[str], whole: bool = False, role="organized_by"):
        """What the public sees and a listed group of this person has signed at one of the levels, until a week after
        the last day it signed for."""
        groups = getattr(Organization.objects, role)(user).filter(state=Organization.State.LISTED)
        signed = models.Q(
            sponsorships__organization__in=groups.values("pk"),
            sponsorships__state="accepted",
            sponsorships__level__in=levels,
        )
        signed &= lasting("sponsorships__")
        if whole:
            signed &= models.Q(sponsorships__first_day=None, sponsorships__last_day=None)
        return self.model.objects.filter(shown()).filter(signed).distinct() & self.distinct()

    def planned_by(self, user: User | AnonymousUser):
        """Where this person organizes: for the host, or for a co-host or co-sponsor. Endorsers only lend a name."""
        hosted, beside = self.editable_by(user), self.beside(user, levels=PLANNING)
        return self.filter(models.Q(pk__in=hosted.values("pk")) | models.Q(pk__in=beside.values("pk")))

    def seen_inside_by(self, user: User | AnonymousUser):
        """The same for everybody who belongs to one of these groups."""
        hosted = models.Q(host__in=Organization.objects.of_member(user).values("pk"))
        beside = self.beside(user, levels=PLANNING, role="of_member")
        return self.filter(hosted | models.Q(pk__in=beside.values("pk")))

    def joinable_by(self, user: User | AnonymousUser):
        """Those that a group of this person may ask to co-sponsor."""
        hosted = self.model.objects.editable_by(user).values("pk")
        return self.public().announced().exclude(pk__in=hosted) if user.pk else self.none()

    def of_member(self, user: User | AnonymousUser):
        """What a group that one belongs to hosts, or has signed where the public sees it."""
        groups = Organization.objects.of_member(user).values("pk")
        signed = models.Q(sponsorships__organization__in=groups, sponsorships__state="accepted")
        return self.filter(models.Q(host__in=groups) | (signed & shown())).distinct()

    def with_organization(self, organization: Organization):
        """What it hosts or has signed."""
        signed = models.Q(sponsorships__organization=organization, sponsorships__state="accepted")
        return self.filter(models.Q(host=organization) | signed).distinct()

    def held_for(self, demand):
        """What the lead of a demand holds for it, and the groups that endorse it. Others say so on their own pages."""
        endorsing = demand.endorsements.accepted().values("organization")
        whose = models.Q(host=demand.lead_id) | models.Q(host__in=endorsing)
        return self.filter(whose, demands=demand)

    def turned_since(self, instant: datetime):
        """Public ones that went on, ended or were called off since; that one single date is past is no news."""
        once = models.Q(state="ended", first_day=models.F("last_day"))
        return self.public().filter(turned_at__gt=instant).exclude(once)

    def shown_by(self, organization: Organization):
        """What its page, its calendar and the filter by its name hold: what it hosts or has signed and, where it is
        a coalition that says so, what its members host where everybody sees it. Each once."""
        signed = self.model.objects.filter(sponsorships__organization=organization, sponsorships__state="accepted")
        included = Affiliation.objects.included_by(organization).values("organization")
        hosted_by_members = models.Q(host__in=included) & shown()
        own = models.Q(host=organization) | models.Q(pk__in=signed.values("pk"))
        return self.filter(own | hosted_by_members)

    def in_feed_window(self, today: date):
        """Those that a feed holds: ended within 90 days, a date that was moved included, or beginning within a year."""
        since = today - FEED_PAST
        moved = Occurrence.objects.filter(series=models.OuterRef("pk"), changed_by_hand=True, day__gte=since)
        return self.filter(models.Q(last_day__gte=since) | models.Exists(moved), first_day__lte=today + FEED_AHEAD)


def lasting(path: str = "") -> models.Q:
    """Sign-ons for the whole series, and those for a stretch until a week after its last day, by the site's clock."""
    since = timezone.localdate() - AFTERWARDS
    return models.Q(**{f"{path}last_day": None}) | models.Q(**{f"{path}last_day__gte": since})


class SponsorshipQuerySet(AskingQuerySet):
    """Sponsorships by who may answer or withdraw them."""

    def answerable_by(self, user):
        """The invited group's organizers answer an invitation, the host's a request."""
        mine = Organization.objects.organized_by(user).values("pk")
        invited = models.Q(direction="invited", organization__in=mine)
        asked = self._series().granted(user, "groups")
        others = models.Q(series__in=asked.values("pk")) & ~models.Q(organization__in=mine)
        requested = models.Q(direction="requested") & (others | models.Q(series__host__in=mine))
        return self.awaiting().exclude(series__state="draft").filter(invited | requested)

    def planning(self):
        """Accepted at a level that plans, until a week after the last day it is for."""
        return self.accepted().filter(lasting(), level__in=PLANNING)

    def running(self):
        """Under a series that goes on: under another there is nothing to join any more."""
        return self.filter(series__state="announced")

    def withdrawable_by(self, user):
        """What one's own group has signed."""
        return self.accepted().filter(organization__in=Organization.objects.organized_by(user).values("pk"))

    def revocable_by(self, user):
        """Invitations to series that one invites to, while they wait for their answer."""
        return self.awaiting().invited().filter(series__in=self._series().granted(user, "groups").values("pk"))

    def renewable_by(self, user):
        """The same, and those that nobody answered in time."""
        return self.unanswered().filter(series__in=self._series().granted(user, "groups").values("pk"))

    def read_by(self, user):
        """What is accepted: by one's own group, or under a series that one hosts."""
        mine = Organization.objects.organized_by(user).values("pk")
        return self.accepted().filter(models.Q(organization__in=mine) | models.Q(series__host__in=mine))

    def current(self):
        return self.running().filter(shown("series__"))

    def _series(self):
        return self.model._meta.get_field("series").related_model.objects

    def overdue(self):
        """Beside a draft nobody was asked yet, so nobody is late."""
        return super().overdue().exclude(series__state="draft")

    def ask_kept(self, *, by: User | None) -> None:
        """Ask the groups that somebody kept beside a draft: it is announced now. Those brought in are not asked."""
        for kept in self.awaiting().invited().filter(asked_by__isnull=False, organization__state="listed"):
            kept.ask(by=by)

    def for_cards(self):
        return self.select_related("series__host", "series__place", "organization", "decided_by").order_by(
            "asked_at", "pk"
        )
