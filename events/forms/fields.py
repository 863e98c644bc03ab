"""Fields for days, hours and how often, as the editors of a series and of its dates have them."""

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.recurrence.checks import MOST_INTERVAL

LENGTHS = [
    (30, _("30 minutes")),
    (45, _("45 minutes")),
    (60, _("1 hour")),
    (90, _("90 minutes")),
    (120, _("2 hours")),
    (180, _("3 hours")),
    (240, _("4 hours")),
    (360, _("6 hours")),
    (480, _("8 hours")),
]
QUARTERLY = "month-3"
# What people choose from. What a calendar brought in may also be any other number of days, weeks or months.
USUAL = ["once", "day-1", *(f"week-{n}" for n in range(1, 9)), *(f"month-{n}" for n in (1, 2, 3, 4, 5, 6, 12))]
EVERY = {"once", *(f"{unit}-{n}" for unit in ("day", "week", "month") for n in range(1, MOST_INTERVAL + 1))}


def _said(repeat: str) -> str:
    unit, _dash, number = repeat.partition("-")
    if unit == "once":
        return gettext("once")
    if repeat == QUARTERLY:
        return gettext("quarterly")
    if number == "1":
        return {"day": gettext("every day"), "week": gettext("every week"), "month": gettext("every month")}[unit]
    number = int(number)
    return {
        "day": ngettext("every %d day", "every %d days", number),
        "week": ngettext("every %d week", "every %d weeks", number),
        "month": ngettext("every %d month", "every %d months", number),
    }[unit] % number


said_lazily = lazy(_said, str)


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class RepeatField(forms.ChoiceField):
    """How often: "once", or a unit and a number as in "week-2". The usual ones are offered, all are understood."""

    def __init__(self, **kwargs):
        super().__init__(choices=[(repeat, said_lazily(repeat)) for repeat in USUAL], **kwargs)

    def offer(self, repeat) -> None:
        """Offer one more beside the usual ones, since it is what holds now."""
        if repeat in EVERY and repeat not in USUAL:
            self.choices = [*self.choices, (repeat, said_lazily(repeat))]


def lengths_with(minutes: int | None) -> list:
    """The lengths to choose from, and among them the one that holds now."""
    if not minutes or minutes in dict(LENGTHS):
        return LENGTHS
    return sorted([*LENGTHS, (minutes, _("%(minutes)s minutes") % {"minutes": minutes})])
