"""The library of model demands: each file is whole, and what it says can be put to a body."""

import re

import pytest

from demands.blanks import ALWAYS, blanks_in, fill
from demands.library import entries
from demands.models import Body, Demand

LIBRARY = {entry.slug: entry for entry in entries()}


def test_twelve_models_are_on_board():
    assert len(LIBRARY) == 12


@pytest.mark.parametrize("entry", LIBRARY.values(), ids=LIBRARY)
def test_each_has_all_its_parts(entry):
    assert 150 <= len(entry.text.split()) <= 350
    assert 3 <= len(entry.components) <= 6
    assert entry.topic in Demand.Topic
    assert entry.kind in Demand.Kind
    assert "Whereas" in entry.text
    assert "**Section 1." in entry.text
    assert entry.evidence.endswith(".")
    assert 30 <= entry.review_after <= 365
    assert len(entry.ask) <= 160
    assert entry.ask.count(".") == 1


@pytest.mark.parametrize("entry", LIBRARY.values(), ids=LIBRARY)
def test_each_says_of_bodies_that_are_known_what_they_decide(entry):
    assert entry.bodies
    for kind, said in entry.bodies.items():
        assert kind in Body.Kind
        assert said["kind"] in Demand.Kind
        assert said["says"].endswith(".")
        assert len(said["says"]) < 240


@pytest.mark.parametrize("entry", LIBRARY.values(), ids=LIBRARY)
def test_what_comes_next_is_in_the_library(entry):
    assert entry.next
    assert set(entry.next) <= set(LIBRARY) - {entry.slug}


@pytest.mark.parametrize("entry", LIBRARY.values(), ids=LIBRARY)
def test_no_blank_is_left_when_all_are_filled(entry):
    names = dict.fromkeys(ALWAYS | {blank["name"] for blank in entry.blanks}, "Akron")

    filled = [fill(text, names) for text in (entry.title, entry.ask, entry.text)]

    assert not blanks_in(*filled)
    assert not re.search(r"[{}\[\]]|TODO|XX", "".join(filled))


def test_what_a_town_fills_in_is_not_read_again():
    assert fill("{town}, {person}", {"town": "{person}", "person": "Akron"}) == "{person}, Akron"
