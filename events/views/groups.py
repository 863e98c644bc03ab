"""The page of a group: what it calls for, what it stands under and whom it belongs with."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.forms import FollowForm
from events.models import Follow, Occurrence, Series, Sponsorship, liveliness
from orgs.addresses import from_former_addresses
from orgs.caching import public_page
from orgs.models import Organization
from orgs.presence import is_signed_in


@from_former_addresses
@public_page
@require_safe
def group(request, slug):
    signed_in = is_signed_in(request)
    visible = Organization.objects.visible_to(request.user) if signed_in else Organization.objects.listed()
    found = get_object_or_404(visible.select_related("place"), slug=slug)
    series = Series.objects.visible_to(request.user) if signed_in else Series.objects.public()
    running = series.announced().shown_by(found)
    dates = Occurrence.objects.to_come().filter(series__in=running.values("pk")).for_cards()[:30]
    context = {
        "group": found,
        "dates": list(dates),
        "over": list(series.shown_by(found).filter(state=Series.State.ENDED).order_by("-last_day")[:20]),
        "follow_form": FollowForm(),
        "followed": signed_in and Follow.objects.of_person(request.user).filter(organization=found).exists(),
        "partners": _partners(found),
        "standing": liveliness.standing(found) if found.is_listed else None,
        "members": list(Organization.objects.listed().members_of(found).order_by("name")) if found.is_coalition else [],
        "part_of": list(Organization.objects.listed().coalitions_of(found).order_by("name")),
        "belongs": signed_in and Organization.objects.of_member(request.user).filter(pk=found.pk).exists(),
        "organizes": signed_in and Organization.objects.organized_by(request.user).filter(pk=found.pk).exists(),
    }
    return render(request, "events/group.html", context)


def _partners(found: Organization):
    """Listed groups that stand under a series with it, by name."""
    shared = Series.objects.public().with_organization(found)
    signed = Sponsorship.objects.public().filter(series__in=shared.values("pk"))
    either = Organization.objects.listed().filter(
        pk__in=signed.values("organization")
    ) | Organization.objects.listed().filter(pk__in=shared.values("host"))
    return list(either.exclude(pk=found.pk).order_by("name")[:60])
