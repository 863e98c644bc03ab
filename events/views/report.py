"""Report a series: for anybody, signed in or not."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from events.models import Series
from orgs.presence import open_to_visitors
from orgs.views.report import report_context


@open_to_visitors
@require_http_methods(["GET", "HEAD", "POST"])
def series_report(request, slug):
    series = get_object_or_404(Series.objects.public().select_related("host"), slug=slug)
    url = series.get_absolute_url()
    context = report_context(request, series.host, title=series.title, url=url, subject=series.letters_key)
    return render(request, "orgs/report.html", context, status=422 if context["form"].errors else 200)
