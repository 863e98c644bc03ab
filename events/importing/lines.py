"""The lines of a calendar file: from bytes to the properties of its events. Nothing is understood here yet.

Everything is done in one pass over a text of bounded size, so that no file takes longer than its length.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_BYTES = 256 * 1024
MOST_EVENTS = 300
DEEPEST = 8

# What stands before the first colon outside of quotes; its parameters begin with semicolons.
_LINE = re.compile(r'([A-Za-z0-9-]{1,60})((?:[^":]|"[^"]*")*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';([^=;"]+)=((?:"[^"]*"|[^;"])*)')


class Property(NamedTuple):
    """What one line says: a value, and what its parameters say about it, by their names in capitals."""

    value: str
    parameters: dict[str, str]


@dataclass
class Component:
    """An event, a zone or the calendar itself: its properties by name, each as often as it stands there."""

    kind: str
    properties: dict[str, list[Property]] = field(default_factory=dict)

    def first(self, name: str) -> Property | None:
        return next(iter(self.properties.get(name, ())), None)

    def value(self, name: str) -> str:
        """The value of its first line of this name; "" where there is none."""
        found = self.first(name)
        return found.value.strip() if found else ""

    def all(self, name: str) -> list[Property]:
        return self.properties.get(name, [])


def components(data: bytes) -> list[Component]:
    """The calendar, its zones and its events, in their order; what else it holds is left out.

    A file that is no calendar, or not all of one, is refused whole: too_big, web_page, no_calendar, cut_short,
    too_many_events.
    """
    if len(data) > MOST_BYTES:
        sentence = _("The calendar is larger than %(most)s KB. Export a shorter time, or fewer calendars at once.")
        raise ValidationError(sentence, code="too_big", params={"most": MOST_BYTES // 1024})
    text = _text(data)
    _refuse_other(text)
    found = _walk(text)
    if sum(component.kind == "VEVENT" for component in found) > MOST_EVENTS:
        sentence = _("The calendar has more than %(most)s events. Export a shorter time.")
        raise ValidationError(sentence, code="too_many_events", params={"most": MOST_EVENTS})
    return found


def _text(data: bytes) -> str:
    """Long lines are joined before letters are read, since some fold within a letter."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode()
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    data = data.replace(b"\n ", b"").replace(b"\n\t", b"")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _refuse_other(text: str) -> None:
    beginning = text[:2_000].lstrip()
    if beginning.startswith("<"):
        sentence = _("This is a web page, not a calendar. Look for an address that ends in .ics.")
        raise ValidationError(sentence, code="web_page")
    upper = text.upper()
    if "\0" in text or ("BEGIN:VCALENDAR" not in upper and "BEGIN:VEVENT" not in upper):
        raise ValidationError(_("This is not a calendar that we can read."), code="no_calendar")


def _walk(text: str) -> list[Component]:
    found: list[Component] = []
    open_ones: list[Component] = []
    for line in text.split("\n"):
        match = _LINE.fullmatch(line.strip())
        if not match:
            continue
        name, value = match[1].upper(), match[3]
        if name == "BEGIN":
            component = Component(value.strip().upper())
            if component.kind in ("VCALENDAR", "VTIMEZONE", "VEVENT"):
                found.append(component)
            open_ones = [*open_ones[: DEEPEST - 1], component]
        elif name == "END":
            _close(open_ones, value.strip().upper())
        elif open_ones:
            parameters = {key.upper(): said.replace('"', "") for key, said in _PARAMETER.findall(match[2])}
            open_ones[-1].properties.setdefault(name, []).append(Property(value, parameters))
    if open_ones:
        sentence = _("The calendar breaks off before its end. Fetch or save it again.")
        raise ValidationError(sentence, code="cut_short")
    return found


def _close(open_ones: list[Component], kind: str) -> None:
    """The innermost of this kind ends, and what was left open within it; an end without a beginning is passed over."""
    for position in range(len(open_ones) - 1, -1, -1):
        if open_ones[position].kind == kind:
            del open_ones[position:]
            return
