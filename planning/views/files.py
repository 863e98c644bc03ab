"""Files of a plan. What goes out is what was made anew, always as a download, and opens nothing by itself."""

from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from files.downloads import download
from planning.forms import FileForm
from planning.models import PlanFile
from planning.views.inside import form_page, part, planned, press


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def file_new(request, slug):
    series = planned(request.user, slug)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*sent, series=series, by=request.user)
    return form_page(form, "planning/file_new.html", request=request, series=series, done=_("Added."))


@login_required
@require_safe
def file(request, slug, pk):
    return download(part(PlanFile.objects.seen_by(request.user), slug, pk))


@login_required
@require_POST
def file_deletion(request, slug, pk):
    found = part(PlanFile.objects.removable_by(request.user).for_lists(), slug, pk)
    return press(lambda: found.remove(by=request.user), _("Deleted."), request=request, slug=slug)
