"""The clockwork of dates. Each task finds what is due and not done, so a late clock catches up."""

from celery import shared_task

from events import reminders
from events.models import Occurrence, Series, Sponsorship


@shared_task
def write_due_reminders():
    reminders.write_due()


@shared_task
def roll_dates():
    """Mark what is over as held, make the dates that come into the window, close what has ended."""
    Occurrence.objects.mark_held()
    for series in Series.objects.announced().select_related("host", "place").iterator(chunk_size=200):
        series.roll()
        series.end_if_over()


@shared_task
def expire_sponsorships():
    Sponsorship.expire()
