"""The clockwork of demands. Each task finds what is due and not done, so a late clock catches up."""

from celery import shared_task

from demands import lead_letters
from demands.models import Demand, Platform, SeatClaim


@shared_task(soft_time_limit=240, time_limit=300)
def ask_leads():
    """A silent body, a win without a next demand, a day to look back, a next step that is due."""
    lead_letters.write_due()


@shared_task
def release_letters():
    """Letters that were held for what is shown by now."""
    Demand.release_letters_of_shown()
    Platform.release_letters_of_shown()


@shared_task(soft_time_limit=300, time_limit=360)
def remind_of_talks():
    """Remind whoever said she would talk to a seat, on that day and once more after three days."""
    SeatClaim.remind()


@shared_task(soft_time_limit=300, time_limit=360)
def free_lapsed_talks():
    """Whom somebody said she would talk to, and did not for two weeks, anybody may."""
    SeatClaim.free_lapsed()
