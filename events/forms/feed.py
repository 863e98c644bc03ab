"""The filters of the public list as a feed, of whole series of which any date is meant, and as plain data."""

from datetime import date
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from events.forms.browse import WHENS, BrowseFilter
from events.models import Occurrence, Series
from events.vevent import Reader
from orgs.forms.days import DayField
from places.distance import km_between

FILTERS = ("near", "km", "kind", "group", "demand", "q", "when", "since", "until", "from", "to")


class SubscriptionForm(forms.Form):
    """How somebody wants a calendar: with what is cancelled, or without. Anything odd is as if it was not said."""

    NO = "no"

    when = forms.ChoiceField(
        label=_lazy("Which dates"),
        choices=WHENS[::-1],
        help_text=_lazy("A series that has one of these dates is in it as a whole."),
    )
    cancelled = forms.BooleanField(label=_lazy("Leave out cancelled dates"), required=False)

    def __init__(self, asked):
        super().__init__({"when": asked.get("when") or "all", "cancelled": asked.get("cancelled") == self.NO})
        self.fields["cancelled"].widget = forms.CheckboxInput(attrs={"value": self.NO})

    @property
    def leaves_out_cancelled(self) -> bool:
        return self.is_valid() and self.cleaned_data["cancelled"]

    @property
    def reader(self) -> Reader:
        return Reader(with_cancelled=not self.leaves_out_cancelled)

    def path(self, path: str) -> str:
        """The address of a feed with this choice."""
        if not self.leaves_out_cancelled:
            return path
        return f"{path}{'&' if '?' in path else '?'}cancelled={self.NO}"


class AfterDayForm(forms.Form):
    """The day on which a list of dates goes on; the beginning where there is none."""

    after = DayField(required=False)

    @property
    def after_day(self) -> date | None:
        return self.cleaned_data["after"]

    @property
    def sentences(self) -> list[str]:
        return [str(sentence) for sentences in self.errors.values() for sentence in sentences]


class DataFilter:
    """What an address asks of all dates, any time where it says no other. Names that are no filter are passed over."""

    NAMES = (*FILTERS, "after")

    def __init__(self, asked):
        named = {name: asked[name] for name in self.NAMES if asked.get(name)}
        self.given = {name: value for name, value in named.items() if (name, value) != ("when", "all")}
        self.found = BrowseFilter({"when": "all"} | self.given, queryset=Occurrence.objects.public())

    @property
    def refusals(self) -> list[str]:
        """A sentence for each filter that was not understood."""
        return [str(sentence) for sentences in self.found.form.errors.values() for sentence in sentences]

    @property
    def dates(self):
        """The dates that are meant, around a town in a box whose corners are further away than what was asked for."""
        return self.found.qs.order_by()

    def reaches(self, date) -> bool:
        """Whether a date lies within the kilometres that were asked for."""
        spot = self.found.spot
        return not spot or km_between(date.latitude, date.longitude, spot.latitude, spot.longitude) <= self.found.radius


class FeedFilter(DataFilter):
    """What an address asks of the feed of everything."""

    NAMES = FILTERS

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
        if not self.found.spot:
            return series.filter(pk__in=self.dates.values("series"))
        return series.filter(pk__in={row.series_id for row in self._points() if self.reaches(row)})

    def _points(self):
        """Each place at which a series of the box takes place, once."""
        return self.dates.values_list("series_id", "latitude", "longitude", named=True).distinct()

    def _words(self) -> list[str]:
        chosen, words = self.found.chosen, []
        if chosen.get("kind"):
            words.append(str(Series.Kind(chosen["kind"]).label))
        if self.found.spot:
            where = {"km": f"{self.found.radius:.0f}", "town": self.found.spot.label}
            words.append(_("%(km)s km around %(town)s") % where)
        words += [chosen[name] for name in ("group", "demand", "q") if chosen.get(name)]
        return words + self._days_in_words()

    def _days_in_words(self) -> list[str]:
        chosen = self.found.chosen
        since, until, when = (chosen.get(name) for name in ("since", "until", "when"))
        named = [str(dict(WHENS)[when])] if when and when != "all" and not until else []
        bounds = [(_("from %(day)s"), since), (_("until %(day)s"), until)]
        return named + [words % {"day": date_format(day)} for words, day in bounds if day]
