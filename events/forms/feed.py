"""The filters of the public list as a feed: whole series of which any date, past or to come, is meant."""

from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from events.forms.browse import BrowseFilter
from events.models import Occurrence, Series
from places.distance import km_between

FILTERS = ("near", "km", "kind", "group", "q")


class FeedFilter:
    """What an address asks of the feed of everything. Names that are no filter are passed over."""

    def __init__(self, asked):
        self.given = {name: asked[name] for name in FILTERS if asked.get(name)}
        self.found = BrowseFilter(self.given | {"when": "all"}, queryset=Occurrence.objects.public())

    @property
    def refusals(self) -> list[str]:
        """A sentence for each filter that was not understood."""
        return [str(sentence) for sentences in self.found.form.errors.values() for sentence in sentences]

    @property
    def query(self) -> str:
        """The filters as the end of an address, the same for the same filters."""
        return f"?{urlencode(self.given)}" if self.given else ""

    @property
    def name(self) -> str:
        """The name of the site, and what the filters leave of it."""
        words = self._words()
        return f"{settings.SITE_NAME}: {', '.join(words)}" if words else settings.SITE_NAME

    @property
    def series(self):
        """The public series within the window of feeds. Only where `refusals` is empty."""
        series = Series.objects.public().in_feed_window(timezone.localdate())
        if not self.given:
            return series
        dates = self.found.qs.order_by()
        if not self.found.spot:
            return series.filter(pk__in=dates.values("series"))
        return series.filter(pk__in=self._within_radius(dates))

    def _within_radius(self, dates) -> set[int]:
        """The database looks in a box; its corners are further away than what was asked for."""
        spot, radius = self.found.spot, self.found.radius
        rows = dates.values_list("series", "latitude", "longitude").distinct()
        return {pk for pk, *point in rows if km_between(*point, spot.latitude, spot.longitude) <= radius}

    def _words(self) -> list[str]:
        chosen, words = self.found.chosen, []
        if chosen.get("kind"):
            words.append(str(Series.Kind(chosen["kind"]).label))
        if self.found.spot:
            where = {"km": f"{self.found.radius:.0f}", "town": self.found.spot.label}
            words.append(_("%(km)s km around %(town)s") % where)
        return words + [chosen[name] for name in ("group", "q") if chosen.get(name)]
