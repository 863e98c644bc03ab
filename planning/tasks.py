"""The clockwork of plans."""

from celery import shared_task

from planning import reminders
from planning.models import Task


@shared_task(soft_time_limit=240, time_limit=300)
def write_task_reminders():
    """Remind of what is due tomorrow; what groups had taken that plan no more is nobody's."""
    Task.free_stray()
    reminders.write_due()
