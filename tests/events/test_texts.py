"""The words that groups sign: when they say something else, each group that signed is asked again."""

from datetime import timedelta
from time import process_time

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Sponsorship
from orgs import wording
from tests import factories

pytestmark = pytest.mark.django_db

ABOUT = "We stand for a library that is open on Sundays, in silence, with candles, until the council votes on it. " * 4


@pytest.fixture
def signed(vigil, partner, ada, bo) -> Sponsorship:
    vigil.describe(by=ada, about=ABOUT, summary="Open the library on Sundays")
    sponsorship = Sponsorship.invite(vigil, partner, by=ada)
    sponsorship.accept(by=bo)
    return sponsorship


@pytest.mark.parametrize(
    ("before", "after", "material"),
    [
        ({"title": "Open on Sunday"}, {"title": "Open on Sunday!"}, False),
        ({"title": "Open on Sunday"}, {"title": "open on sunday"}, False),
        ({"title": "Open on Sunday"}, {"title": "Closed on Sunday"}, True),
        ({"about": ABOUT}, {"about": ABOUT.replace("candles", "candels", 1)}, False),
        ({"about": ABOUT}, {"about": ABOUT.replace("is open", "is not open", 1)}, True),
        ({"about": ABOUT}, {"about": ABOUT + " And 5 more."}, True),
        ({"about": ABOUT}, {"about": ABOUT + " We also call for closing every street in the inner city today."}, True),
        ({"about": "Peace"}, {"about": "War"}, True),
        ({"about": ABOUT}, {"about": ""}, True),
    ],
)
def test_what_says_something_else_is_material(before, after, material):
    assert wording.is_material(before, after) is material


def test_differences_read_as_the_new_text_with_what_went():
    pieces = wording.differences("We meet on Saturday at noon.", "We meet on Sunday at noon.")

    assert [tuple(piece) for piece in pieces if piece.text.strip()] == [
        ("same", "We meet on "),
        ("removed", "Saturday"),
        ("added", "Sunday"),
        ("same", " at noon."),
    ]


def test_a_slip_mended_asks_nobody(vigil, signed, ada):
    vigil.describe(by=ada, about=ABOUT.replace("silence", "Silence"))

    signed.refresh_from_db()
    assert not signed.is_asked_again
    assert factories.recipients("text_changed") == []


def test_other_words_ask_each_group_that_signed_once(vigil, signed, ada, bo):
    vigil.describe(by=ada, summary="Close the library on Sundays")

    signed.refresh_from_db()
    assert (signed.state, signed.is_asked_again) == ("accepted", True)
    assert factories.recipients("text_changed") == ["bo@example.org"]


def test_the_letter_shows_what_went_and_what_came(vigil, signed, ada, bo):
    vigil.describe(by=ada, summary="Close the library on Sundays")

    letter = factories.mail(factories.letters("text_changed")[0])

    assert "Open" in letter.body
    assert "Close" in letter.body
    assert "/sign/" in letter.body


def test_words_that_are_taken_back_ask_nobody_any_more(vigil, signed, ada):
    vigil.describe(by=ada, summary="Close the library on Sundays")
    vigil.describe(by=ada, summary="Open the library on Sundays")

    signed.refresh_from_db()
    assert not signed.is_asked_again


def test_small_steps_do_not_add_up_unnoticed(vigil, signed, ada):
    words = ABOUT.split()
    for at in range(0, 30, 2):
        words[at] = "indeed"
        vigil.describe(by=ada, about=" ".join(words))

    signed.refresh_from_db()
    assert signed.is_asked_again


def test_a_group_stands_by_the_text_it_has_read(vigil, signed, partner, ada, bo):
    vigil.describe(by=ada, summary="Close the library on Sundays")
    vigil.refresh_from_db()
    read = vigil.text_version
    vigil.describe(by=ada, summary="Sell the library on Sundays")

    for _twice in range(2):
        signed.reaffirm(by=bo, version=read)

    assert (signed.text_version, signed.is_asked_again) == (read, True)
    assert [entry.verb for entry in partner.record.all()].count("sponsorship_reaffirmed") == 1


def test_the_page_tells_every_version_and_what_changed(client, vigil, signed, ada):
    vigil.describe(by=ada, summary="Close the library on Sundays")

    page = client.get(f"/events/{vigil.slug}/text/").content.decode()

    assert "<ins>Close</ins>" in page
    assert "<del>Open</del>" in page


def test_words_that_never_changed_are_the_first_version(client, vigil):
    assert "Version 1, since" in client.get(f"/events/{vigil.slug}/text/").content.decode()


def test_a_draft_has_no_versions(host, akron, ada):
    draft = factories.series(host, by=ada, announced=False)

    draft.describe(by=ada, summary="Something else")

    assert (draft.text_version, draft.texts.count()) == (1, 0)


def test_the_letter_waits_half_an_hour_for_second_thoughts(vigil, signed, ada):
    vigil.describe(by=ada, summary="Close the library on Sundays")

    [letter] = factories.letters("text_changed")
    assert letter.due_at > timezone.now() + timedelta(minutes=25)


def test_the_longest_texts_that_repeat_themselves_are_compared_at_once(vigil):
    started = process_time()

    wording.differences(("a " * 10_000)[:10_000], ("b a " * 5_000)[:10_000])

    assert process_time() - started < 2


def test_a_slip_mended_does_not_take_back_what_the_editor_asked(vigil, signed, ada):
    vigil.describe(by=ada, ask_again=True, about=ABOUT.replace("silence", "Silence"))
    vigil.describe(by=ada, about=ABOUT.replace("silence", "SILENCE"))

    signed.refresh_from_db()
    assert signed.is_asked_again


def test_words_that_nobody_signed_are_kept_nowhere(client, vigil, ada):
    vigil.describe(by=ada, summary="Call Elm Street 12")
    vigil.describe(by=ada, summary="Call us")

    assert (vigil.texts.count(), vigil.text_version) == (0, 1)
    assert "Elm Street" not in client.get(f"/events/{vigil.slug}/text/").content.decode()


@pytest.mark.parametrize(("who", "status"), [("ada", 302), ("mo", 302), ("dee", 404), ("bo", 404)])
def test_words_that_should_not_have_stood_there_are_taken_out(as_user, request, vigil, signed, ada, who, status):
    vigil.describe(by=ada, summary="Call Elm Street 12")
    vigil.describe(by=ada, summary="Call us")
    person = request.getfixturevalue(who)

    number = vigil.texts.get(summary="Call Elm Street 12").number
    answer = as_user(person).post(f"/desk/events/{vigil.slug}/texts/{number}/blanking/")

    page = as_user(None).get(f"/events/{vigil.slug}/text/").content.decode()
    assert (answer.status_code, "Elm Street" in page) == (status, status == 404)


def test_the_words_of_now_are_not_taken_out(vigil, signed, ada):
    vigil.describe(by=ada, summary="Call us")

    with pytest.raises(ValidationError) as refusal:
        vigil.texts.first().blank(by=ada)

    assert refusal.value.code == "newest"
