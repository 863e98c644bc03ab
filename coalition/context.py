"""What every page knows of the site it is on, and of the person who reads it."""

from django.conf import settings
from django.contrib.messages import get_messages
from django.utils.functional import SimpleLazyObject

from orgs.presence import brought_session, is_signed_in


def site(request) -> dict:
    """Session and user are looked at only when a template asks, and only for a browser that brought a session.

    So a page for a visitor is alike for all: it opens no session, sets no cookie and may be kept by a cache.
    """
    return {
        "site_name": settings.SITE_NAME,
        "site_region": settings.SITE_REGION,
        "site_url": settings.SITE_URL,
        "source_url": getattr(settings, "SOURCE_URL", ""),
        "signed_in": SimpleLazyObject(lambda: is_signed_in(request)),
        "notices": SimpleLazyObject(lambda: _notices(request)),
    }


def _notices(request) -> list:
    """The flashed messages, taken once: from an earlier request, or from this one."""
    storage = get_messages(request)
    if brought_session(request) or getattr(storage, "added_new", False):
        return list(storage)
    return []
