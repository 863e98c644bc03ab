"""The clockwork of boards."""

from celery import shared_task

from outreach.models import Prospect


@shared_task
def free_silent_claims():
    """What somebody took and did not touch for two weeks is anybody's again."""
    Prospect.free_silent()
