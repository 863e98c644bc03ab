"""Following: asked for at an address, confirmed by its owner, changed and stopped by link or account."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Follow, Follower, Series
from orgs import personal
from outbox import retention
from outbox.letters import Unwanted
from outbox.models import Message
from places import gazetteer
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db

JUNE = "june@example.org"
ANNOUNCED, WEEKLY = Follow.Rhythm.ANNOUNCED, Follow.Rhythm.WEEKLY
POSTED = {"follow-email": JUNE, "follow-rhythm": "announced"}


@pytest.fixture(autouse=True)
def at_once_answered(settings):
    settings.ACCOUNT_ANSWER_SECONDS = 0


@pytest.fixture
def town(akron) -> dict:
    return Follow.of_town(gazetteer.find("44308").clear, 25)


def confirmed(address: str = JUNE) -> list[str]:
    return [
        str(follow.title) for follow in Follow.objects.confirmed().filter(follower__in=Follower.objects.of(address))
    ]


def asked(target: dict, rhythm: str = ANNOUNCED) -> Follower:
    Follow.ask(JUNE, target, rhythm=rhythm)
    return Follower.objects.of(JUNE).get()


def path_of(message) -> str:
    """The link to confirm that a letter holds."""
    (line,) = [line for line in factories.mail(message).body.splitlines() if "/follows/" in line]
    return line.removeprefix("http://testserver")


# At an address alone


def test_an_address_follows_once_its_owner_has_pressed(client, host):
    client.post(f"/groups/{host.slug}/follow/", POSTED)
    link = path_of(factories.letters("follow_confirmation")[0])

    client.get(link)
    opened = confirmed()
    client.post(link, {"follows": [Follow.objects.get().pk]})

    assert (opened, confirmed()) == ([], [host.name])


def test_pressing_twice_is_once(client, host):
    follower = asked(Follow.of_group(host))
    (follow,) = follower.follows.all()

    link = follower.get_confirmation_url()
    answers = [client.post(link, {"follows": [follow.pk]}, follow=True) for _ in range(2)]

    assert ["What you follow" in answer.content.decode() for answer in answers] == [True, True]
    assert confirmed() == [host.name]


def test_one_letter_asks_for_all_that_waits(host, vigil, town):
    for target in (Follow.of_group(host), Follow.of_series(vigil), town):
        Follow.ask(JUNE, target, rhythm=ANNOUNCED)

    (letter,) = factories.letters("follow_confirmation")
    body = factories.mail(letter).body
    assert [follow.title in body for follow in Follow.objects.for_cards()] == [True] * 3


def test_what_is_not_ticked_stays_unconfirmed(client, host, vigil):
    Follow.ask(JUNE, Follow.of_group(host), rhythm=ANNOUNCED)
    follower = asked(Follow.of_series(vigil))

    client.post(follower.get_confirmation_url(), {"follows": [follower.follows.get(series=vigil).pk]})

    assert confirmed() == [vigil.title]


def test_nobody_confirms_the_follows_of_another(client, host):
    mine = asked(Follow.of_group(host))
    Follow.ask("july@example.org", Follow.of_group(host), rhythm=ANNOUNCED)
    others = Follow.objects.exclude(follower=mine).get()

    response = client.post(mine.get_confirmation_url(), {"follows": [others.pk]})

    assert (response.status_code, Follow.objects.confirmed().count()) == (422, 0)


def test_links_of_one_purpose_open_no_other(client, host):
    follower = asked(Follow.of_group(host))
    paths = [
        reverse("events:follows", args=[follower.confirmation_token]),
        reverse("events:follow-confirmation", args=[follower.token]),
    ]

    assert [client.get(path).status_code for path in paths] == [404, 404]


def test_a_link_dies_with_its_version(client, host):
    follower = asked(Follow.of_group(host))
    Follower.objects.update(link_version=follower.link_version + 1)

    links = [follower.get_absolute_url(), follower.get_confirmation_url()]
    assert [client.get(link).status_code for link in links] == [404, 404]


def test_following_again_is_one_follow_in_the_newer_rhythm(host, town):
    for target in (Follow.of_group(host), town):
        for rhythm in (ANNOUNCED, WEEKLY):
            follower = asked(target, rhythm)
            follower.confirm(follower.follows.values_list("pk", flat=True))

    assert [follow.rhythm for follow in Follow.objects.all()] == [WEEKLY, WEEKLY]


def test_a_stranger_changes_no_follow_that_counts(host):
    follower = asked(Follow.of_group(host))
    follower.confirm([follower.follows.get().pk])

    asked(Follow.of_group(host), WEEKLY)

    assert Follow.objects.confirmed().get().rhythm == ANNOUNCED


def test_a_wider_circle_takes_the_place_of_the_narrow_one(town):
    for km in (25, 50):
        follower = asked(town | {"km": km})
        follower.confirm(follower.follows.values_list("pk", flat=True))

    assert [follow.km for follow in Follow.objects.all()] == [50]


def test_a_follow_has_one_target(host, vigil, town):
    follower = Follower.held(JUNE, time_zone="UTC")
    wrong = [{}, Follow.of_group(host) | {"series": vigil}, Follow.of_group(host) | town, town | {"km": 26}]

    for target in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(follower=follower, **{"time_zone": "UTC"} | target)


# What a stranger can cause and learn


def test_known_and_unknown_addresses_are_answered_alike(client, host, dee):
    follower = asked(Follow.of_group(host))
    follower.confirm([follower.follows.get().pk])
    Follow.begin(Follow.of_group(host), rhythm=ANNOUNCED, by=dee)

    answers = [
        client.post(f"/groups/{host.slug}/follow/", POSTED | {"follow-email": address}, follow=True)
        for address in (JUNE, dee.email, "nobody@example.org")
    ]

    assert len({(answer.status_code, answer.content, str(answer.redirect_chain)) for answer in answers}) == 1
    assert [answer.cookies for answer in answers] == [{}] * 3


def test_the_answer_takes_an_even_time(client, host, settings):
    settings.ACCOUNT_ANSWER_SECONDS = 0.3
    began = timezone.now()

    client.post(f"/groups/{host.slug}/follow/", POSTED)

    assert timezone.now() - began >= timedelta(seconds=0.3)


def test_a_stranger_causes_one_letter_an_hour_and_three_a_day(host, vigil):
    counts = []
    with time_machine.travel(timezone.now(), tick=False) as moment:
        for _ in range(5):
            for target in (Follow.of_group(host), Follow.of_series(vigil)):
                Follow.ask(JUNE, target, rhythm=ANNOUNCED)
            counts.append(len(factories.letters("follow_confirmation")))
            moment.shift(timedelta(minutes=61))

    assert counts == [1, 2, 3, 3, 3]


def test_ten_follows_in_ten_minutes_from_one_place(client, host):
    answers = [client.post(f"/groups/{host.slug}/follow/", POSTED).status_code for _ in range(11)]

    assert answers == [302] * 10 + [422]


def test_an_address_waits_for_at_most_fifty(host, town):
    for number in range(55):
        Follow.ask(JUNE, town | {"latitude": 40 + number / 10}, rhythm=WEEKLY)

    assert Follow.objects.count() == 50


def test_the_letter_that_asks_is_dropped_once_answered_or_unlisted(host):
    follower = asked(Follow.of_group(host))
    (letter,) = factories.letters("follow_confirmation")
    type(host).objects.update(state="suspended")
    with pytest.raises(Unwanted, match="answered"):
        factories.mail(letter)
    follower.stop()
    with pytest.raises(Unwanted, match="gone"):
        factories.mail(letter)


def test_what_the_public_does_not_see_is_not_followed(client, host, ada):
    draft = factories.series(host, by=ada, announced=False)
    waiting = factories.group("Waiting", coordinator=ada, state="in_review")

    paths = [f"/events/{draft.slug}/follow/", f"/groups/{waiting.slug}/follow/"]
    assert [client.post(path, POSTED).status_code for path in paths] == [404, 404]


def test_what_was_typed_wrong_is_said_and_kept(client, host):
    response = client.post(f"/groups/{host.slug}/follow/", POSTED | {"follow-email": "june at example"})

    assert response.status_code == 422
    assert 'value="june at example"' in response.content.decode()


# With an account


def test_an_account_follows_with_one_press(as_user, host, vigil, dee, akron):
    browser = as_user(dee)
    spot = gazetteer.find("44308").clear.key

    for target in ({"follow-group": host.slug}, {"follow-series": vigil.slug}, {"follow-spot": spot, "follow-km": 10}):
        browser.post("/account/follows/", target | {"follow-rhythm": "weekly"})

    assert confirmed(dee.email) == [host.name, vigil.title, "What is on within 10 km of Akron, OH"]
    assert factories.letters("follow_confirmation") == []


def test_an_account_follows_at_most_fifty_things(town, dee, host):
    for number in range(50):
        Follow.begin(town | {"latitude": 40 + number / 10}, rhythm=WEEKLY, by=dee)

    with pytest.raises(ValidationError) as refusal:
        Follow.begin(Follow.of_group(host), rhythm=WEEKLY, by=dee)
    assert refusal.value.code == "too_many"


def test_an_account_sees_what_its_address_follows(as_user, host, dee):
    Follow.begin(Follow.of_group(host), rhythm=ANNOUNCED, by=dee)

    assert host.name in as_user(dee).get("/account/follows/").content.decode()


def test_the_page_says_what_is_followed_already(as_user, host, vigil, dee):
    pages = [page.get_absolute_url() for page in (host, vigil)]
    before = ["You follow this" in as_user(dee).get(page).content.decode() for page in pages]
    for target in (Follow.of_group(host), Follow.of_series(vigil)):
        Follow.begin(target, rhythm=ANNOUNCED, by=dee)

    after = ["You follow this" in as_user(dee).get(page).content.decode() for page in pages]
    assert (before, after) == ([False, False], [True, True])


def test_a_page_with_the_form_sets_no_cookie_and_may_be_kept(client, host, vigil, akron):
    for page in (host.get_absolute_url(), vigil.get_absolute_url(), "/?near=44308"):
        response = client.get(page)

        assert "follow-email" in response.content.decode()
        assert (response.cookies, "s-maxage" in response.headers["Cache-Control"]) == ({}, True)


def test_a_town_is_followed_from_the_list_around_it(client, vigil, akron):
    page = client.get("/?near=44308&km=50").content.decode()
    key = page.partition('name="follow-spot" value="')[2].partition('"')[0]

    client.post("/follows/", POSTED | {"follow-spot": key, "follow-km": "50"})

    assert [follow.title for follow in Follow.objects.pending()] == ["What is on within 50 km of Akron, OH"]


def test_what_waits_at_an_address_is_settled_by_its_account(host, dee):
    Follow.ask(dee.email, Follow.of_group(host), rhythm=WEEKLY)
    Follow.begin(Follow.of_group(host), rhythm=ANNOUNCED, by=dee)

    assert [(follow.rhythm, bool(follow.confirmed_at)) for follow in Follow.objects.all()] == [(ANNOUNCED, True)]


def test_a_form_of_another_site_follows_nothing_for_an_account(host, dee):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(dee)

    assert browser.post("/account/follows/", {"follow-group": host.slug}).status_code == 403


# By the link of a letter


@pytest.fixture
def follower(host, vigil, town) -> Follower:
    """Follows the host, its vigil and Akron."""
    for target in (Follow.of_group(host), Follow.of_series(vigil), town):
        found = asked(target)
    found.confirm(found.follows.values_list("pk", flat=True))
    return found


def test_the_link_shows_all_and_is_kept_nowhere(client, follower):
    response = client.get(follower.get_absolute_url())

    assert [follow.title in response.content.decode() for follow in Follow.objects.for_cards()] == [True] * 3
    assert (response.headers["Cache-Control"], response.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert JUNE not in response.content.decode()


def test_rhythm_and_radius_change_by_link(client, follower):
    town = follower.follows.get(km=25)
    fields = {f"follow-{town.pk}-rhythm": "weekly", f"follow-{town.pk}-km": "100"}

    client.post(reverse("events:follow-change", args=[follower.token, town.pk]), fields)

    town.refresh_from_db()
    assert (town.rhythm, town.km) == (WEEKLY, 100)


def test_stopping_one_leaves_the_others(client, follower, host):
    follow = follower.follows.get(organization=host)

    client.post(reverse("events:follow-erasure", args=[follower.token, follow.pk]))

    assert host.name not in confirmed()
    assert len(confirmed()) == 2


def test_stopping_all_erases_the_address_at_once(client, follower):
    link = follower.get_absolute_url()

    client.post(reverse("events:follows-erasure", args=[follower.token]))

    assert (Follow.objects.count(), Follower.objects.count()) == (0, 0)
    assert client.get(link).status_code == 404


def test_stopping_the_last_one_erases_the_address(client, follower):
    for follow in follower.follows.all():
        response = client.post(reverse("events:follow-erasure", args=[follower.token, follow.pk]))

    assert (response.status_code, Follower.objects.count()) == (200, 0)


def test_nobody_stops_or_changes_the_follows_of_another(client, follower, host):
    other = Follow.objects.filter(follower=follower).first()
    Follow.ask("july@example.org", Follow.of_group(host), rhythm=ANNOUNCED)
    token = Follower.objects.of("july@example.org").get().token

    for name in ("follow-change", "follow-erasure"):
        assert client.post(reverse(f"events:{name}", args=[token, other.pk])).status_code == 404
    assert len(confirmed()) == 3


def test_an_address_reads_the_clocks_of_its_town(host, akron):
    type(host.place).objects.filter(pk=host.place_id).update(time_zone="Europe/Berlin")
    host.refresh_from_db()
    follower = asked(Follow.of_group(host))
    before = follower.time_zone
    follower = asked(Follow.of_town(gazetteer.find("44308").clear, 10))

    follower.confirm(follower.follows.values_list("pk", flat=True))

    assert (before, follower.time_zone) == ("Europe/Berlin", "America/New_York")


# How long it is kept


def test_what_nobody_confirms_is_erased_after_48_hours(host):
    asked(Follow.of_group(host))

    with time_machine.travel(timezone.now() + timedelta(hours=47)):
        retention.purge()
        kept = Follower.objects.count()
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        retention.purge()

    assert (kept, Follower.objects.count(), Follow.objects.count()) == (1, 0, 0)


def test_a_link_confirms_for_48_hours(client, host):
    follower = asked(Follow.of_group(host))
    (follow,) = follower.follows.all()

    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        client.post(follower.get_confirmation_url(), {"follows": [follow.pk]})

    assert confirmed() == []


def test_a_series_that_is_over_is_followed_for_fourteen_days_more(follower, vigil, ada):
    vigil.cancel(by=ada)

    with time_machine.travel(timezone.now() + timedelta(days=13)):
        retention.purge()
        kept = len(confirmed())
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        retention.purge()

    assert (kept, len(confirmed())) == (3, 2)


def test_what_is_kept_of_a_person_names_her_follows_and_goes_with_her(follower, host, dee, bo):
    Follow.begin(Follow.of_group(host), rhythm=WEEKLY, by=dee)
    part = {str(part.name): part for part in personal.parts()}["What you follow"]

    exported = part.export(dee)
    erased = [part.erase(dee), part.erase(dee)]

    assert [(row["follows"], row["rhythm"], row["address"]) for row in exported] == [(host.name, "weekly", dee.email)]
    assert (erased, part.export(dee), len(confirmed())) == ([1, 0], [], 3)


# At the same moment


@pytest.mark.django_db(transaction=True)
def test_pressing_follow_and_confirm_at_once_makes_one_follow(host, dee):
    target = Follow.of_group(host)

    def begin():
        return Follow.begin(target, rhythm=ANNOUNCED, by=dee)

    def ask():
        return Follow.ask(dee.email, target, rhythm=WEEKLY)

    at_once(begin, ask, begin, ask)

    assert Follow.objects.confirmed().count() == 1
    assert Follow.objects.pending().count() <= 1


@pytest.mark.django_db(transaction=True)
def test_confirming_and_stopping_at_once_leaves_no_address_behind(host):
    follower = asked(Follow.of_group(host))
    pks = [follower.follows.get().pk]

    at_once(lambda: follower.confirm(pks), lambda: Follower.objects.get(pk=follower.pk).stop())

    assert Follow.objects.count() == 0
    assert Follower.objects.count() == 0
    assert Series.objects.count() == Message.objects.filter(kind="follow_news").count() == 0
