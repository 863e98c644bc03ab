"""Points on earth: typed coordinates, and the town whose time zone they share."""

from places.distance import box, km_between
from places.models import Town
from places.spots import Spot, point_label, town_label

NEAREST_TOWN_WITHIN = (30, 300, 2000)  # km, tried in this order
TOWN_OF_A_POINT_WITHIN = 50  # km; beyond it a point has a time zone and no town


def spot_at(lat: float, lon: float) -> Spot | None:
    """A point, in the time zone of the nearest town. None where there is no town within 2,000 km."""
    lat, lon = round(lat, 5), round(lon, 5)
    nearest = _nearest_town(lat, lon)
    if not nearest:
        return None
    town, km = nearest
    is_near = km <= TOWN_OF_A_POINT_WITHIN
    return Spot(
        key=f"point:{lat},{lon}",
        label=point_label(lat, lon, town_label(town.name, town.region, "") if is_near else ""),
        locality=town.name if is_near else "",
        region=town.region if is_near else "",
        country=town.country if is_near else "",
        postal_code="",
        latitude=lat,
        longitude=lon,
        time_zone=town.time_zone,
    )


def _nearest_town(lat: float, lon: float) -> tuple[Town, float] | None:
    for reach in NEAREST_TOWN_WITHIN:
        towns = Town.objects.inside(box(lat, lon, reach))
        distances = [(km_between(lat, lon, town.latitude, town.longitude), town.pk, town) for town in towns]
        if distances and min(distances)[0] <= reach:
            km, _, town = min(distances)
            return town, km
    return None
