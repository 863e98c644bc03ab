"""What the operator looks at: each room registers its figures at start, and one page shows them all."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.timezone import now
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Figure:
    """One thing as it stands: in words with its number, whether that is well, and where not what to do.

    Words name no person and no address. `url` leads to where it is looked into, "" where there is no such page.
    """

    said: str
    is_well: bool
    remedy: str = ""
    url: str = ""
    title: str | Promise = ""


_finders: dict[str, tuple[str | Promise, Callable[[], Figure]]] = {}


def register(name: str, title: str | Promise, find: Callable[[], Figure]) -> None:
    """Make a figure known, from AppConfig.ready. `find` asks a bounded question. Twice is once."""
    _finders[name] = (title, find)


def figures() -> list[Figure]:
    """All of them in the order in which they were registered. One that cannot be found is a figure that is not well."""
    return [_found(name, title, find) for name, (title, find) in _finders.items()]


def ago(at: datetime | None) -> str:
    """How long since, in words: "3 minutes ago"."""
    if at is None:
        return _("never")
    if (now() - at).total_seconds() < 60:
        return _("less than a minute ago")
    return _("%(time)s ago") % {"time": timesince(at).replace("\xa0", " ")}


def _found(name: str, title, find: Callable[[], Figure]) -> Figure:
    try:
        with transaction.atomic():
            figure = find()
    except (DatabaseError, OSError, ValueError, LookupError):
        log.exception("A figure could not be found", extra={"reason": name})
        figure = Figure(_("This could not be found out."), is_well=False, remedy=_("The log says why."))
    return Figure(figure.said, figure.is_well, figure.remedy, figure.url, title)
