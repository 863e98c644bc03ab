"""Open Civic Data ids out of names."""

import csv
import gzip
import os
from pathlib import Path

import pytest

from places import divisions
from places.loading import Files

REAL = os.environ.get("COALITION_REAL_DATA", "")
LIST = Path(REAL) / "places" / "jurisdictions_us.csv.gz"


@pytest.mark.parametrize(
    ("region", "name", "ends"),
    [
        ("OH", "Akron", "state:oh/place:akron"),
        ("MN", "Saint Paul", "state:mn/place:st_paul"),
        ("AK", "St. Mary's", "state:ak/place:st_mary~s"),
        ("NC", "Winston-Salem", "state:nc/place:winston-salem"),
        ("CO", "Cañon City", "state:co/place:cañon_city"),
        ("NY", "New York City", "state:ny/place:new_york"),
        ("DC", "Washington", "district:dc"),
    ],
)
def test_town_has_the_id_of_the_list(region, name, ends):
    assert divisions.town(region, name).ocd_id == f"ocd-division/country:us/{ends}"


@pytest.mark.parametrize(
    ("region", "name", "ends", "shown"),
    [
        ("OH", "Summit", "state:oh/county:summit", "Summit County"),
        ("LA", "Orleans", "state:la/parish:orleans", "Orleans Parish"),
        ("LA", "Caddo Parish", "state:la/parish:caddo", "Caddo Parish"),
        ("AK", "Juneau City and Borough", "state:ak/borough:juneau", "Juneau Borough"),
        ("AK", "Nome (CA)", "state:ak/census_area:nome", "Nome Census Area"),
        ("MD", "Prince George's", "state:md/county:prince_george~s", "Prince George's County"),
        ("CA", "City and County of San Francisco", "state:ca/county:san_francisco", "San Francisco County"),
    ],
)
def test_county_has_the_id_of_the_list(region, name, ends, shown):
    assert divisions.county(region, name)[:2] == (f"ocd-division/country:us/{ends}", shown)


@pytest.mark.parametrize(
    ("region", "name"),
    [("MD", "Baltimore (city)"), ("VA", "City of Richmond"), ("CT", "Capitol Region"), ("DC", "District of Columbia")],
)
def test_what_lies_in_no_county_has_none(region, name):
    assert divisions.county(region, name) is None


@pytest.mark.parametrize(("code", "ends"), [("US", "us"), ("DE", "de"), ("PR", "us")])
def test_country_is_named_by_its_code(code, ends):
    assert divisions.country(code).ocd_id == f"ocd-division/country:{ends}"


@pytest.mark.parametrize("code", ["", "U", "USA", "1!", "ÄÖ"])
def test_what_is_no_code_is_no_country(code):
    assert divisions.country(code) is None


def test_territory_stands_in_place_of_a_state():
    assert divisions.state("", "GU").ocd_id == "ocd-division/country:us/territory:gu"


def test_state_elsewhere_has_no_id():
    assert divisions.state("Saxony", "DE") is None


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@pytest.fixture
def listed():
    """The ids of the public list, with the names of its towns: about 38,000, too many for every run."""
    if not LIST.is_file():
        pytest.skip("COALITION_REAL_DATA names no folder with the list of divisions")
    return {row["ocd_id"]: row for row in rows(LIST)}


def test_counties_of_all_postcodes_are_in_the_list(listed):
    known = {(row["state"], row["county"]) for row in rows(Files().postcodes)}
    found = [division.ocd_id in listed for pair in known if (division := divisions.county(*pair))]

    print(f"{sum(found):,} of {len(found):,} counties agree")
    assert sum(found) / len(found) > 0.998


def test_names_of_the_list_come_to_its_ids(listed):
    said = (" city", " town", " village", " borough", " municipality")
    agree = [
        divisions.town(row["state"], row["name"].removesuffix(ending)).ocd_id == ocd_id
        for ocd_id, row in listed.items()
        for ending in said
        if row["kind"] == "place" and ocd_id.count("/") == 3 and row["name"].endswith(ending)
    ]

    print(f"{sum(agree):,} of {len(agree):,} towns agree")
    assert sum(agree) / len(agree) > 0.99
