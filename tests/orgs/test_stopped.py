"""Somebody whose letters came back reads it where she is signed in, and has them sent again."""

import pytest

from orgs import needs
from outbox.contacts import contact_index
from outbox.models import Bounce, Suppression
from tests.orgs.browsers import signed_in

pytestmark = pytest.mark.django_db
PRESS = "/account/letters/resumption/"
CAME_BACK = "Letters to ada@example.org came back"


@pytest.fixture
def stopped(ada):
    Bounce.take("1:hard", Bounce.HARD, "5.1.1", index=contact_index(ada.email))
    return ada


def reasons(user) -> list[str]:
    rows = Suppression.objects.filter(recipient_index=contact_index(user.email))
    return sorted(rows.values_list("reason", flat=True))


def test_her_account_and_her_desk_say_so_to_her_alone(stopped, bo):
    pages = [signed_in(stopped).get(path).content.decode() for path in ("/account/", "/account/letters/")]
    told = [need.headline for need in needs.of(stopped)]

    assert [CAME_BACK in page for page in pages] == [True, True]
    assert (CAME_BACK in told, CAME_BACK in str(needs.of(bo))) == (True, False)


def test_one_press_has_her_written_to_again(stopped):
    signed_in(stopped).post(PRESS)

    assert (reasons(stopped), stopped.stopped_addresses()) == ([], {})


def test_once_a_week(stopped):
    signed_in(stopped).post(PRESS)
    Bounce.take("2:hard", Bounce.HARD, "5.1.1", index=contact_index(stopped.email))

    page = signed_in(stopped).post(PRESS, follow=True).content.decode()

    assert (reasons(stopped), "less than a week ago" in page) == (["bounced"], True)


def test_a_complaint_is_said_as_one(ada):
    Bounce.take("1:complaint", Bounce.COMPLAINT, index=contact_index(ada.email))

    page = signed_in(ada).get("/account/").content.decode()

    assert "A letter to ada@example.org was reported as unwanted" in page
    assert "Letters to ada@example.org were reported as unwanted" in [need.headline for need in needs.of(ada)]


def test_what_she_asked_to_end_stays_ended(stopped):
    index = contact_index(stopped.email)
    Suppression.objects.add(index, kind="reminder", reason=Suppression.ASKED)

    signed_in(stopped).post(PRESS)
    Suppression.objects.add(index, reason=Suppression.ASKED)
    signed_in(stopped).post(PRESS)

    assert reasons(stopped) == ["asked", "asked"]


def test_an_address_that_she_has_not_confirmed_is_not_hers(ada):
    ada.emailaddress_set.create(email="june@example.org", verified=False)
    Bounce.take("1:hard", Bounce.HARD, "5.1.1", index=contact_index("june@example.org"))

    signed_in(ada).post(PRESS)

    assert (ada.stopped_addresses(), Suppression.objects.count()) == ({}, 1)


def test_saving_the_table_of_letters_neither_lifts_nor_hides_it(stopped):
    browser = signed_in(stopped)
    everything = [
        value for _t, cells in browser.get("/account/letters/").context["letters"].rows() for value, *_ in cells
    ]

    browser.post("/account/letters/", {"shown": [""], "wanted": everything})
    assert reasons(stopped) == ["bounced"]
    browser.post("/account/letters/", {"shown": [""], "wanted": []})

    assert set(reasons(stopped)) == {"asked"}
