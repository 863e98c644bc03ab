"""The week of a person: what needs her before the next date of hers, what can wait, and how many things that is."""

from datetime import date
from typing import NamedTuple

from django.core.cache import cache
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.models import Occurrence, Series
from orgs import needs
from orgs.models import User
from orgs.needs import WEEK, Need

NUMBERS = [_("No"), _("One"), _("Two"), _("Three"), _("Four"), _("Five")]
NUMBERS += [_("Six"), _("Seven"), _("Eight"), _("Nine"), _("Ten")]
COUNTED_FOR = 60  # seconds; any press of hers has it counted anew


class Week(NamedTuple):
    """What needs somebody, by when: before `day`, the next date of hers in a week at most, and after it."""

    day: date | None
    now: list[Need]
    soon: list[Need]  # within the week
    later: list[Need]

    @property
    def headline(self) -> str:
        """ "Three things before Saturday": how many there are to end first."""
        count = len(self.now)
        names = {"number": NUMBERS[count] if count < len(NUMBERS) else count}
        if self.day is None:
            return ngettext("%(number)s thing this week", "%(number)s things this week", count) % names
        if self.day <= localdate():
            return ngettext("%(number)s thing today", "%(number)s things today", count) % names
        text = ngettext("%(number)s thing before %(day)s", "%(number)s things before %(day)s", count)
        return text % (names | {"day": date_format(self.day, "l")})

    @property
    def can_wait(self) -> bool:
        """Whether anything can wait."""
        return bool(self.soon or self.later)


def of(user: User) -> Week:
    """What needs this person, as things stand."""
    found, day = needs.of(user), _next_day(user)
    now, week = needs.before(found, day), needs.before(found)
    first = {need.key for need in now}
    soon = [need for need in week if need.key not in first]
    later = [need for need in found if need.key not in {each.key for each in week}]
    _keep_count(user, len(now))
    return Week(day, now, soon, later)


def hers(user: User):
    """The dates of what her groups host or have signed that go on, the next one first."""
    ours = Series.objects.announced().of_member(user)
    return Occurrence.objects.to_come().filter(series__in=ours.values("pk")).for_cards()


def waiting(user: User) -> int:
    """How many things there are to end first; known for a minute, or until she presses anything."""
    known = cache.get(_key(user))
    return len(of(user).now) if known is None else known


def forget_count(user: User) -> None:
    """She has pressed something: what waits may be less."""
    cache.delete(_key(user))


def _next_day(user: User) -> date | None:
    """The day of her next date that goes ahead, where that is within a week."""
    day = hers(user).going_ahead().values_list("day", flat=True).first()
    return day if day and day <= localdate() + WEEK else None


def _keep_count(user: User, count: int) -> None:
    cache.set(_key(user), count, COUNTED_FOR)


def _key(user: User) -> str:
    return f"waiting:{user.pk}"
