"""The clockwork of boards."""

from celery import shared_task

from outreach.models import Prospect


@shared_task(soft_time_limit=900, time_limit=960)
def remind_of_next_steps():
    """Remind whoever looks after a group, on the day of the next step and once more after three days."""
    Prospect.remind()


@shared_task
def free_silent_claims():
    """What somebody took and did not touch for two weeks is anybody's again."""
    Prospect.free_silent()
