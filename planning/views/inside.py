"""What the pages of a plan have in common: whose it is, a form and its page, and the way back to the plan."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from events.models import Series
from orgs.models import User
from orgs.presence import came_from
from orgs.pressing import pressed


def seen(user: User, slug: str) -> Series:
    """A series that the reader's group plans; 404 for any other."""
    return get_object_or_404(Series.objects.seen_inside_by(user).select_related("host", "place"), slug=slug)


def planned(user: User, slug: str) -> Series:
    """One into whose plan she may write."""
    return get_object_or_404(Series.objects.planned_by(user).select_related("host"), slug=slug)


def part(rows, slug: str, pk: int):
    """A part of this very plan among what she may do something about."""
    return get_object_or_404(rows.filter(series__slug=slug).select_related("series__host"), pk=pk)


def form_page(form, page: str, *, request, series: Series, done: str, **context) -> HttpResponse:
    """Show a form; what was typed is kept where something is wrong, and otherwise the plan is next."""
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, done)
            return redirect("planning:plan", slug=series.slug)
    context |= {"form": form, "series": series}
    return render(request, page, context, status=422 if form.errors else 200)


def press(verb, done: str, *, request, slug: str) -> HttpResponse:
    """Do what a button says, and go back to the page that it was on."""
    pressed(request, verb, done)
    return redirect(came_from(request) or reverse("planning:plan", args=[slug]))
