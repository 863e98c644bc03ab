"""What every page knows of the site it is on, and of the person who reads it."""

from django.conf import settings
from django.contrib.messages import get_messages
from django.utils.functional import SimpleLazyObject

from events import week
from orgs.models import Case
from orgs.presence import brought_session, is_signed_in


def site(request) -> dict:
    """Session and user are looked at only when a template asks, and only for a browser that brought a session.

    So a page for a visitor is alike for all: it opens no session, sets no cookie and may be kept by a cache.
    """
    return {
        "site_name": settings.SITE_NAME,
        "site_region": settings.SITE_REGION,
        "site_url": settings.SITE_URL,
        "source_url": settings.SOURCE_URL,
        "signed_in": SimpleLazyObject(lambda: is_signed_in(request)),
        "moderates": SimpleLazyObject(lambda: _moderates(request)),
        "to_review": SimpleLazyObject(lambda: _to_review(request)),
        "things_waiting": SimpleLazyObject(lambda: _things_waiting(request)),
        "notices": SimpleLazyObject(lambda: _notices(request)),
    }


def _moderates(request) -> bool:
    return is_signed_in(request) and request.user.is_active and request.user.is_moderator


def _to_review(request) -> int:
    """How many cases wait for this moderator; none for anybody else, and without asking the database."""
    return Case.objects.reviewable_by(request.user).waiting().count() if _moderates(request) else 0


def _things_waiting(request) -> int:
    """How many things there are to end first; asked where the dock is shown, which is never a visitor's page."""
    return week.waiting(request.user) if is_signed_in(request) else 0


def _notices(request) -> list:
    """The flashed messages, taken once: from an earlier request, or from this one."""
    storage = get_messages(request)
    if brought_session(request) or getattr(storage, "added_new", False):
        return list(storage)
    return []
