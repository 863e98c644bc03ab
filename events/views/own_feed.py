"""A calendar of somebody's own, by its secret address: no session, no cookie, and no shared cache keeps it."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events import ical, own_calendar
from events.models import PrivateCalendar
from orgs.caching import alike_for_all
from orgs.models import Stock

HEADERS = {
    "Cache-Control": "private, max-age=300",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
}


@alike_for_all
@require_safe
def feed_own(request, token):
    """What its owner chose; 410 for an address that was revoked, 404 for one that we did not make."""
    calendar = PrivateCalendar.of_token(token)
    if calendar is None:
        return _words(_("There is no such calendar."), 404)
    if calendar.is_gone:
        return _words(_("This calendar was revoked. Its owner has its new address, if there is one."), 410)
    calendar.note_use()
    language = calendar.user.language if calendar.user else ""
    with translation.override(language if language in dict(settings.LANGUAGES) else translation.get_language()):
        return _answered(request, calendar)


def _answered(request, calendar: PrivateCalendar) -> HttpResponse:
    today = timezone.localdate()
    found, about = own_calendar.contents(calendar, today), _about(calendar)
    etag = own_calendar.version(calendar, found, about, today)
    answer = get_conditional_response(request, etag)
    if answer is None:
        body = own_calendar.feed(calendar, found, about, today=today)
        answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        answer.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return _with_headers(answer, ETag=etag)


def _about(calendar: PrivateCalendar) -> ical.About:
    """Its own address stands nowhere in it: a file is passed on more easily than one thinks."""
    page = f"{settings.SITE_URL}{reverse('events:home')}"
    description = _("Your own calendar, from %(site)s") % {"site": settings.SITE_NAME}
    return ical.About(name=calendar.name, description=description, page=page, feed="", stock=Stock.GOLD)


def _words(sentence: str, status: int) -> HttpResponse:
    return _with_headers(HttpResponse(f"{sentence}\n", "text/plain; charset=utf-8", status))


def _with_headers(answer: HttpResponse, **more: str) -> HttpResponse:
    for name, value in (HEADERS | more).items():
        answer.headers[name] = value
    return answer
