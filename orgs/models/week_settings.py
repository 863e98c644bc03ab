"""When somebody is written to about her week, and whether she has begun."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.zones import is_known_zone

THURSDAY, EVENING = 3, 18


def monday_of(day: date) -> date:
    """The first day of its ISO week."""
    return day - timedelta(days=day.weekday())


class WeekSettings(models.Model):
    """The weekly letter of an organizer, on a day and at an hour of her own clock, and her list to begin."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    # None: never.
    week_day = models.PositiveSmallIntegerField(
        _("day"), choices=Weekday, null=True, blank=True, default=THURSDAY, db_default=THURSDAY
    )
    week_hour = models.PositiveSmallIntegerField(
        _("hour"), default=EVENING, db_default=EVENING, validators=[MaxValueValidator(23)]
    )
    # The Monday of the last week of hers that was looked at: each has one letter at most.
    week_told_on = models.DateField(null=True, editable=False)
    begun_at = models.DateTimeField(null=True, editable=False)  # when she put her list to begin away

    class Meta:
        abstract = True

    # Verbs

    def choose_week(self, *, day: int | None, hour: int | None = None) -> None:
        """From now on be written to on this day at this hour; never for None, which keeps the hour.

        Where that has passed this week, the next one is the first.
        """
        self.week_day = day
        self.week_hour = self.week_hour if hour is None else hour
        self.clean_fields(exclude={field.name for field in self._meta.fields} - {"week_day", "week_hour"})
        here = timezone.localtime(timezone=ZoneInfo(self.clock))
        if day is not None and (here.weekday(), here.hour) >= (day, self.week_hour):
            self.week_told_on = monday_of(here.date())
        self.save(update_fields=["week_day", "week_hour", "week_told_on"])

    def put_beginnings_away(self) -> None:
        """Her list to begin is shown no more. The second time nothing changes."""
        type(self).objects.filter(pk=self.pk, begun_at=None).update(begun_at=timezone.now())
        self.refresh_from_db(fields=["begun_at"])

    # Questions

    @property
    def clock(self) -> str:
        """The zone that she lives by: her own choice, else that of the first group that she organizes."""
        if is_known_zone(self.time_zone):
            return self.time_zone
        places = self.memberships.organizing().filter(organization__place__isnull=False).order_by("joined_at", "pk")
        found = places.values_list("organization__place__time_zone", flat=True).first()
        return found if found and is_known_zone(found) else settings.TIME_ZONE

    @property
    def week_time(self) -> time:
        """The hour of her letter."""
        return time(self.week_hour)
