"""Your week: what needs an answer, what is on next, what runs."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events import desk_links
from events.models import Attendance, Imported, Occurrence, Series, SeriesHandover, Sponsorship
from events.models.liveliness import standings
from orgs.models import Affiliation, Case, CoordinatorChange, Handover, Invitation, JoinRequest, Organization
from orgs.reviewing import load_subjects


@login_required
@require_safe
def desk(request):
    user = request.user
    groups = list(Organization.objects.of_member(user).order_by("name"))
    organized = set(Organization.objects.organized_by(user).values_list("pk", flat=True))
    editable = Series.objects.editable_by(user).select_related("host", "place")
    ours = Series.objects.announced().of_member(user)
    coming = Occurrence.objects.to_come().filter(series__in=ours.values("pk")).for_cards()
    asks = list(Affiliation.objects.answerable_by(user).for_cards()[:50])
    answers = list(Sponsorship.objects.answerable_by(user).running().for_cards()[:50])
    questions = load_subjects(list(Case.objects.answerable_by(user).select_related("organization")[:20]))
    people = _asked_of(user)
    hostings = list(SeriesHandover.objects.answerable_by(user).for_cards()[:20])
    running = list(editable.announced().with_dates_ahead().order_by("title", "pk")[:50])
    lively = _asked_by(running)
    context = {
        "questions": questions,
        "groups": _with_standing(groups),
        "organized": organized,
        "answers": answers,
        "affiliations": asks,
        **people,
        "hostings": hostings,
        "waiting": sum(map(len, [answers, asks, hostings, questions, *people.values(), *lively.values()])),
        "just_now": timezone.now() - timedelta(minutes=1),
        "next_dates": _with_counts(list(coming[:5])),
        "drafts": list(editable.filter(state=Series.State.DRAFT).order_by("-created_at")[:20]),
        "running": running,
        **lively,
        "over": list(editable.over().order_by("-last_day", "-pk")[:20]),
        "missing": Imported.objects.editable_by(user).vanished().count(),
        "signed": _with_links(list(Sponsorship.objects.withdrawable_by(user).for_cards()[:50])),
    }
    return render(request, "events/desk.html", context)


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


def _asked_by(running: list[Series]) -> dict[str, list]:
    """What her own series want to know: each is either silent, runs out or has no date."""
    return {
        "silent": [series for series in running if series.is_asked],
        "running_out": [series for series in running if series.is_running_out],
        "dateless": [series for series in running if series.open_ended and not series.has_dates],
    }


def _asked_of(user) -> dict[str, list]:
    """What others ask of her about the people of her groups, and who coordinates them."""
    invited = Invitation.objects.to_address_of(user).of_listed().new_to(user)
    return {
        "joins": list(JoinRequest.objects.answerable_by(user).select_related("organization", "user")[:20]),
        "handovers": list(Handover.objects.answerable_by(user).select_related("organization", "asked_by")[:20]),
        "changes": list(CoordinatorChange.objects.stoppable_by(user).select_related("organization", "user")[:20]),
        "invited": list(invited.select_related("organization")[:20]),
    }


def _with_counts(dates: list[Occurrence]) -> list[Occurrence]:
    """How many said that they come, for a handful of dates in one query."""
    counts = Attendance.objects.people_by_date(dates)
    for date in dates:
        date.coming = counts.get(date.pk, 0)
    return dates
