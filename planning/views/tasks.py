"""Tasks: written by organizers, taken and finished by everybody of their groups, passed on between groups."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from orgs.presence import posted
from orgs.pressing import pressed
from planning.forms import GroupForm, PassForm, TaskForm
from planning.models import Task
from planning.usual import usual_tasks
from planning.views.inside import form_page, part, planned, press


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def task_new(request, slug):
    series = planned(request.user, slug)
    form = TaskForm(posted(request), series=series)
    return form_page(
        form, "planning/task_edit.html", request=request, series=series, done=_("Added. Nobody has it yet.")
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def task(request, slug, pk):
    found = part(Task.objects.changeable_by(request.user), slug, pk)
    form = TaskForm(posted(request), series=found.series, instance=found)
    page = "planning/task_edit.html"
    return form_page(form, page, request=request, series=found.series, done=_("Saved."), task=found)


@login_required
@require_POST
def tasks_usual(request, slug):
    """Put the usual tasks into a plan, each with its day before the next date."""
    series = planned(request.user, slug)
    date = series.occurrences.going_ahead().to_come().order_by("day").first()
    titles = usual_tasks(date.day if date else None, series.today())
    number = 0

    def add():
        nonlocal number
        number = Task.add_usual(series, titles, by=request.user)

    if pressed(request, add):
        done = ngettext(
            "Added one task. Change what does not fit.", "Added %d tasks. Change what does not fit.", number
        )
        messages.success(request, done % number if "%d" in done else done)
    return redirect("planning:plan", slug=slug)


@login_required
@require_POST
def task_taking(request, slug, pk):
    found = part(Task.objects.takeable_by(request.user), slug, pk)
    group = GroupForm(request.POST, series=found.series, user=request.user).chosen
    done = _("“%(task)s” is yours.") % {"task": found}
    return press(lambda: found.take(by=request.user, group=group), done, request=request, slug=slug)


@login_required
@require_POST
def task_return(request, slug, pk):
    found = part(Task.objects.returnable_by(request.user), slug, pk)
    return press(lambda: found.give_back(by=request.user), _("Given back."), request=request, slug=slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def task_passing(request, slug, pk):
    """Give it to another group as the host, or ask another group as anybody else."""
    found = part(Task.objects.passable_by(request.user), slug, pk)
    form = PassForm(posted(request), task=found, by=request.user)
    done = _("Passed on. Its organizers find it at their desk.")
    return form_page(form, "planning/task_passing.html", request=request, series=found.series, done=done, task=found)


@login_required
@require_POST
def task_refusal(request, slug, pk):
    found = part(Task.objects.refusable_by(request.user), slug, pk)
    return press(
        lambda: found.refuse(by=request.user), _("Declined. It stays where it was."), request=request, slug=slug
    )


@login_required
@require_POST
def task_completion(request, slug, pk):
    found = part(Task.objects.finishable_by(request.user), slug, pk)
    return press(
        lambda: found.finish(by=request.user), _("“%(task)s” is done.") % {"task": found}, request=request, slug=slug
    )


@login_required
@require_POST
def task_reopening(request, slug, pk):
    found = part(Task.objects.finishable_by(request.user), slug, pk)
    return press(
        lambda: found.reopen(by=request.user),
        _("“%(task)s” is open again.") % {"task": found},
        request=request,
        slug=slug,
    )


@login_required
@require_POST
def task_deletion(request, slug, pk):
    found = part(Task.objects.removable_by(request.user), slug, pk)
    pressed(request, lambda: found.remove(by=request.user), _("Deleted."))
    return redirect("planning:plan", slug=slug)
