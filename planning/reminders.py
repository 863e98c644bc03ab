"""When people are reminded of what they took on: the day before it is due, at 09:00 by the clocks of the series."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from events.models import Series
from events.recurrence import local, starts
from outbox.models import Message
from planning.models import Task

HOUR = time(9)
DAY = timedelta(days=1)


def write_due() -> int:
    """Write the reminders whose hour has come; how many.

    Each in one transaction with the mark that it was written, so a crash loses and doubles none.
    Who took a task after that hour knows of it, and is not reminded.
    """
    now, written = timezone.now(), 0
    near = Task.objects.open().filter(due__range=(now.date() - DAY, now.date() + 2 * DAY), reminded_at=None)
    near = near.filter(owner__isnull=False).exclude(series__in=Series.objects.over().values("pk"))
    for task in near.select_related("series__host", "owner", "group").iterator(chunk_size=500):
        hour = starts(task.due - DAY, HOUR, task.series.time_zone)
        is_eve = local(now, task.series.time_zone).date() == task.due - DAY
        if is_eve and hour <= now and task.taken_at < hour:
            written += _write(task, now)
    return written


@transaction.atomic
def _write(task: Task, now: datetime) -> int:
    mine = Task.objects.open().filter(pk=task.pk, due=task.due, owner=task.owner_id, reminded_at=None)
    if not mine.update(reminded_at=now):
        return 0  # another process was first, or it was changed meanwhile
    Message.write(
        kind="task_reminder",
        about=f"task:{task.pk}",
        to=task.owner.email,
        context={"task": task.pk, "user": task.owner_id, "due": task.due.isoformat()},
        sequence=f"{task.due.isoformat()}:{task.owner_id}",
        sender=task.group.letters_key if task.group else "",
    )
    return 1
