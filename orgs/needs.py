"""What needs a person now, said by every room in the same few words. Each room registers its own at start.

The desk, the number in the dock and the weekly letter read the same list: what one of them shows, all know.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Act:
    """One way on from a need: a button that ends it with one press (`post`), or a link where something is read first.

    `fields` are sent along with the press. Of several acts the `main` one is the solid button.
    """

    label: str
    url: str
    post: bool = False
    main: bool = True
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Need:
    """One thing that waits for a person, until she has ended it or it has ended by itself.

    `key` names it alone and for good, such as "sponsorship:12". Texts are plain; the template escapes them.
    `due` is a day, or an instant that knows its zone; without one it is for now. A higher `weight` comes first
    among those of one day.
    """

    key: str
    headline: str
    text: str = ""
    stock: str = ""
    due: datetime | date | None = None
    is_late: bool = False
    acts: list[Act] = field(default_factory=list)
    weight: int = 0

    @property
    def anchor(self) -> str:
        """Its place on the desk, as an address names it."""
        return slugify(self.key.replace(":", "-"))

    @property
    def day(self) -> date | None:
        """The day it is due, by the clock of who reads."""
        return localtime(self.due).date() if isinstance(self.due, datetime) else self.due

    @property
    def hour(self) -> datetime | None:
        """The instant it is due, by the clock of who reads; None where only the day is known."""
        return localtime(self.due) if isinstance(self.due, datetime) else None

    @property
    def is_pressing(self) -> bool:
        """Whether it is late, or due by tomorrow."""
        return self.is_late or (self.day is not None and self.day <= localdate() + timedelta(days=1))

    @property
    def by_when(self) -> str:
        """Until when, in words that end a sentence: "By tomorrow, 18:00."; empty where it is due on no day."""
        if self.is_late:
            past = self.day is not None and self.day < localdate()
            return _("Late since %(day)s.") % {"day": _named(self.day)} if past else _("Late.")
        if self.day is None:
            return ""
        if self.hour is None:
            return _("By %(day)s.") % {"day": _named(self.day)}
        return _("By %(day)s, %(time)s.") % {"day": _named(self.day), "time": date_format(self.hour, "TIME_FORMAT")}

    def waits_until_after(self, day: date) -> bool:
        """Whether it need not be ended by this day."""
        return not self.is_late and self.day is not None and self.day > day


@dataclass(frozen=True)
class Source:
    """Where needs come from. `source` answers a person's needs, `done` in sentences what she ended since an instant.

    Both ask a fixed number of queries, and stop at some fifty rows.
    """

    source: Callable[[object], list[Need]]
    done: Callable[[object, datetime], list[str]] | None = None


_sources: dict[str, Source] = {}


def register(
    name: str,
    source: Callable[[object], list[Need]],
    done: Callable[[object, datetime], list[str]] | None = None,
) -> None:
    """Make a source known, from AppConfig.ready. The same name twice is once: the later one holds."""
    _sources[name] = Source(source, done)


def of(user) -> list[Need]:
    """All that needs this person: what is late, then by day, what has none last, then what weighs more."""
    found = [need for each in _sources.values() for need in each.source(user)]
    return sorted(found, key=lambda need: (not need.is_late, need.day or date.max, -need.weight))


def done_by(user, since: datetime) -> list[str]:
    """What this person ended since then, in sentences."""
    return [said for each in _sources.values() if each.done for said in each.done(user, since)]


def before(needs: list[Need], day: date | None = None) -> list[Need]:
    """Those to end by this day, or without one within a week: late, undated or due by then."""
    last = day or localdate() + WEEK
    return [need for need in needs if not need.waits_until_after(last)]


def due_if_near(due: datetime) -> datetime | None:
    """What is open for long is for now, not for its last day: a last day counts only in its last week."""
    return due if localtime(due).date() <= localdate() + WEEK else None


def _named(day: date) -> str:
    """The day as one would say it: today, tomorrow, its weekday within the week, else with its date."""
    ahead = (day - localdate()).days
    if ahead in (0, 1):
        return _("tomorrow") if ahead else _("today")
    return date_format(day, "l" if 1 < ahead < 7 else "l j F")
