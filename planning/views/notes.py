"""Notes: read by everybody of the groups, written by their organizers, changed by who wrote them."""

from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orgs.presence import posted
from planning.forms import NoteForm
from planning.models import Note
from planning.views.inside import form_page, part, planned, press


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note_new(request, slug):
    series = planned(request.user, slug)
    form = NoteForm(posted(request), series=series)
    return form_page(form, "planning/note_edit.html", request=request, series=series, done=_("Added."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note(request, slug, pk):
    found = part(Note.objects.written_by_reader(request.user), slug, pk)
    form = NoteForm(posted(request), series=found.series, instance=found)
    return form_page(
        form, "planning/note_edit.html", request=request, series=found.series, done=_("Saved."), note=found
    )


@login_required
@require_POST
def note_deletion(request, slug, pk):
    found = part(Note.objects.removable_by(request.user), slug, pk)
    return press(lambda: found.remove(by=request.user), _("Deleted."), request=request, slug=slug)
