"""No open relay: how many addresses that never heard of us a group may write to, and what is shown while it may not."""

from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Sponsorship
from orgs import needs
from orgs.models import Invitation, Organization
from orgs.models.reach import ADDRESSES_A_DAY
from outbox import health
from outbox.models import Bounce, Message, Pause
from tests import factories
from tests.orgs.browsers import signed_in
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setitem(ADDRESSES_A_DAY, "sign-ons", (2, 4))
    monkeypatch.setitem(ADDRESSES_A_DAY, "people", (1, 3))


@pytest.fixture
def month_old(host) -> Organization:
    Organization.objects.filter(pk=host.pk).update(listed_at=timezone.now() - timedelta(days=31))
    host.refresh_from_db()
    return host


def invited(series, number: int, *, by, start=0) -> int:
    """How many of so many new addresses could be asked."""
    before = Sponsorship.objects.count()
    for n in range(start, start + number):
        with suppress(ValidationError):
            Sponsorship.invite_address(series, f"group{n}@example.org", by=by)
    return Sponsorship.objects.count() - before


def paused(group) -> Pause:
    for n in range(5):
        Bounce.take(f"{n}:hard", Bounce.HARD, "5.2.1", index=str(n), sender=group.letters_key)
    return Pause.objects.get()


def test_a_new_group_writes_to_few_addresses_a_day(vigil, ada):
    assert invited(vigil, 4, by=ada) == 2

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert invited(vigil, 4, by=ada, start=4) == 2


def test_a_trusted_group_writes_to_more(vigil, ada, month_old):
    vigil.refresh_from_db()

    assert (month_old.is_trusted, invited(vigil, 5, by=ada)) == (True, 4)


def test_a_group_without_a_clean_record_is_not_trusted(vigil, ada, mo, month_old):
    vigil.withhold(by=mo)

    assert not month_old.is_trusted


def test_asked_again_an_address_is_not_counted_again(vigil, ada):
    for _ in range(5):
        Sponsorship.invite_address(vigil, "group0@example.org", by=ada)

    assert invited(vigil, 3, by=ada) == 1


def test_what_was_refused_leaves_nothing_behind(vigil, ada):
    invited(vigil, 3, by=ada)

    assert (Sponsorship.objects.count(), len(factories.letters("sponsorship_invitation"))) == (2, 2)


def test_the_refusal_stands_beside_the_field_and_says_the_same_of_every_address(vigil, ada, dee):
    invited(vigil, 2, by=ada)

    pages = [
        signed_in(ada).post(f"/desk/events/{vigil.slug}/sponsorships/", {"who": who, "letter": "Our words"})
        for who in (dee.email, "nobody@example.org")
    ]

    assert [page.status_code for page in pages] == [422, 422]
    assert all("wrote to 2 new addresses today, the most for a day" in page.content.decode() for page in pages)
    assert all("Our words" in page.content.decode() for page in pages)


def test_people_are_invited_to_few_addresses_a_day_too(host, ada):
    Invitation.invite(host, "june@example.org", role="member", by=ada)

    with pytest.raises(ValidationError, match="wrote to 1 new address today"):
        Invitation.invite(host, "july@example.org", role="member", by=ada)


def test_from_a_group_in_review_nothing_leaves(ada):
    group = factories.group("Waiting", coordinator=ada, state="in_review")
    series = factories.series(group, by=ada)

    invited(series, 4, by=ada)

    assert {message.held_for for message in Message.objects.all()} == {group.letters_key}
    assert Message.objects.due().count() == 0


def test_coordinators_see_why_letters_wait_and_moderators_let_them_go(host, ada, bo, cy, mo, settings):
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    paused(host)

    told = [need.headline for need in needs.of(ada)]
    page = signed_in(mo).get(f"/review/groups/{host.slug}/").content.decode()
    assert f"Letters of {host} wait" in told
    assert [f"Letters of {host} wait" in str(needs.of(user)) for user in (bo, cy)] == [False, False]
    assert "5 of its last 5 letters came back or were reported." in page

    signed_in(mo).post(f"/review/groups/{host.slug}/letters/")
    signed_in(mo).post(f"/review/groups/{host.slug}/letters/")

    assert host.letters_pause is None
    assert list(host.record.values_list("verb", flat=True).order_by("pk"))[-2:] == ["letters_paused", "letters_resumed"]


def test_nobody_else_lets_them_go(host, ada, dee):
    paused(host)

    answers = [signed_in(user).post(f"/review/groups/{host.slug}/letters/").status_code for user in (ada, dee)]

    assert (answers, host.letters_pause is not None) == ([404, 404], True)


def test_the_operator_reads_the_names_of_groups_whose_letters_wait(host):
    paused(host)

    said = next(figure.said for figure in health.figures() if str(figure.title) == "Groups whose letters wait")
    assert said == f"Letters of {host} wait."


@pytest.mark.django_db(transaction=True)
def test_two_organizers_at_once_do_not_exceed_it(vigil, ada):
    def ask(n):
        return lambda: Sponsorship.invite_address(vigil, f"group{n}@example.org", by=ada).pk

    answers = at_once(*(ask(n) for n in range(4)))

    assert answers.count("too_many_addresses") == 2
