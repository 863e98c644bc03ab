"""The ways into the common calendars. All undocumented by their makers, so they live in this one module."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings


@dataclass(frozen=True)
class Subscription:
    """A feed by its path and name, as addresses that calendars open."""

    path: str
    name: str

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
