"""The list of groups: found by any spelling, each with its next date."""

from django.core.paginator import Paginator
from django.db.models import Min, Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.models import Occurrence, liveliness
from orgs.caching import public_page
from orgs.forms import GroupSearchForm
from orgs.models import Organization, OrganizationName

PAGE = 24


@public_page
@require_safe
def group_list(request):
    form = GroupSearchForm(request.GET)
    valid = form.is_valid()
    listed = liveliness.active_first(Organization.objects.listed())
    found = form.among(listed, first=("-is_active",)) if valid else []
    page = Paginator(found, PAGE).get_page(form.cleaned_data["page"] if valid else 1)
    context = {"form": form, "page": page, "groups": _cards(list(page)), "is_search": bool(request.GET)}
    return render(request, "events/group_list.html", context, status=200)


def _cards(pks: list[int]) -> list[Organization]:
    """The groups in this order, each with what else it is called, its next date and its standing."""
    others = Prefetch("names", OrganizationName.objects.others(), to_attr="also_called")
    groups = Organization.objects.listed().select_related("place").prefetch_related(others).in_bulk(pks)
    days = _next_days(pks)
    standings = liveliness.standings(groups.values())
    for pk, group in groups.items():
        group.next_day, group.standing = days.get(pk), standings[pk]
    return [groups[pk] for pk in pks if pk in groups]


def _next_days(pks: list[int]) -> dict:
    """The first day to come of what each group hosts or has signed, in two queries."""
    ahead = Occurrence.objects.public().going_ahead().to_come()
    hosted = ahead.filter(series__host__in=pks).values_list("series__host").annotate(day=Min("day"))
    signed = ahead.filter(series__sponsorships__organization__in=pks, series__sponsorships__state="accepted")
    signed = signed.values_list("series__sponsorships__organization").annotate(day=Min("day"))
    days = dict(hosted.order_by())
    for pk, day in signed.order_by():
        days[pk] = min(day, days.get(pk, day))
    return days
