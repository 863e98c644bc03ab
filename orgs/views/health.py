"""The operator's page: how the clockwork, the letters and the dates stand, by the figures that each room registers."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from orgs.views.review import operators_only
from outbox import health


@operators_only
@never_cache
@require_safe
def review_health(request):
    """Every figure with its number, what is not well first."""
    figures = sorted(health.figures(), key=lambda figure: figure.is_well)
    unwell = sum(not figure.is_well for figure in figures)
    return render(request, "orgs/review_health.html", {"figures": figures, "unwell": unwell})
