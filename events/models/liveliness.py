"""Which groups are active by the stated rule, and the facts behind it: in the same number of queries for any number."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import BooleanField, Case, Count, F, Max, OuterRef, Q, Subquery, When
from django.utils import timezone

from events.models.occurrence import Occurrence
from events.models.series import Series
from events.models.sponsorship import Sponsorship
from events.standing import COUNTED, PEOPLE, Standing
from orgs.models import Membership, Organization
from orgs.models.shown import shown

GOING_AHEAD = [Occurrence.State.PLANNED, Occurrence.State.HELD]
ORGANIZING = Q(role__in=Membership.ORGANIZING, user__is_active=True)


def active_on(day: date) -> Q:
    """The groups that are active on a day, as far as is known. By sets, not group by group: lists sort by it."""
    since, until = _counted(day)
    signed = Sponsorship.objects.public().filter(shown("series__"))
    theirs = signed.filter(
        series__occurrences__starts_at__range=(since, until), series__occurrences__state__in=GOING_AHEAD
    )
    acted = (
        Q(pk__in=_dates().filter(starts_at__range=(since, until)).values("series__host"))
        | Q(pk__in=theirs.values("organization"))
        | Q(pk__in=Series.objects.public().filter(shown_at__gte=since).values("host"))
        | Q(pk__in=signed.filter(decided_at__gte=since).values("organization"))
    )
    begun = Q(watch=None) | Q(watch__begun_on__gt=day - COUNTED)
    organized = Q(pk__in=paired()) | Q(watch=None) | Q(watch__paired_on__gt=day - COUNTED)
    return (acted | begun) & organized


def active_first(groups, day: date | None = None):
    """Groups with `is_active`; the quiet ones come last."""
    known = Case(When(active_on(day or timezone.localdate()), then=True), default=False, output_field=BooleanField())
    return groups.annotate(is_active=known).order_by("-is_active", *groups.query.order_by)


def paired():
    """The keys of the groups that two people organize."""
    organized = Membership.objects.filter(ORGANIZING).order_by().values("organization")
    return organized.annotate(people=Count("pk")).filter(people__gte=PEOPLE).values("organization")


def standing(group: Organization) -> Standing:
    return standings([group])[group.pk]


def standings(groups: Iterable[Organization], today: date | None = None) -> dict[int, Standing]:
    """Where each stands today, by its key, in one query."""
    today = today or timezone.localdate()
    rows = _with_facts(Organization.objects.filter(pk__in=[group.pk for group in groups]), today)
    return {row["pk"]: _standing(row, today) for row in rows}


def _standing(row: dict, today: date) -> Standing:
    instants = [row[name] for name in ("hosted_at", "signed_date_at", "shown_at", "signed_at") if row[name]]
    two = (row["people"] or 0) >= PEOPLE
    return Standing(
        today=today,
        listed_on=row["listed_at"].date() if row["listed_at"] else None,
        begun_on=row["watch__begun_on"] or today,
        acted_on=max(instants).astimezone(UTC).date() if instants else None,
        held=(row["hosted_held"] or 0) + (row["signed_held"] or 0),
        coming=(row["hosted_coming"] or 0) + (row["signed_coming"] or 0),
        organizers=row["people"] or 0,
        paired_on=today if two else row["watch__paired_on"] or today,
    )


def _with_facts(groups, today: date):
    since, until = _counted(today)
    now = timezone.now()
    dates = _dates().filter(starts_at__lte=until)
    held, coming = Q(ends_at__lte=now, starts_at__gte=since), Q(ends_at__gt=now)
    hosts, signers = "series__host", "series__sponsorships__organization"
    signed = dates.filter(series__sponsorships__organization=OuterRef("pk"), series__sponsorships__state="accepted")
    hosted = dates.filter(series__host=OuterRef("pk"))
    sponsorships = Sponsorship.objects.accepted().filter(shown("series__"), organization=OuterRef("pk"))
    organizers = Membership.objects.filter(ORGANIZING, organization=OuterRef("pk"))
    return groups.order_by("pk").values(
        "pk",
        "listed_at",
        "watch__begun_on",
        "watch__paired_on",
        people=_one(organizers, "organization", Count("pk")),
        hosted_at=_one(hosted, hosts, Max("starts_at")),
        hosted_held=_one(hosted.filter(held), hosts, Count("pk")),
        hosted_coming=_one(hosted.filter(coming), hosts, Count("pk")),
        signed_date_at=_one(signed, signers, Max("starts_at")),
        signed_held=_one(signed.filter(held), signers, Count("pk")),
        signed_coming=_one(signed.filter(coming), signers, Count("pk")),
        shown_at=_one(Series.objects.public().filter(host=OuterRef("pk")), "host", Max("shown_at")),
        signed_at=_one(sponsorships, "organization", Max("decided_at")),
    )


def _one(rows, by: str, found) -> Subquery:
    """One number or instant out of the rows of a group."""
    return Subquery(rows.order_by().annotate(_by=F(by)).values("_by").annotate(_found=found).values("_found")[:1])


def _dates():
    return Occurrence.objects.public().filter(state__in=GOING_AHEAD)


def _counted(day: date) -> tuple[datetime, datetime]:
    """The instants between which something public counts on a day."""
    first, last = day - COUNTED + timedelta(days=1), day + COUNTED
    return datetime.combine(first, time.min, UTC), datetime.combine(last, time.max, UTC)
