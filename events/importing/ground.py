"""Where a row takes place: its own coordinates and zone, or the town it names, found in the gazetteer."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.importing import cells as read
from places.gazetteer import find
from places.models.place import validate_time_zone
from places.points import spot_at
from places.spots import Found, Spot

LONGEST_TOWN = 120


class Ground:
    """Finds the spot of each row; a town is looked up once."""

    def __init__(self) -> None:
        self._found: dict[str, Found] = {}

    def spot(self, cells: dict[str, str]) -> Spot:
        """ValidationError where a row has neither coordinates nor a town that we know, or an unknown zone."""
        if zone := cells["timezone"]:
            validate_time_zone(zone[:100])
        if cells["lat"] or cells["lon"]:
            return self._at_point(cells, zone)
        if not cells["locality"]:
            raise ValidationError(_("The row names neither a town nor coordinates."), code="no_place")
        spot = self._of_town(cells)
        return replace(spot, time_zone=zone) if zone else spot

    def _at_point(self, cells: dict[str, str], zone: str) -> Spot:
        if not (cells["lat"] and cells["lon"]):
            raise ValidationError(_("Coordinates are two numbers: “lat” and “lon”."), code="half_a_point")
        lat, lon = read.degrees(cells, "lat", 90), read.degrees(cells, "lon", 180)
        said = {
            "locality": read.text(cells, "locality", LONGEST_TOWN),
            "region": read.text(cells, "state", LONGEST_TOWN),
            "country": _country(cells),
        }
        if not zone:
            near = spot_at(lat, lon)
            if near is None:
                sentence = _("No town is near these coordinates: write the time zone, such as America/New_York.")
                raise ValidationError(sentence, code="no_zone")
            return replace(near, **{name: value for name, value in said.items() if value})
        return Spot(key="", label="", postal_code="", latitude=lat, longitude=lon, time_zone=zone, **said)

    def _of_town(self, cells: dict[str, str]) -> Spot:
        parts = (cells["locality"], cells["state"], cells["country"])
        town = ", ".join(part for part in parts if part)
        if town not in self._found:
            self._found[town] = find(town)
        found = self._found[town]
        if found.clear:
            return found.clear
        near = found.spots or found.near
        shown = {"town": town[:60], "near": "; ".join(spot.label for spot in near)}
        if found.spots:
            sentence = _("“%(town)s” may be one of: %(near)s. Write its state, or “lat”, “lon” and “timezone”.")
        elif near:
            sentence = _("“%(town)s” is not a town that we know. Is it one of: %(near)s?")
        else:
            sentence = _("“%(town)s” is not a town that we know. Write “lat”, “lon” and “timezone”.")
        raise ValidationError(sentence, code="unknown_town", params=shown)


def _country(cells: dict[str, str]) -> str:
    said = cells["country"].upper()
    if said and not (len(said) == 2 and said.isascii() and said.isalpha()):
        sentence = _("“country” says “%(said)s”. Write its two letters: US.")
        raise ValidationError(sentence, code="no_country", params={"said": said[:40]})
    return said
