"""Every date of a series on one page: what becomes of each, and one more beside the rule."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.forms.fields import HourInput
from events.models import Occurrence, Series
from events.models.changing import Wish
from events.months import Mark, Months
from orgs.forms.days import DayField
from places.models import Place

ON, SKIP, MOVE, POSTPONE = "on", "skip", "move", "postpone"
AT_ONCE = 30  # a page of dates; the form of more would be too long to send
MOST_PLACES = 20


class WishForm(forms.Form):
    """One date: it goes ahead, is skipped, moved, or waits for another day."""

    act = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[
            (ON, _("Goes ahead")),
            (SKIP, _("Skip this date")),
            (MOVE, _("Other time or place")),
            (POSTPONE, _("Postponed, new day open")),
        ],
    )
    note = forms.CharField(label=_("What people will read"), max_length=200, required=False)
    day = DayField(label=_("Day"), required=False)
    start_time = forms.TimeField(label=_("Starts at"), required=False, widget=HourInput)
    place = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, data, *, row: Occurrence, places: dict[str, Place]):
        self.row, self.places = row, places
        initial = {
            "act": self._act_of(row),
            "note": row.note,
            "day": row.day,
            "start_time": row.start_time,
            "place": str(row.place_id or ""),
        }
        super().__init__(data, prefix=f"d{row.original_day:%Y%m%d}", initial=initial)
        self.fields["place"].choices = [(key, place.one_line()) for key, place in places.items()]
        self.fields["act"].widget.attrs["aria-label"] = _("What becomes of it")

    @staticmethod
    def _act_of(row: Occurrence) -> str:
        if row.is_postponed:
            return POSTPONE
        if row.is_off:
            return SKIP
        return MOVE if row.is_moved else ON

    def where_and_when(self) -> list:
        """The fields of another time or place."""
        return [self[name] for name in ("day", "start_time", "place")]

    def wishes(self) -> list[Wish]:
        """What a valid form asks for; nothing where it says what is so already."""
        cleaned, row, known = self.cleaned_data, self.row, self.row.original_day
        act, before, note = cleaned["act"], self.initial["act"], cleaned["note"]
        if act == MOVE:
            return self._move() if self.has_changed() else []
        if act == before:
            return []
        if act in (SKIP, POSTPONE):
            revived = [Wish(known, "restore")] if act == POSTPONE and before == SKIP else []
            return [*revived, Wish(known, "cancel" if act == SKIP else "postpone", note=note)]
        if row.is_off:
            return [Wish(known, "restore", note=note)]
        day = row.ruled_day or known
        return [Wish(known, "move", day=day, start_time=row.rule.start_time, minutes=row.rule.minutes)]

    def _move(self) -> list[Wish]:
        cleaned, row = self.cleaned_data, self.row
        place = self.places.get(cleaned["place"]) if cleaned["place"] else None
        wish = Wish(
            row.original_day,
            "move",
            note=cleaned["note"],
            day=cleaned["day"] or row.day,
            start_time=cleaned["start_time"] or row.start_time,
            minutes=row.minutes,
            place=place,
            time_zone=row.time_zone,
        )
        revived = [Wish(row.original_day, "restore")] if row.is_off and not row.is_postponed else []
        return [*revived, wish]

    @property
    def mark(self) -> Mark:
        """What its day is to the series as it is typed now."""
        act = self["act"].value()
        if act == SKIP:
            return Mark.SKIPPED
        if act == POSTPONE:
            return Mark.POSTPONED
        if act == MOVE:
            return Mark.MOVED
        return Mark.EXTRA if self.row.is_extra else Mark.ON


class ExtraForm(forms.Form):
    """One more date, outside the rule."""

    day = DayField(label=_("Day"), required=False)
    start_time = forms.TimeField(label=_("Starts at"), required=False, widget=HourInput)
    place = forms.ChoiceField(label=_("Place"), required=False)
    note = forms.CharField(label=_("What people will read"), max_length=200, required=False)

    def __init__(self, data, *, series: Series, places: dict[str, Place]):
        self.places = places
        super().__init__(data, prefix="extra", initial={"start_time": series.start_time, "place": ""})
        self.fields["place"].choices = [(key, place.one_line()) for key, place in places.items()]

    def wishes(self) -> list[Wish]:
        cleaned = self.cleaned_data
        if not cleaned["day"]:
            return []
        place = self.places.get(cleaned["place"]) if cleaned["place"] else None
        hours = {"day": cleaned["day"], "start_time": cleaned["start_time"], "place": place}
        return [Wish(cleaned["day"], "add", note=cleaned["note"], **hours)]


class SinceForm(forms.Form):
    """From which day on, in an address; a day that is none is passed over."""

    since = DayField(required=False)

    @property
    def day(self) -> date | None:
        return self.cleaned_data.get("since") if self.is_valid() else None


class DatesAtOnce:
    """The dates of a series from a day on, a page of them at once."""

    def __init__(self, data, *, series: Series, since: date):
        self.series = series
        rows = series.all_dates(since, date(2100, 12, 31), removed=True)
        rows = [row for row in rows if not row.is_past or row.is_postponed]
        self.later = rows[AT_ONCE].day if len(rows) > AT_ONCE else None
        self.is_bound = data is not None
        places = self._places(series)
        self.rows = [WishForm(data, row=row, places=places) for row in rows[:AT_ONCE]]
        self.extra = ExtraForm(data, series=series, places=places)

    def is_valid(self) -> bool:
        return self.is_bound and all(form.is_valid() for form in (*self.rows, self.extra))

    def wishes(self) -> list[Wish]:
        """What a valid form asks for."""
        return [wish for form in (*self.rows, self.extra) for wish in form.wishes()]

    def refuse(self, refusal: ValidationError) -> None:
        """Say beside each date why it was refused."""
        by_day = {f"{form.row.original_day}": form for form in self.rows}
        for day, sentences in refusal.message_dict.items():
            form = by_day.get(day, self.extra)
            form.add_error("day", sentences)

    @property
    def touched(self) -> list[Occurrence]:
        """The dates that would change, those that are rows already."""
        return [form.row for form in self.rows if form.row.pk and form.is_valid() and form.wishes()]

    @property
    def months(self) -> Months:
        """At a glance, as it is typed now."""
        marks = {form.row.day: form.mark for form in self.rows}
        extra = self.extra.is_valid() and self.extra.cleaned_data["day"]
        moved = [form for form in self.rows if form.mark == Mark.MOVED and form.is_bound and form.is_valid()]
        for form in moved:
            marks[form.row.day] = Mark.LEFT
        marks |= {form.cleaned_data["day"] or form.row.day: Mark.MOVED for form in moved}
        return Months(marks | ({extra: Mark.EXTRA} if extra else {}))

    @staticmethod
    def _places(series: Series) -> dict[str, Place]:
        """Where its dates take place, and where else its group has met, in the same zone: "" is the usual place."""
        zone = {"time_zone": series.time_zone}
        used = Occurrence.objects.filter(series__host=series.host_id).exclude(place=None).values("place")
        hosted = Series.objects.filter(host=series.host_id).values("place")
        found = Place.objects.filter(pk__in=used, **zone) | Place.objects.filter(pk__in=hosted, **zone)
        others = found.exclude(pk=series.place_id).order_by("-pk")[:MOST_PLACES]
        mine = Place.objects.filter(pk__in=series.occurrences.exclude(place=None).values("place"))
        known = {"": series.place} | {str(place.pk): place for place in others}
        return known | {str(place.pk): place for place in mine if place.pk != series.place_id}
