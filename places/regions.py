"""Names of states, provinces and countries, as shown and as typed."""

from functools import cache, lru_cache
from importlib.resources import files

from places.spelling import key

_SHOWN = {"GB": "United Kingdom", "KR": "South Korea", "KP": "North Korea", "MM": "Myanmar", "XK": "Kosovo"}
_TYPED = {
    "US": {"usa", "america", "united states of america"},
    "GB": {"uk", "great britain", "britain"},
    "DE": {"deutschland"},
    "AE": {"uae"},
}
_PROVINCES = {
    "Alberta": "AB",
    "British Columbia": "BC",
    "Manitoba": "MB",
    "New Brunswick": "NB",
    "Newfoundland and Labrador": "NL",
    "Northwest Territories": "NT",
    "Nova Scotia": "NS",
    "Nunavut": "NU",
    "Ontario": "ON",
    "Prince Edward Island": "PE",
    "Quebec": "QC",
    "Saskatchewan": "SK",
    "Yukon": "YT",
}


@cache
def _countries() -> dict[str, str]:
    """Two-letter codes and English names, from the time zone data we depend on anyway."""
    table = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text(encoding="utf-8")
    rows = (line.split("\t", 1) for line in table.splitlines() if line and not line.startswith("#"))
    return dict(rows) | _SHOWN


def country_name(code: str) -> str:
    """The English name of a country; the code itself where it is not known."""
    return _countries().get(code, code)


def region(admin1: str, admin1_name: str, country: str) -> str:
    """How the part of a country is written behind a town: "OH", "ON", "Saxony"."""
    if country == "US":
        return admin1
    return _PROVINCES.get(admin1_name, admin1_name) if country == "CA" else admin1_name


@lru_cache(maxsize=1024)
def region_names(admin1: str, admin1_name: str, country: str) -> frozenset[str]:
    """The keys by which somebody may name the state or the country, the bare two-letter country code left out."""
    code = admin1 if admin1.isalpha() else ""
    names = {code, admin1_name, region(admin1, admin1_name, country), country_name(country)}
    more = {"us"} if country == "US" else set()
    return frozenset({key(name) for name in names} | _TYPED.get(country, set()) | more) - {""}
