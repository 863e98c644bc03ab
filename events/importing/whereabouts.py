"""Where an event of a calendar takes place: its own coordinates, the town its words name, or that of its group."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.importing.lines import Component
from events.importing.texts import one_line, shortened
from places.distance import km_between
from places.gazetteer import find
from places.points import spot_at
from places.spelling import words
from places.spots import Spot

MOST_LOOKUPS = 60  # of a calendar; what names more places than that is laid into the town of its group
NEAR_HOME = 200  # km: so far a name of a town is believed without its state
_GEO = re.compile(r"([+-]?[0-9]{1,2}(?:\.[0-9]{1,12})?)\s*[;,]\s*([+-]?[0-9]{1,3}(?:\.[0-9]{1,12})?)")


@dataclass(frozen=True)
class Whereabouts:
    venue: str
    street: str
    spot: Spot
    notes: tuple[str, ...] = ()


class Surroundings:
    """Finds places around the town of a group; the same words are looked up once."""

    def __init__(self, home: Spot) -> None:
        self.home = home
        self._towns: dict[str, Spot | None] = {}

    def of(self, event: Component) -> Whereabouts:
        location = one_line(event.value("LOCATION"))
        parts = [part.strip() for part in location.split(",") if part.strip()]
        venue = shortened(parts[0] if parts else _("To be announced"), 120)
        if point := self._point(event.value("GEO")):
            return Whereabouts(venue, shortened(", ".join(parts[1:2]), 120), point)
        for position in range(1, len(parts)):
            is_street = parts[position][0].isdigit() and position < len(parts) - 1
            if len(parts) - position <= 4 and not is_street and (spot := self._town(parts[position:])):
                return Whereabouts(venue, shortened(", ".join(parts[1:position]), 120), spot)
        says_none, says_another = (
            _("It does not say where: %(town)s is taken."),
            _("Its town is not clear: %(town)s is taken."),
        )
        notes = ((says_another if parts else says_none) % {"town": self.home.town},)
        return Whereabouts(shortened(location, 120) or venue, "", self.home, notes)

    def _point(self, text: str) -> Spot | None:
        match = _GEO.fullmatch(text)
        if not match:
            return None
        lat, lon = float(match[1]), float(match[2])
        # Zero and zero lies in the sea: programs write it for a place that they do not know.
        return spot_at(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 and (lat or lon) else None

    def _town(self, parts: list[str]) -> Spot | None:
        text = ", ".join(parts)
        if text not in self._towns:
            if len(self._towns) >= MOST_LOOKUPS:
                return None
            found = find(text).clear
            self._towns[text] = found if found and self._is_meant(found, text) else None
        return self._towns[text]

    def _is_meant(self, spot: Spot, text: str) -> bool:
        """A street may bear the name of a far town: that is believed only with its state or country beside it."""
        near = km_between(self.home.latitude, self.home.longitude, spot.latitude, spot.longitude) <= NEAR_HOME
        said = set(words(text)) - set(words(spot.locality))
        return near or bool(said & {*words(spot.region), *words(spot.country)})
