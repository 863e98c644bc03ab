"""The division a body decides for: its town, county, state or country by what kind of body it is."""

from demands.deciding import office
from places import divisions
from places.models import Jurisdiction, Postcode
from places.spots import Spot

# How school districts are called after their town. A list has charter schools as well, which have boards of their own.
DISTRICTS = ("", " City", " School District", " City School District", " Public Schools", " Unified School District")


def division_of(kind: str, spot: Spot) -> Jurisdiction | None:
    """None where a kind decides for no division, or the one around the spot has no id that we know."""
    level = office(kind).level
    rows = Jurisdiction.objects
    if level == "town":
        return rows.of_town(spot)
    if level == "county":
        return rows.of_county(spot)
    if level == "state":
        return rows.of_state(spot)
    if level == "country":
        return rows.of_country(spot)
    return _district(spot) if level == "district" else None


def name_around(kind: str, spot: Spot) -> str:
    """What the division of a kind is called there, without making its row: "Akron", "Summit County", "Ohio"."""
    level = office(kind).level
    if level in ("town", "district"):
        return spot.locality
    if spot.country != "US" or not level:
        return ""
    if level == "county":
        found = divisions.county(spot.region, Postcode.objects.county_of(spot))
    else:
        found = divisions.state(spot.region) if level == "state" else divisions.country(spot.country)
    return found.name if found else ""


def _district(spot: Spot) -> Jurisdiction | None:
    """The school district called after the town, where a list of them was imported and one alone is called so."""
    names = [f"{spot.locality}{ending}" for ending in DISTRICTS] if spot.locality else []
    kind = Jurisdiction.Kind.SCHOOL_DISTRICT
    rows = Jurisdiction.objects.filter(country=spot.country, region=spot.region, kind=kind, name__in=names)
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None
