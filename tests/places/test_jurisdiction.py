"""What bodies decide for, by Open Civic Data ids."""

import pytest
from django.db import IntegrityError

from places.gazetteer import find
from places.models import Jurisdiction

pytestmark = pytest.mark.django_db

OHIO = "ocd-division/country:us/state:oh"


def test_division_is_known_once():
    Jurisdiction.objects.create(ocd_id=OHIO, name="Ohio", kind=Jurisdiction.Kind.STATE, region="OH", country="US")

    with pytest.raises(IntegrityError):
        Jurisdiction.objects.create(ocd_id=OHIO, name="Ohio", kind=Jurisdiction.Kind.STATE, region="OH", country="US")


def spot(typed):
    return find(typed).clear


def ends(row):
    return row and row.ocd_id.removeprefix("ocd-division/country:")


def test_spot_lies_in_its_town_county_state_and_country(gazetteer):
    around = Jurisdiction.objects.around(spot("Akron, OH"))

    assert [ends(row) for row in around] == [
        "us/state:oh/place:akron",
        "us/state:oh/county:summit",
        "us/state:oh",
        "us",
    ]
    assert [row.name for row in around] == ["Akron", "Summit County", "Ohio", "United States"]


def test_rows_are_made_once(gazetteer):
    first = Jurisdiction.objects.around(spot("Akron, OH"))

    assert Jurisdiction.objects.around(spot("44308")) == first
    assert Jurisdiction.objects.count() == 4


def test_town_knows_where_it_lies(gazetteer):
    town = Jurisdiction.objects.of_town(spot("Akron, OH"))

    assert (town.latitude, town.longitude, town.time_zone) == (41.0814, -81.519, "America/New_York")


def test_town_abroad_has_its_country_alone(gazetteer):
    around = Jurisdiction.objects.around(spot("Munich"))

    assert [ends(row) for row in around] == [None, None, None, "de"]


def test_town_abroad_is_found_where_it_was_imported(gazetteer):
    row = Jurisdiction.objects.create(
        ocd_id="ocd-division/country:de/place:munich", name="Munich", kind="place", country="DE"
    )

    assert Jurisdiction.objects.of_town(spot("Munich")) == row


def test_point_at_sea_lies_nowhere(gazetteer):
    around = Jurisdiction.objects.around(spot("-10.0, -178.0"))

    assert around == (None, None, None, None)


def test_town_that_the_list_of_its_state_does_not_have_is_not_made(gazetteer):
    Jurisdiction.objects.create(
        ocd_id=f"{OHIO}/place:kent", name="Kent", kind="place", region="OH", country="US", census_geoid="place-3939872"
    )

    assert Jurisdiction.objects.of_town(spot("Akron, OH")) is None


def test_township_of_a_county_is_found_by_its_name(gazetteer):
    row = Jurisdiction.objects.create(
        ocd_id=f"{OHIO}/county:summit/place:akron", name="Akron township", kind="place", region="OH", country="US"
    )

    assert Jurisdiction.objects.of_town(spot("Akron, OH")) == row
