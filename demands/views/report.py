"""Report a demand: for anybody, signed in or not."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from demands.models import Demand
from orgs.presence import open_to_visitors
from orgs.views.report import report_context


@open_to_visitors
@require_http_methods(["GET", "HEAD", "POST"])
def demand_report(request, slug):
    demand = get_object_or_404(Demand.objects.public().select_related("lead"), slug=slug)
    url = demand.get_absolute_url()
    context = report_context(request, demand.lead, title=demand.title, url=url, subject=demand.letters_key)
    return render(request, "orgs/report.html", context, status=422 if context["form"].errors else 200)
