"""The record of a group, for those who look after it and for moderators."""

import csv
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from orgs import chronicle
from orgs.forms import RecordForm
from orgs.models import Organization
from orgs.tables import safe_cell
from orgs.views.review import moderators_only

PAGE = 50
MOST_LINES = 10_000


def readers_only(view):
    """Its coordinators read it, and moderators as everything of theirs: with a second factor."""

    @login_required
    def guarded(request, slug):
        group = get_object_or_404(Organization.objects.recorded_for(request.user), slug=slug)
        coordinates = Organization.objects.coordinated_by(request.user).filter(pk=group.pk).exists()
        return (view if coordinates else moderators_only(view))(request, group, to_moderator=not coordinates)

    return guarded


@readers_only
@require_safe
def group_record(request, group, *, to_moderator):
    form = RecordForm(request.GET)
    rows = list(form.among(group.record.all())[: PAGE + 1])
    page, more = rows[:PAGE], rows[PAGE:]
    for entry in page:
        entry.sentence = chronicle.told(entry, to_moderator=to_moderator)
    context = {
        "group": group,
        "organizes": not to_moderator,
        "days": [(day, list(entries)) for day, entries in groupby(page, lambda row: timezone.localdate(row.at))],
        "topics": chronicle.TOPICS,
        "topic": form.topic,
        "later": form.cleaned_data.get("after"),
        "more_after": f"{page[-1].at.isoformat()}~{page[-1].pk}" if more else "",
        "zone": timezone.get_current_timezone_name(),
    }
    return render(request, "orgs/group_record.html", context)


@readers_only
@require_safe
def group_record_file(request, group, *, to_moderator):
    """The same as a table, newest first, as far as it is kept."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="record-{group.slug}.csv"'
    lines = csv.writer(response, quoting=csv.QUOTE_ALL)
    lines.writerow([_("Time"), _("About"), _("What happened"), _("Former member")])
    for entry in RecordForm(request.GET).among(group.record.all())[:MOST_LINES]:
        topic = chronicle.TOPICS.get(chronicle.topic_of(entry.verb), "")
        gone = str(entry.actor_key)[:8] if entry.actor_key and not entry.actor_id else ""
        cells = [timezone.localtime(entry.at).isoformat(timespec="seconds"), str(topic)]
        lines.writerow(map(safe_cell, [*cells, chronicle.told(entry, to_moderator=to_moderator), gone]))
    return response
