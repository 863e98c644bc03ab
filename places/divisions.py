"""Open Civic Data ids of a country, a state, a county and a town, out of the names the gazetteer has. No database.

The ids are those of the public list (github.com/opencivicdata/ocd-division-ids); where a name is read another way than
the list writes it, `tests/places/test_divisions.py` counts it.
"""

import re
from typing import NamedTuple

from places.regions import country_name

STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi",
    "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey",
    "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio",
    "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina",
    "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
TERRITORIES = {"AS", "GU", "MP", "PR", "VI"}
# Of Alaska's parts those that are no borough: nobody governs there but the state.
CENSUS_AREAS = {
    "Aleutians West", "Bethel", "Chugach", "Copper River", "Dillingham", "Hoonah-Angoon", "Kusilvak", "Nome",
    "Prince of Wales-Hyder", "Southeast Fairbanks", "Yukon-Koyukuk",
}  # fmt: skip
# Counties that the list of postcodes still has, where since 2022 it mostly has planning regions.
CONNECTICUT = {
    "Fairfield", "Hartford", "Litchfield", "Middlesex", "New Haven", "New London", "Tolland", "Windham",
}  # fmt: skip
# Names that the gazetteer has in another form than the list.
_COUNTIES = {("LA", "La Salle"): "LaSalle", ("NM", "DeBaca"): "De Baca", ("AK", "Skagway-Hoonah-Angoon"): "Skagway"}
_TOWNS = {
    ("CA", "Paso Robles"): "El Paso de Robles (Paso Robles)",
    ("CA", "Ventura"): "San Buenaventura (Ventura)",
    ("ID", "Boise"): "Boise City",
    ("KY", "Lexington-Fayette"): "Lexington",
    ("NY", "New York City"): "New York",
}
_NOT_ITS_NAME = re.compile(
    r"^City and (?:County|Borough) of "
    r"|(?: City and Borough| Borough| Census Area| County| Municipality| Parish| \(CA\))$"
)
_SAINT = re.compile(r"\b(Saint|Sainte)\b(?= )")
_OTHER_SIGN = re.compile(r"[^\w~-]")


class Division(NamedTuple):
    """What is known of a division: its id, its name as people say it, and what it lies in."""

    ocd_id: str
    name: str
    kind: str
    region: str
    country: str


def country(code: str) -> Division | None:
    """ "ocd-division/country:us"; a territory of the US lies in it. None for what is no code of two letters."""
    code = "US" if code in TERRITORIES else code
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        return None
    return Division(f"ocd-division/country:{code.lower()}", country_name(code), "country", "", code)


def state(region: str, country: str = "US") -> Division | None:
    """A state, the District of Columbia or a territory of the US; None elsewhere."""
    if country in TERRITORIES:
        return Division(_below(f"territory:{country.lower()}"), country_name(country), "state", country, "US")
    if country != "US":
        return None
    if region == "DC":
        return Division(_below("district:dc"), "District of Columbia", "state", "DC", "US")
    if region in STATES:
        return Division(_below(f"state:{region.lower()}"), STATES[region], "state", region, "US")
    return None


def county(region: str, name: str) -> Division | None:
    """A county, parish or borough by the name that postcodes have for it: "Summit", "Baltimore (city)".

    None for an independent city, which lies in no county, and for a part of a state that nobody knows by an id.
    """
    name = _NOT_ITS_NAME.sub("", name)
    if not name or region not in STATES or "(city" in name or name.startswith("City of "):
        return None
    if region == "CT" and name not in CONNECTICUT:
        return None
    name = _COUNTIES.get((region, name), name)
    kind, called = _kind_of_county(region, name)
    ocd_id = _below(f"state:{region.lower()}/{kind}:{segment(name)}")
    return Division(ocd_id, f"{name} {called}", "county", region, "US")


def municipio(name: str) -> Division | None:
    """A municipality of Puerto Rico, which is its towns' county and their town at once."""
    return Division(_below(f"territory:pr/municipio:{segment(name)}"), name, "county", "PR", "US") if name else None


def town(region: str, name: str) -> Division | None:
    """A town by its state: "ocd-division/country:us/state:oh/place:akron". Washington is its district."""
    if region == "DC":
        return state("DC")
    if region not in STATES or not name:
        return None
    ocd_id = _below(f"state:{region.lower()}/place:{segment(_TOWNS.get((region, name), name))}")
    return Division(ocd_id, name, "place", region, "US")


def segment(name: str) -> str:
    """The last part of an id: "St. Mary's" gives "st_mary~s". Dots go, and Saint is St as the Census writes it."""
    name = _SAINT.sub(lambda match: "St" if match[1] == "Saint" else "Ste", name)
    return _OTHER_SIGN.sub("~", name.lower().replace(".", "").replace(" ", "_"))


def _below(path: str) -> str:
    return f"ocd-division/country:us/{path}"


def _kind_of_county(region: str, name: str) -> tuple[str, str]:
    if region == "LA":
        return "parish", "Parish"
    if region == "AK":
        return ("census_area", "Census Area") if name in CENSUS_AREAS else ("borough", "Borough")
    return "county", "County"
