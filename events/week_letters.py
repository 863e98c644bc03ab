"""The weekly letter to organizers: the first things that need them, and the next date in a line."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events import next_date, week
from events.letters import absolute
from events.models import Series
from orgs.models import User
from orgs.needs import Need
from outbox import reasons
from outbox.letters import Letter, Unwanted, register

LISTED = 3


class Line(NamedTuple):
    """One thing as the letter tells it, by the reader's clock; its link only shows."""

    headline: str
    text: str
    url: str


@register
class YourWeek(Letter):
    """What needs an organizer before her next date; none where nothing does any more."""

    kind = "your_week"
    reason = reasons.ORGANIZES
    template = "events/mail/your_week"
    title = gettext_lazy("your week: what needs you, once a week")

    def context(self, message) -> dict:
        user = User.objects.filter(pk=message.context["user"], is_active=True).first()
        if user is None:
            raise Unwanted("closed: the account is closed or gone")
        if user.week_day is None:
            raise Unwanted("stopped: she wants no weekly letter")
        told = of(user)
        if not told:
            raise Unwanted("ended: nothing needs her any more")
        return told


def of(user: User) -> dict:
    """What the letter would say now; empty where nothing needs her."""
    with as_read_by(user):
        found = week.of(user)
        if not found.now:
            return {}
        return {
            "headline": found.headline,
            "things": [_line(need) for need in found.now[:LISTED]],
            "more": len(found.now[LISTED:]),
            "numbers": _numbers(user),
            "day": user.get_week_day_display(),
            "hour": user.week_time,
            "url": absolute(reverse("events:desk")),
            "settings_url": absolute(reverse("events:account-week")),
        }


@contextmanager
def as_read_by(user: User) -> Iterator[None]:
    """In her language and by her clock."""
    known = user.language in dict(settings.LANGUAGES)
    with translation.override(user.language if known else translation.get_language()), timezone.override(user.clock):
        yield


def _line(need: Need) -> Line:
    text = " ".join(filter(None, [need.text, need.by_when]))
    return Line(need.headline, text, absolute(reverse("events:desk")) + f"#{need.anchor}")


def _numbers(user: User) -> str:
    """The next date of what she runs, in a line; empty where none is near."""
    mine = Series.objects.editable_by(user).announced().values("pk")
    date = week.hers(user).going_ahead().filter(series__in=mine).first()
    found = next_date.numbers(date) if date else None
    if not (found and found.is_near):
        return ""
    said = ngettext("%(number)s person said yes", "%(number)s people said yes", found.coming)
    groups = ngettext("%(number)s co-sponsor", "%(number)s co-sponsors", found.co_sponsors)
    return _("%(title)s on %(day)s: %(people)s, %(groups)s.") % {
        "title": date.series.title,
        "day": date_format(date.day, "l"),
        "people": said % {"number": found.coming},
        "groups": groups % {"number": found.co_sponsors},
    }
