"""Report a page: for anybody, signed in or not."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from orgs.forms import ReportForm
from orgs.models import Bucket, Organization
from orgs.presence import is_signed_in, open_to_visitors, posted

TOO_MANY = _("Five reports an hour is the most. Try again later.")


@open_to_visitors
@require_http_methods(["GET", "HEAD", "POST"])
def group_report(request, slug):
    group = get_object_or_404(Organization.objects.listed(), slug=slug)
    context = report_context(request, group, title=group.name, url=group.get_absolute_url())
    return render(request, "orgs/report.html", context, status=422 if context["form"].errors else 200)


def report_context(request, organization: Organization, *, title: str, url: str, subject: str = "") -> dict:
    """The form, filed where it was sent; the same thanks for everybody: nobody learns what others have said."""
    form = ReportForm(posted(request))
    if form.is_valid() and not Bucket.take_for(request, "report", limit=5, within=timedelta(hours=1)):
        form.add_error(None, ValidationError(TOO_MANY, code="too_many"))
    sent = form.is_bound and form.is_valid()
    if sent:
        by = request.user if is_signed_in(request) else None
        form.file(organization, subject=subject, path=url, by=by)
    return {"form": form, "title": title, "url": url, "sent": sent}
