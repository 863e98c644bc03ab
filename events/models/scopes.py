"""Which series and sponsorships, and who may: the scopes that every view goes through."""

from datetime import date, datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import models

from events.models.lively import LivelyQuerySet
from events.models.occurrence import Occurrence
from events.models.shown import shown
from orgs.models import Affiliation, Organization, SignOnQuerySet, User

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


class SponsorshipQuerySet(SignOnQuerySet):
    """Sponsorships by who may answer or withdraw them."""

    def answerable_by(self, user):
        """The invited group's organizers answer an invitation, the host's a request."""
        mine = Organization.objects.organized_by(user).values("pk")
        invited = models.Q(direction="invited", organization__in=mine)
        requested = models.Q(direction="requested", series__host__in=mine)
        return self.awaiting().exclude(series__state="draft").filter(invited | requested)

    def running(self):
        """Under a series that goes on: under another there is nothing to join any more."""
        return self.filter(series__state="announced")

    def withdrawable_by(self, user):
        """What one's own group has signed."""
        return self.accepted().filter(organization__in=Organization.objects.organized_by(user).values("pk"))

    def revocable_by(self, user):
        """Invitations of one's own series that wait for their answer."""
        return self.awaiting().invited().filter(series__host__in=Organization.objects.organized_by(user).values("pk"))

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
