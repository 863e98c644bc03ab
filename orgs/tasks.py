"""What the clock does for groups."""

from celery import shared_task

from orgs import idleness
from orgs.models import Case, CoordinatorChange, Handover, Invitation, JoinRequest, Organization


@shared_task
def release_letters():
    """Let letters go that were written for a group in the very moment it was listed."""
    Organization.release_letters_of_listed()


@shared_task
def notice_idle_accounts():
    """Write to those who have not been here for long, and erase who did not come back."""
    idleness.notice_idle_accounts()


@shared_task
def tell_moderators():
    """Write to moderators for whom something waits."""
    Case.tell_moderators()


@shared_task
def change_coordinators():
    """Do what was announced 72 hours ago and nobody stopped."""
    CoordinatorChange.take_effect_all()


@shared_task
def expire_asks():
    """Close invitations, requests and offers that nobody answered in time, and erase the addresses asked."""
    for asked in (Invitation, JoinRequest, Handover):
        asked.expire()
