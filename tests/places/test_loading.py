import pytest
from django.core.management import call_command

from places.gazetteer import find
from places.loading import load
from places.models import Edition, Postcode, Town, TownName
from places.zones import known_zones
from tests.places.conftest import POSTCODES, TOWNS, written

pytestmark = pytest.mark.django_db


def rows():
    return [list(model.objects.order_by("pk").values()) for model in (Town, TownName, Postcode, Edition)]


def test_counts_are_told(gazetteer):
    assert gazetteer == (True, 21, 29, 2, 0)


def test_second_load_changes_nothing(gazetteer, tmp_path):
    before = rows()

    again = load(written(tmp_path))

    assert again == gazetteer._replace(is_new=False)
    assert rows() == before


def test_changed_file_replaces_what_was_there(gazetteer, tmp_path):
    find("Warmmup")
    towns = TOWNS.replace("Tucson", "Tooson")

    loaded = load(written(tmp_path, towns=towns, postcodes=POSTCODES[: POSTCODES.index("44308")]))

    assert (loaded.is_new, loaded.towns, loaded.postcodes) == (True, 21, 1)
    assert [spot.locality for spot in find("Toosan").near] == ["Tooson"]
    assert find("Tucson").clear is None


def test_row_with_an_unknown_time_zone_is_skipped(db, tmp_path):
    towns = TOWNS.replace("America/Phoenix", "America/Atlantis")

    loaded = load(written(tmp_path, towns=towns))

    assert (loaded.towns, loaded.skipped) == (19, 2)


def test_broken_file_leaves_the_old_rows(gazetteer, tmp_path):
    before = rows()

    with pytest.raises(ValueError, match="north"):
        load(written(tmp_path, towns=TOWNS.replace("41.0814", "north")))

    assert rows() == before


def test_files_on_board_are_read(db, capsys):
    call_command("load_gazetteer")
    call_command("load_gazetteer")

    said = capsys.readouterr().out.splitlines()
    counts = "52,669 towns with 58,112 names, 40,979 postcodes."
    assert said == [f"The gazetteer is loaded: {counts}", f"The gazetteer is up to date: {counts}"]
    assert [find(typed).clear.key for typed in ("Akron", "90210", "München")] == [
        "town:5145476",
        "postcode:US:90210",
        "town:2867714",
    ]
    assert {spot.region for spot in find("Springfield").spots} > {"MO", "MA", "IL"}
    assert [find(typed).near[0].label for typed in ("Tuscon", "Pheonix", "Gainsville")] == [
        "Tucson, AZ, United States",
        "Phoenix, AZ, United States",
        "Gainesville, FL, United States",
    ]
    for model in (Town, Postcode):
        assert set(model.objects.values_list("time_zone", flat=True)) <= known_zones()
