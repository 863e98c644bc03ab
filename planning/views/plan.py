"""The plan of a series: the next meeting, who does what by when, notes and files."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.models import Series
from planning.forms import PageForm
from planning.models import Meeting, Note, PlanFile, Task, beside
from planning.views.inside import seen

PAGE = 30
DONE = 50


@login_required
@require_safe
def plan(request, slug):
    series = seen(request.user, slug)
    user, mine = request.user, beside.groups_of_member(series, request.user)
    tasks = Task.objects.filter(series=series).with_rights(user)
    meetings = list(Meeting.objects.filter(series=series).with_removable(user).to_come())
    page = Paginator(tasks.open().by_day(), PAGE).get_page(PageForm(request.GET).number)
    for task in page:
        task.series = series
    context = {
        "series": series,
        "groups": list(beside.groups_of(series).order_by("name")),
        "mine": mine,
        "mine_pks": {group.pk for group in mine},
        "hosts": Series.objects.editable_by(user).filter(pk=series.pk).exists(),
        "may_write": Series.objects.planned_by(user).filter(pk=series.pk).exists(),
        "page": page,
        "finished": list(tasks.finished().order_by("-done_at", "-pk")[:DONE]),
        "meetings": meetings,
        "next": next((meeting for meeting in meetings if not meeting.is_called_off), None),
        "past_meetings": list(Meeting.objects.filter(series=series).past()[:10]),
        "notes": list(Note.objects.filter(series=series).with_removable(user).order_by("-written_at", "-pk")),
        "files": list(PlanFile.objects.filter(series=series).with_removable(user).for_lists()),
    }
    return render(request, "planning/plan.html", context)
