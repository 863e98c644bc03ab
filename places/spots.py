"""Where something can take place, as the gazetteer answers it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from places.regions import country_name


@dataclass(frozen=True, slots=True)
class Spot:
    """A town, a postcode or a point: coordinates in degrees with their IANA time zone.

    `key` is stable and can be posted back ("town:5145476", "postcode:US:44308", "point:41.08,-81.52"). Around a point
    far from any town locality, region and country are empty.
    """

    key: str
    label: str
    locality: str
    region: str
    country: str
    postal_code: str
    latitude: float
    longitude: float
    time_zone: str

    @property
    def town(self) -> str:
        """The town that a list is around: "Akron, OH", "Paris, Île-de-France"."""
        region = self.region if self.region != self.locality else ""
        return ", ".join(part for part in (self.locality, region) if part) or self.label


@dataclass(frozen=True, slots=True)
class Found:
    """What a text may mean: `spots`, best first; `clear`, one of them, if there is no doubt; else near matches."""

    spots: tuple[Spot, ...] = ()
    clear: Spot | None = None
    near: tuple[Spot, ...] = ()


def town_label(locality: str, region: str, country: str, postal_code: str = "") -> str:
    """ "Akron, OH 44308, United States"; what is empty or only repeats the town is left out."""
    state = f"{region} {postal_code}".strip() if region != locality or postal_code else ""
    land = country_name(country)
    return ", ".join(part for part in (locality, state, "" if land == locality else land) if part)


def point_label(latitude: float, longitude: float, town: str) -> str:
    """ "41.08, -81.52 (near Akron, OH)"."""
    point = f"{latitude:g}, {longitude:g}"
    return _("%(point)s (near %(town)s)") % {"point": point, "town": town} if town else point
