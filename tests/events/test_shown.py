"""What the public may see is said once: a series is shown, taken down, put back."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from events import reminders
from events.models import Occurrence, Series, Sponsorship
from orgs.models import Organization
from outbox.letters import Unwanted
from tests import factories

pytestmark = pytest.mark.django_db

HIDDEN = {"waiting": {"shown_at": None}, "withheld": {"withheld_at": "2026-01-01T00:00Z"}}


@pytest.fixture(params=HIDDEN)
def hidden(vigil, request) -> Series:
    Series.objects.filter(pk=vigil.pk).update(**HIDDEN[request.param])
    vigil.refresh_from_db()
    return vigil


def test_what_is_hidden_is_on_no_page_and_in_no_feed(hidden, host, client):
    day = hidden.occurrences.first().original_day
    hiding = [f"/events/{hidden.slug}/", f"/events/{hidden.slug}.ics", f"/events/{hidden.slug}/{day}/"]
    lists = ["/?when=all", "/events.ics", host.get_absolute_url(), f"/groups/{host.slug}.ics"]

    assert [client.get(path).status_code for path in [*hiding, f"{hiding[2][:-1]}.ics"]] == [404] * 4
    assert [path for path in lists if hidden.title in client.get(path).content.decode()] == []


def test_what_is_hidden_takes_no_answer_and_opens_no_link(hidden, partner, client, ada, bo):
    asked = Sponsorship.invite(hidden, partner, by=ada)

    assert client.post(f"/events/{hidden.slug}/answer/", {"every": "on"}).status_code == 404
    assert Sponsorship.of_link(asked.link(bo).split("/")[2]) is None
    assert hidden not in Series.objects.joinable_by(bo)


def test_its_own_people_and_moderators_see_what_is_hidden(hidden, ada, cy, mo, dee):
    assert [hidden in Series.objects.visible_to(one) for one in (ada, cy, mo, dee)] == [True, True, True, False]


def test_the_page_says_that_it_waits(hidden, as_user, ada):
    page = as_user(ada).get(hidden.get_absolute_url()).content.decode()

    assert ("Waiting for review" in page, "Taken down" in page) == (not hidden.is_withheld, hidden.is_withheld)


def test_letters_about_what_is_hidden_wait_and_go_out_once_it_is_shown(hidden, partner, ada, bo):
    Sponsorship.invite(hidden, partner, by=ada)
    held = [letter.held_for for letter in factories.letters("sponsorship_invitation")]

    hidden.show()

    assert held == [f"series:{hidden.pk}"]
    assert [letter.held_for for letter in factories.letters("sponsorship_invitation")] == [""]


def test_a_letter_that_was_on_its_way_is_dropped(vigil, ada):
    factories.coming(vigil, address="june@example.org")
    vigil.occurrences.first().cancel(by=ada, reason="Storm")
    vigil.withhold(by=None)

    with pytest.raises(Unwanted):
        factories.mail(factories.letters("date_changed")[0])


def test_nobody_is_reminded_of_what_is_hidden(hidden):
    factories.coming(hidden, address="june@example.org")

    with time_machine.travel(hidden.occurrences.first().starts_at - timedelta(hours=2)):
        assert reminders.write_due() == 0
        hidden.show()
        assert reminders.write_due() == 1


def test_put_back_it_is_no_news(vigil):
    since = vigil.shown_at
    vigil.withhold(by=None)
    vigil.show()

    assert (vigil.is_public, vigil.shown_at) == (True, since)
    assert (list(Series.objects.shown_since(since)), vigil in Series.objects.public()) == ([], True)


def test_what_nobody_saw_is_not_taken_down(vigil):
    vigil.withhold(by=None)

    with pytest.raises(ValidationError) as refusal:
        vigil.withhold(by=None)

    assert refusal.value.code == "not_shown"


def test_a_draft_is_not_shown(host, ada):
    draft = factories.series(host, by=ada, announced=False)

    draft.show()

    assert (draft.shown_at, draft in Series.objects.public()) == (None, False)


def test_feeds_and_pages_change_at_once(vigil):
    before = vigil.revision
    vigil.withhold(by=None)
    down = vigil.revision
    vigil.show()

    assert before < down < vigil.revision


def test_what_was_announced_in_review_is_shown_with_its_group(ada, mo):
    choir = factories.group("Choir", coordinator=ada, state="in_review")
    concert = factories.series(choir, by=ada)
    draft = factories.series(choir, by=ada, announced=False)
    before = concert.shown_at

    choir.enlist(by=mo)

    assert before is None
    assert list(Series.objects.public()) == [concert]
    assert list(Series.objects.filter(shown_at=None)) == [draft]


def test_dates_are_seen_as_their_series_is(hidden):
    assert list(Occurrence.objects.public()) == []
    assert Organization.objects.listed().count() == 1
