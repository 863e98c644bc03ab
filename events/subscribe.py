"""The ways into the common calendars. All undocumented by their makers, so they live in this one module."""

from dataclasses import dataclass
from datetime import UTC
from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Subscription:
    """A feed by its path and name, as addresses that calendars open."""

    path: str
    name: str

    @classmethod
    def of_series(cls, series) -> "Subscription":
        return cls(reverse("events:feed-series", args=[series.slug]), series.title)

    @classmethod
    def of_demand(cls, demand) -> "Subscription":
        return cls(reverse("events:feed-demand", args=[demand.slug]), demand.title)

    @property
    def https(self) -> str:
        return f"{settings.SITE_URL}{self.path}"

    @property
    def webcal(self) -> str:
        """Apple, Outlook for Windows and Thunderbird open it."""
        return f"webcal:{self.https.partition(':')[2]}"

    @property
    def google(self) -> str:
        """With the webcal address: the https one is reported to fail now and then."""
        return f"https://calendar.google.com/calendar/render?cid={quote(self.webcal, safe='')}"

    @property
    def outlook(self) -> str:
        return self._outlook("outlook.live.com")

    @property
    def outlook_work(self) -> str:
        return self._outlook("outlook.office.com")

    def _outlook(self, host: str) -> str:
        return f"https://{host}/calendar/0/addfromweb?{urlencode({'url': self.https, 'name': self.name})}"


@dataclass(frozen=True)
class Copy:
    """One date, with its series, as addresses that open a calendar's form with it: a copy that will not change."""

    date: object

    @property
    def google(self) -> str:
        """With the hours on the clocks of the place, and their zone beside them."""
        date = self.date
        asked = {
            "action": "TEMPLATE",
            "text": self._title,
            "dates": f"{date.starts_local:%Y%m%dT%H%M%S}/{date.ends_local:%Y%m%dT%H%M%S}",
            "ctz": date.zone,
            "details": self._details,
            "location": date.where.one_line(),
        }
        return f"https://calendar.google.com/calendar/render?{urlencode(asked)}"

    @property
    def outlook(self) -> str:
        """With instants in UTC, since it knows no zone."""
        date = self.date
        asked = {
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "subject": self._title,
            "startdt": f"{date.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "enddt": f"{date.ends_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "location": date.where.one_line(),
            "body": self._details,
        }
        return f"https://outlook.live.com/calendar/0/deeplink/compose?{urlencode(asked, quote_via=quote)}"

    @property
    def _title(self) -> str:
        title = self.date.series.title
        return _("CANCELLED: %(title)s") % {"title": title} if self.date.is_off else title

    @property
    def _details(self) -> str:
        page = f"{settings.SITE_URL}{self.date.get_absolute_url()}"
        return "\n\n".join(part for part in (self.date.series.summary, page) if part)
