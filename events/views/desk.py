"""Your week: what needs you, the next date in numbers, what can wait, what you have done, what runs."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from demands.models import Demand, Platform
from events import beginnings, desk_links, next_date, week
from events.models import Attendance, Occurrence, Series, Sponsorship
from events.models.liveliness import standings
from events.views.brought import with_brought
from orgs import needs
from orgs.models import Organization
from orgs.needs import WEEK


@login_required
@require_safe
def desk(request):
    user = request.user
    groups = list(Organization.objects.of_member(user).order_by("name"))
    organized = set(Organization.objects.organized_by(user).values_list("pk", flat=True))
    signed = _with_links(with_brought(list(Sponsorship.objects.withdrawable_by(user).for_cards()[:50])))
    context = {
        "week": week.of(user),
        "beginnings": beginnings.steps(user),
        "done": needs.done_by(user, timezone.now() - WEEK),
        "groups": _with_standing(groups),
        "organized": organized,
        "signed": signed,
        **_dates(user, organized, signed),
        "demands": list(Demand.objects.of_desk(user)[:50]),
        "platforms": list(Platform.objects.editable_by(user).order_by("state", "title", "pk")[:20]),
        **_series(user),
    }
    return render(request, "events/desk.html", context)


def _dates(user, organized: set[int], signed: list[Sponsorship]) -> dict:
    """The next date of what she runs in numbers, and the others by day."""
    dates = list(week.hers(user)[:6])
    own = next((date for date in dates if date.series.host_id in organized and not date.is_off), None)
    beside = {sponsorship.series_id: sponsorship for sponsorship in signed}
    for date in dates:
        date.own_sign_on = beside.get(date.series_id)
        date.by_link = _by_link(date)
    others = _with_counts([date for date in dates if date != own][:5])
    return {"next_date": next_date.numbers(own) if own else None, "next_dates": others, "has_dates": bool(dates)}


def _series(user) -> dict[str, list[Series]]:
    """What she drafts, runs and ran. A draft whose first date is near is among what needs her."""
    editable = Series.objects.editable_by(user).select_related("host", "place")
    later = timezone.localdate() + 2 * WEEK
    drafts = editable.filter(state=Series.State.DRAFT, first_day__gt=later)
    return {
        "drafts": list(drafts.order_by("-created_at")[:20]),
        "running": list(editable.announced().order_by("title", "pk")[:50]),
        "over": list(editable.over().order_by("-last_day", "-pk")[:20]),
    }


def _by_link(date: Occurrence) -> int:
    """How many said yes to it by the link of her own group; of the others' she knows nothing."""
    signed = date.own_sign_on
    return next((people for each, people in signed.bringing.ahead if each.pk == date.pk), 0) if signed else 0


def _with_standing(groups: list[Organization]) -> list[Organization]:
    """Where each listed one stands by the stated rule, in one query."""
    known = standings([group for group in groups if group.is_listed])
    for group in groups:
        group.standing = known.get(group.pk)
    return groups


def _with_links(signed: list[Sponsorship]) -> list[Sponsorship]:
    """What the rooms above keep about each, for the groups beside it."""
    for sponsorship in signed:
        sponsorship.links = desk_links.of_sponsorship(sponsorship)
    return signed


def _with_counts(dates: list[Occurrence]) -> list[Occurrence]:
    """How many said that they come, for a handful of dates in two queries."""
    counts = Attendance.objects.people_by_date(dates)
    for date in dates:
        date.coming = counts.get(date.pk, 0)
    return dates
