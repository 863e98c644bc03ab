"""Planning meetings: called, moved and called off by organizers; everybody of the groups sees them."""

from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orgs.presence import posted
from planning.forms import MeetingForm
from planning.models import Meeting
from planning.views.inside import form_page, part, planned, press


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request, slug):
    series = planned(request.user, slug)
    form = MeetingForm(posted(request), series=series)
    done = _("Called. The organizers of all groups have a letter.")
    return form_page(form, "planning/meeting_edit.html", request=request, series=series, done=done)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request, slug, pk):
    found = part(Meeting.objects.movable_by(request.user), slug, pk)
    form = MeetingForm(posted(request), series=found.series, instance=found)
    page = "planning/meeting_edit.html"
    return form_page(form, page, request=request, series=found.series, done=_("Saved."), meeting=found)


@login_required
@require_POST
def meeting_cancellation(request, slug, pk):
    found = part(Meeting.objects.movable_by(request.user), slug, pk)
    done = _("Called off. The organizers of all groups have a letter.")
    return press(lambda: found.call_off(by=request.user), done, request=request, slug=slug)
