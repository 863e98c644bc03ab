"""What was changed of a body, for those who rely on it; taking a change back, for moderators; reporting it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from demands import body_news
from demands.models import Body, BodyChange
from orgs.presence import open_to_visitors
from orgs.pressing import pressed
from orgs.views.report import report_context
from orgs.views.review import moderators_only

MOST = 100


@login_required
@require_safe
def body_record(request, slug):
    body = get_object_or_404(Body.objects.recorded_for(request.user).for_cards(), slug=slug)
    rows = body.changes.for_page()[:MOST]
    context = {
        "body": body,
        "changes": [(change, body_news.who(change), body_news.what(change)) for change in rows],
        "moderates": request.user.is_moderator,
        "may_edit": Body.objects.editable_by(request.user).filter(pk=body.pk).exists(),
    }
    return render(request, "demands/body_record.html", context)


@moderators_only
@require_POST
def body_change_reversal(request, slug, pk):
    change = get_object_or_404(BodyChange.objects.for_page(), body__slug=slug, pk=pk)
    pressed(request, lambda: change.revert_change(by=request.user), _("Taken back. Those who rely on it are told."))
    return redirect("demands:body-record", slug=slug)


@open_to_visitors
@require_http_methods(["GET", "HEAD", "POST"])
def body_report(request, slug):
    body = get_object_or_404(Body.objects.select_related("written_for", "changed_for"), slug=slug)
    if body.keeper is None:
        raise Http404
    url = body.get_absolute_url()
    context = report_context(request, body.keeper, title=body.name, url=url, subject=f"body:{body.pk}")
    return render(request, "orgs/report.html", context, status=422 if context["form"].errors else 200)
