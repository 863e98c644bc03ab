"""A body found by what somebody typed."""

import pytest
from django import forms

from demands.forms import BodyField
from tests import factories

pytestmark = pytest.mark.django_db


class AskForm(forms.Form):
    body = BodyField()


@pytest.fixture
def council(host):
    return factories.body(host, "Akron City Council")


@pytest.fixture
def board(host):
    return factories.body(host, "Akron Board of Education", kind="school_board")


def asked(text, **pick):
    return AskForm({"body": text} | pick)


@pytest.mark.parametrize("text", ["Akron City Council", "akron city council ", "city council", "council, Akron OH"])
def test_body_is_found_by_its_name_and_town(council, board, text):
    form = asked(text)

    assert form.is_valid()
    assert form.cleaned_data["body"] == council


def test_town_alone_offers_its_bodies(council, board):
    form = asked("Akron")

    assert form.errors.as_data()["body"][0].code == "several"
    assert f'value="{council.slug}"' in str(form["body"])
    assert f'value="{board.slug}"' in str(form["body"])


def test_choice_decides(council, board):
    assert asked("Akron", body_pick=board.slug).is_valid()


def test_choice_that_the_text_does_not_offer_is_passed_over(council, board):
    form = asked("Akron City Council", body_pick=board.slug)

    assert form.is_valid()
    assert form.cleaned_data["body"] == council


@pytest.mark.parametrize(("text", "code"), [("", "required"), ("   ", "required"), ("Atlantis", "unknown")])
def test_what_names_no_body_is_said_beside_the_field(council, text, code):
    form = asked(text)

    assert form.errors.as_data()["body"][0].code == code


def test_body_to_begin_with_is_shown_and_kept(council, board):
    form = AskForm(initial={"body": council})

    assert 'value="Akron City Council"' in str(form["body"])
    assert f'name="body_pick" value="{council.slug}"' in str(form["body"])


def test_one_of_two_of_a_name_is_kept_by_its_choice(council, host):
    twin = factories.body(host, "City Council")
    other = factories.body(host, "City Council", kind="town_meeting")

    form = asked("City Council", body_pick=other.slug)

    assert form.is_valid()
    assert form.cleaned_data["body"] == other != twin
