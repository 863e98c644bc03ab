"""The application that the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - after the settings are known to be readable

from coalition.page_cache import PageCache  # noqa: E402

if settings.PAGE_CACHE:
    application = PageCache(application, session_cookie=settings.SESSION_COOKIE_NAME)
