"""What follows from a rule: a cadence, an hour and the zone whose clocks show it."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.models.fields import CadenceField
from events.recurrence import Cadence, in_gap, local, sentence, starts, to_rrule, when_sentence
from places.models import Place


class Ruled(models.Model):
    """Something that takes place by a rule. What is stored is days, an hour and a zone; instants are derived."""

    time_zone = models.CharField(max_length=64)
    cadence = CadenceField()
    first_day = models.DateField(editable=False)
    last_day = models.DateField(editable=False)
    start_time = models.TimeField(_("starts at"))
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), validators=[MinValueValidator(5), MaxValueValidator(24 * 60)]
    )

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def set_rule(self, cadence: Cadence) -> None:
        """Take a rule, checked: ValidationError where it yields no date, or too many."""
        cadence.check()
        self.cadence = cadence
        self.first_day, self.last_day = cadence.first, cadence.last

    def refuse_impossible_hours(self) -> None:
        """A start such as 02:30 does not exist on the night the clocks go forward."""
        for day in self.cadence.days():
            if in_gap(day, self.start_time, self.time_zone):
                raise ValidationError(
                    _("On %(day)s the clocks go forward: %(time)s does not exist that day."),
                    code="time_does_not_exist",
                    params={"day": date_format(day), "time": f"{self.start_time:%H:%M}"},
                )

    @property
    def clock(self) -> str:
        """Whose clocks its hours are read on, in words: "Akron time"."""
        return _("%(town)s time") % {"town": self.place.locality or self.time_zone}

    @property
    def is_one_time(self) -> bool:
        return self.first_day == self.last_day

    @property
    def is_one_rule(self) -> bool:
        """Whether a calendar can hold it as one rule rather than date by date.

        Not where an hour of it does not exist on its day: clients differ in what they make of that.
        """
        if to_rrule(self.cadence, self.start_time, self.time_zone) is None:
            return False
        return not any(in_gap(day, self.start_time, self.time_zone) for day in self.cadence.days())

    @property
    def when(self) -> str:
        """The rule in words, as it holds today, and what follows: "Every Saturday at noon"."""
        return when_sentence(self.cadence, self.start_time, self.today())

    @property
    def rhythm(self) -> str:
        """The same without the hour: "Every Saturday"."""
        return sentence(self.cadence, self.today())

    @property
    def end_time(self) -> time:
        return (datetime.combine(self.first_day, self.start_time) + timedelta(minutes=self.minutes)).time()

    def today(self) -> date:
        return local(timezone.now(), self.time_zone).date()

    def starts_on(self, day: date):
        """The instant, in UTC, at which a date on this day begins."""
        return starts(day, self.start_time, self.time_zone)
