"""What is private is marked with a word; the word must stand in no public answer, no log line and no clear column."""

import logging
import re
from collections import Counter
from html import unescape

import pytest
from django.db import connection
from django.test import Client

from coalition.logs import LineFormatter
from events.models import Follow, Occurrence, Series, Sponsorship
from orgs.models import Organization
from outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db

MARK = "canary"
CONTACTS = ["june.canary@example.org", "july.canary@example.org", "union.canary@example.org"]


@pytest.fixture
def aviary(host, partner, ada, bo, cy, mo) -> Series:
    """A public series around which every private field bears the mark."""
    june, july, union = CONTACTS
    for person in (ada, bo, cy, mo):
        type(person).objects.filter(pk=person.pk).update(
            name=f"Canary {person}", email=f"canary.{person.pk}@example.org"
        )
        person.emailaddress_set.update(email=f"canary.{person.pk}@example.org")
    series = factories.series(host, by=ada)
    first, second = series.occurrences.order_by("day")[:2]
    factories.coming(series, first, address=june)
    factories.coming(series, address=july, confirmed=False)
    Sponsorship.invite_address(series, union, by=ada, letter="canary: why we ask you")
    Sponsorship.invite(series, partner, by=ada, letter="canary: please").accept(by=bo, signed_as="Canary, steward")
    _unlisted(series, ada, bo)
    first.cancel(by=ada, reason="Storm")
    second.move(by=ada, day=second.day, start_time=second.start_time, place=factories.town(name="Hall"))
    Follow.ask(june, Follow.of_series(series), rhythm="weekly")
    Follow.begin(Follow.of_group(host), rhythm="announced", by=cy)
    Message.write(kind="account", about="code", to=june, sealed={"subject": "canary", "text": "canary"})
    return series


def _unlisted(series, ada, bo) -> None:
    factories.series(series.host, by=ada, title="Canary draft", announced=False, summary="canary")
    waiting = Organization.register(
        name="Canary choir", kind="culture", by=bo, about="canary", website="https://canary.example.org"
    )
    factories.series(waiting, by=bo, title="Canary concert")
    Sponsorship.request(series, waiting, by=bo, letter="canary").accept(by=ada)
    declining = factories.group("Decliners", coordinator=bo)
    Sponsorship.invite(series, declining, by=ada, letter="canary").decline(by=bo)
    suspended = factories.group("Canary suspended", coordinator=bo)
    factories.series(suspended, by=bo, title="Canary suspended")
    Organization.objects.filter(pk=suspended.pk).update(state="suspended")


def crawl(browser: Client, *starts: str) -> dict[str, str]:
    """Every page and feed that links lead to, by address, each with at most four queries: headers and body."""
    found, waiting, queries = {}, list(starts), Counter()
    while waiting:
        path = waiting.pop()
        queries[page := path.partition("?")[0]] += path not in found
        if path in found or path.startswith("/static/") or queries[page] > 4:
            continue
        response = browser.get(path)
        body = response.content.decode(errors="replace")
        found[path] = f"{response.status_code}\n{response.headers}\n{body}"
        for link in re.findall(r'(?:href|action)="((?:/|\?)[^"#]*)', body):
            link = unescape(link)
            waiting.append(page + link if link.startswith("?") else link)
    return found


STARTS = ["/", "/?when=all", "/groups/", "/events.ics", "/feeds/", "/robots.txt", "/manifest.webmanifest"]


@pytest.mark.parametrize("reader", ["visitor", "stranger"])
def test_nothing_private_is_on_any_page_or_feed(aviary, as_user, dee, reader):
    answers = crawl(as_user(dee if reader == "stranger" else None), *STARTS)

    reached = {aviary.get_absolute_url(), f"/events/{aviary.slug}.ics", "/groups/riverside-tenants-union/", "/"}
    assert reached - set(answers) == set()
    assert [path for path, answer in answers.items() if MARK in answer.lower()] == []


def test_guessed_filters_show_nothing_private(aviary, client):
    guesses = [{"group": "canary-choir"}, {"q": "canary"}, {"group": "canary-suspended"}, {"q": "draft"}]

    for guess in guesses:
        for path in ("/events/", "/groups/", "/events.ics"):
            body = client.get(path, guess | {"when": "all"}).content.decode()
            assert "/events/saturday-vigil" not in body
            assert "Canary" not in body


def test_the_mark_would_be_found(aviary, client):
    Occurrence.objects.update(note="canary")

    assert MARK in "".join(crawl(client, "/").values()).lower()


def test_no_address_of_somebody_without_an_account_is_clear_in_the_database(aviary):
    stored = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            stored[table] = "\n".join(map(repr, cursor.fetchall())).lower()

    assert {table for table, rows in stored.items() if any(contact in rows for contact in CONTACTS)} == set()
    assert MARK in stored["orgs_user"]
    assert stored["outbox_message"].count("gaaaa") >= 4  # tokens of the key ring


def test_addresses_that_are_kept_no_token_and_no_person_in_the_log(aviary, client, as_user, ada):
    lines, handler = [], logging.Handler()
    handler.emit = lambda record: lines.append(LineFormatter().format(record))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        link = Sponsorship.objects.awaiting().get().link(None)
        client.get(link)
        client.get("/events/", {"q": "canary words"})
        client.post(f"/events/{aviary.slug}/answer/", {"every": "on", "people": "1", "email": CONTACTS[0]})
        as_user(ada).get("/desk/")
        client.get("/events/canary-nowhere/")
    finally:
        root.removeHandler(handler)
        root.setLevel(level)

    assert len(lines) >= 5
    assert [line for line in lines if MARK in line.lower() or link.split("/")[2] in line] == []
