"""The page of a group: what it calls for, what it stands under and whom it belongs with."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from demands.models import Demand
from events import schema_org
from events.forms import FollowForm
from events.models import Follow, Occurrence, Series, liveliness, tally
from orgs.addresses import from_former_addresses
from orgs.caching import public_page
from orgs.models import Organization
from orgs.presence import is_signed_in

MOST_DEMANDS = 30


@from_former_addresses
@public_page
@require_safe
def group(request, slug):
    signed_in = is_signed_in(request)
    visible = Organization.objects.visible_to(request.user) if signed_in else Organization.objects.listed()
    found = get_object_or_404(visible.select_related("place"), slug=slug)
    series = Series.objects.visible_to(request.user) if signed_in else Series.objects.public()
    dates = _dates(found, series)
    partners = tally.partners(found)
    context = _belonging(found) | {
        "group": found,
        "dates": dates,
        "over": list(series.shown_by(found).filter(state=Series.State.ENDED).order_by("-last_day")[:20]),
        "follow_form": FollowForm(),
        "followed": signed_in and Follow.objects.of_person(request.user).filter(organization=found).exists(),
        "partners": partners,
        "demands": list(Demand.objects.public().filter(lead=found).for_cards()[:MOST_DEMANDS]),
        "belongs": signed_in and Organization.objects.of_member(request.user).filter(pk=found.pk).exists(),
        "coordinates": signed_in and Organization.objects.coordinated_by(request.user).filter(pk=found.pk).exists(),
        "organizes": signed_in and Organization.objects.organized_by(request.user).filter(pk=found.pk).exists(),
    }
    if found.is_listed:
        context["standing"] = liveliness.standing(found)
        context["numbers"] = tally.numbers(found, len(partners))
        context["json_ld"] = schema_org.group_script(found, dates, context["members"], context["part_of"])
    return render(request, "events/group.html", context)


def _dates(found: Organization, series) -> list[Occurrence]:
    running = series.announced().shown_by(found)
    dates = list(Occurrence.objects.to_come().filter(series__in=running.values("pk")).for_cards()[:30])
    tally.say_whose(found, dates)
    return dates


def _belonging(found: Organization) -> dict:
    """Its people as far as the public may know, its members where it is a coalition, and what it is part of."""
    listed = Organization.objects.listed().order_by("name")
    places = list(found.memberships.shown())
    return {
        "named": [place for place in places if place.is_named],
        "is_orphaned": not any(place.is_coordinator for place in places),
        "members": list(listed.members_of(found)) if found.is_coalition else [],
        "part_of": list(listed.coalitions_of(found)),
    }
