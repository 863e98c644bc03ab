"""The letters about plans: a meeting was called, moved or called off, and a task is due tomorrow."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.letters import absolute, one
from events.models import Series
from orgs.models import User
from orgs.night import morning_after
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register
from planning.models import Meeting, Task

SOON = timedelta(hours=18)  # a meeting that was to begin by then is told of at night too


@register
class PlanningMeeting(Letter):
    """Tells the organizers of every group beside a series when and where they plan, and each change of that."""

    kind = "planning_meeting"
    reason = reasons.ORGANIZES
    template = "planning/mail/meeting"
    title = _("letters about planning meetings")

    def context(self, message) -> dict:
        meeting = one(Meeting.objects.select_related("series__host"), message.context["meeting"], "meeting")
        user = one(User.objects.filter(is_active=True), message.context["user"], "account")
        if meeting.told != message.context["sequence"]:
            raise Unwanted("overtaken: it was changed again")
        if not Series.objects.planned_by(user).filter(pk=meeting.series_id).exists():
            raise Unwanted("left: no longer an organizer of a group that plans this")
        if meeting.is_past:
            raise Unwanted("over: the meeting has taken place")
        morning = morning_after(timezone.now(), meeting.time_zone)
        if morning and meeting.starts_at > timezone.now() + SOON:
            raise NotYet(morning)
        url = absolute(reverse("planning:plan", args=[meeting.series.slug]))
        return {"meeting": meeting, "series": meeting.series, "act": message.context["act"], "url": url}


@register
class TaskReminder(Letter):
    """Reminds who took a task on, the day before it is due."""

    kind = "task_reminder"
    reason = reasons.TASK
    template = "planning/mail/task"
    title = _("reminders of tasks you took on")

    def context(self, message) -> dict:
        task = one(Task.objects.open().select_related("series__host", "group"), message.context["task"], "task")
        user = one(User.objects.filter(is_active=True), message.context["user"], "account")
        if task.due is None or task.due.isoformat() != message.context["due"] or task.due < task.series.today():
            raise Unwanted("overtaken: it is due on another day")
        if not Task.objects.owned_by(user).seen_by(user).filter(pk=task.pk).exists():
            raise Unwanted("given back: it is no longer hers")
        if morning := morning_after(timezone.now(), task.series.time_zone):
            raise NotYet(morning)
        url = absolute(reverse("planning:plan", args=[task.series.slug]))
        return {"task": task, "series": task.series, "url": url}
