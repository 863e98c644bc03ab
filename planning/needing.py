"""What plans want from a person: her tasks of the week, what was given to her groups, and the meetings of the week."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from orgs.models import User
from orgs.needs import WEEK, Act, Need
from planning.models import Meeting, Task

MOST = 20


def needs_of(user: User) -> list[Need]:
    return [*_tasks(user), *_given(user), *_meetings(user)]


def done_by(user: User, since: datetime) -> list[str]:
    """The tasks that she finished."""
    rows = Task.objects.finished().filter(done_by=user.pk, done_at__gte=since).select_related("series")
    return [
        _("“%(task)s” for “%(title)s” is done.") % {"task": row.title, "title": row.series.title}
        for row in rows.order_by("-done_at")[:MOST]
    ]


def _tasks(user: User) -> list[Need]:
    soon = timezone.localdate() + WEEK
    hers = Task.objects.owned_by(user).filter(due__lte=soon).select_related("series").by_day()
    return [
        Need(
            key=f"task:{task.pk}",
            headline=task.title,
            text=_("You took this on for “%(title)s”, until %(day)s.")
            % {"title": task.series.title, "day": date_format(task.due, "l j F")},
            stock=task.series.stock,
            due=task.due,
            is_late=task.is_late,
            acts=[
                Act(_("Done"), reverse("planning:task-completion", args=[task.series.slug, task.pk]), post=True),
                Act(_("The plan"), _plan(task), main=False),
            ],
        )
        for task in hers[:MOST]
    ]


def _given(user: User) -> list[Need]:
    waiting = Task.objects.waiting_for_organizers(user).select_related("series", "group", "asked", "organization")
    return [_of_group(task, task.asked or task.group) for task in waiting.by_day()[:MOST]]


def _of_group(task: Task, group) -> Need:
    words = {"task": task.title, "group": group, "title": task.series.title}
    asked = task.asked_id is not None
    taking = reverse("planning:task-taking", args=[task.series.slug, task.pk])
    return Need(
        key=f"task-given:{task.pk}:{group.pk}",
        headline=(_("Will %(group)s take on “%(task)s”?") if asked else _("Who of %(group)s does “%(task)s”?")) % words,
        text=_("For “%(title)s”.") % words,
        stock=task.series.stock,
        due=task.due,
        is_late=task.is_late,
        acts=[
            Act(_("I do it"), taking, post=True, fields={"group": str(group.pk)}),
            Act(_("The plan"), _plan(task), main=False),
        ],
    )


def _meetings(user: User) -> list[Need]:
    soon = timezone.now() + timedelta(days=7)
    coming = Meeting.objects.seen_by(user).going_ahead().to_come().filter(starts_at__lte=soon)
    return [
        Need(
            key=f"meeting:{meeting.pk}",
            headline=_("Planning meeting on %(day)s at %(time)s")
            % {"day": date_format(meeting.day, "l"), "time": time_format(meeting.start_time, "TIME_FORMAT")},
            text=", ".join(part for part in [meeting.series.title, meeting.place or meeting.dial_in] if part),
            stock=meeting.series.stock,
            due=meeting.day,
            acts=[Act(_("Open"), _plan(meeting))],
        )
        for meeting in coming.select_related("series")[:MOST]
    ]


def _plan(part) -> str:
    return reverse("planning:plan", args=[part.series.slug])
