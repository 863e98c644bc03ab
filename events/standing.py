"""The rule by which a listed group is active, and its sentences. It is handed facts and asks no database."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

COUNTED = timedelta(days=90)  # what is public counts so long, before its day and after it
WARNED = timedelta(days=14)
PEOPLE = 2


@dataclass(frozen=True)
class Standing:
    """What is known of one group on a day, and what follows from it.

    `acted_on` is the day of the last public thing, ahead where one is ahead; None where nothing counts.
    `paired_on` is the last day on which two people organized it. Both begin to count on `begun_on`.
    """

    today: date
    listed_on: date | None
    begun_on: date
    acted_on: date | None
    held: int
    coming: int
    organizers: int
    paired_on: date

    @property
    def is_active(self) -> bool:
        return self.today < self.lapses_on

    @property
    def lapses_on(self) -> date:
        """The first day on which it is not active any more, as things are; past where it is quiet."""
        return (self.paired_on if self.lacks_people else self._last_act) + COUNTED

    @property
    def lacks_people(self) -> bool:
        """Whether it is for want of a second organizer that it lapses, or has."""
        return self.paired_on < min(self._last_act, self.today)

    @property
    def sentences(self) -> list[str]:
        """What everybody reads: since when it is listed, and whether it is active or quiet and why."""
        listed = _("Listed since %(day)s, looked at once by a moderator.")
        said = [listed % {"day": date_format(self.listed_on, "j F Y")}] if self.listed_on else []
        said.append(self._active if self.is_active else self._quiet)
        return said if self.organizers else [*said, _("Nobody organizes it at the moment.")]

    @property
    def own_sentences(self) -> list[str]:
        """What its own people read besides: what would keep it active, or bring it back."""
        said = []
        if self.is_active and not self.coming and not self.lacks_people:
            said.append(_("Lapses on %(day)s unless something public happens.") % {"day": self._day(self.lapses_on)})
        if self.is_active and self.lacks_people:
            said.append(_("Lapses on %(day)s unless a second organizer joins.") % {"day": self._day(self.lapses_on)})
        if self.organizers == 1:
            said.append(_("One organizer only: a second one keeps it active."))
        if not self.is_active and self._last_act + COUNTED <= self.today:
            said.append(_("Its next date, announcement or sign-on makes it active again."))
        return said

    @property
    def _last_act(self) -> date:
        return max(self.acted_on or self.begun_on, self.begun_on)

    @property
    def _active(self) -> str:
        return _("Active: %(what)s and %(people)s.") % {"what": self._what, "people": self._people}

    @property
    def _what(self) -> str:
        if self.held:
            text = ngettext("%(number)s date in the last 90 days", "%(number)s dates in the last 90 days", self.held)
            return text % {"number": apnumber(self.held)}
        if self.coming:
            text = ngettext("%(number)s date in the next 90 days", "%(number)s dates in the next 90 days", self.coming)
            return text % {"number": apnumber(self.coming)}
        if self.acted_on and self.acted_on > self.today - COUNTED:
            return _("something announced or signed in the last 90 days")
        return _("counted since %(day)s") % {"day": self._day(self.begun_on)}

    @property
    def _people(self) -> str:
        if not self.organizers:
            return _("no organizer")
        text = ngettext("%(number)s organizer", "%(number)s organizers", self.organizers)
        return text % {"number": apnumber(self.organizers)}

    @property
    def _quiet(self) -> str:
        day = {"day": self._day(self.lapses_on)}
        if self.lacks_people:
            return _("Quiet since %(day)s: fewer than two organizers for 90 days.") % day
        return _("Quiet since %(day)s: no date in 90 days.") % day

    def _day(self, day: date) -> str:
        """With its year only where that is not this year's."""
        return date_format(day, "j F" if day.year == self.today.year else "j F Y")
