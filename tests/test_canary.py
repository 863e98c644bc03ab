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
from orgs import reviewing
from orgs.models import AuditEntry, Case, Organization, User
from outbox.letters import Unwanted
from outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db

MARK = "canary"
CONTACTS = ["june.canary@example.org", "july.canary@example.org", "union.canary@example.org"]


@pytest.fixture
def aviary(kind, host, partner, ada, bo, cy, mo) -> Series:
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
    _kept_inside(host, mo, ada)
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


def _kept_inside(group, moderator, coordinator) -> None:
    """What a group has told its moderators, and what was put before them; its record names its people."""
    Organization.objects.filter(pk=group.pk).update(
        private_contact="canary: ring twice", proposed_name="Canary friends"
    )
    case = Case.open("canary", group, subject="canary", by=coordinator, text="canary")
    Case.objects.filter(pk=case.pk).update(note="canary", reviewer=moderator)
    AuditEntry.record(group, "group_submitted", by=coordinator, subject=moderator, about="canary", party="Canary")


@pytest.fixture
def kind(monkeypatch):
    """A kind of case of which nothing but its mark is known."""
    monkeypatch.setitem(reviewing._kinds, "canary", reviewing.CaseKind())


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
    # The clock of the Canary Islands can be chosen by everybody.
    told = {
        path: answer.replace('<option value="Atlantic/Canary">Canary</option>', "") for path, answer in answers.items()
    }
    assert [path for path, answer in told.items() if MARK in answer.lower()] == []


@pytest.mark.parametrize("reader", ["visitor", "stranger", "sponsor"])
def test_guessed_addresses_of_the_desk_show_nothing_private(aviary, as_user, dee, bo, reader):
    browser = as_user({"visitor": None, "stranger": dee, "sponsor": bo}[reader])
    inside = ["", "record/", "record.csv", "people/", "coalitions/", "name/", "invitations/", "requests/"]

    paths = [f"/desk/groups/{aviary.host.slug}/{page}" for page in inside] + [
        f"/desk/events/{aviary.slug}/",
        "/review/",
    ]
    answers = {path: browser.get(path) for path in paths}
    assert {path for path, answer in answers.items() if MARK in answer.text.lower()} == set()
    assert {answer.status_code for answer in answers.values()} <= {302, 404, 405}


def test_a_record_names_nobody_of_another_group(aviary, as_user, bo):
    """Bo coordinates what signed: her record tells what the host did, and neither who nor in which words."""
    bo.refresh_from_db()
    text = as_user(bo).get(f"/desk/groups/{Organization.objects.get(name='Riverside Tenants Union').slug}/record/").text

    assert "Friends of Sanctuary Schools invited this group" in text
    assert {line for line in re.findall("canary[^<&]*", text.lower()) if not line.startswith("canary bo")} == set()


def test_letters_to_people_outside_name_nobody_inside(aviary):
    """The word stands in none of them but in the reader's own address, and where a host says to whom it invites why."""
    inside = set(User.objects.values_list("email", flat=True))
    outside = [message for message in Message.objects.exclude(kind="account") if message.recipient not in inside]
    found = {}
    for message in outside:
        try:
            mail = factories.mail(message)
        except Unwanted:
            continue
        found[message.kind] = str(mail.subject) + re.sub(r"(?m)^> .*$", "", mail.body)

    assert {"sponsorship_invitation", "answer_confirmation"} <= set(found)
    assert [kind for kind, text in found.items() if MARK in re.sub(r"\S*canary@\S*", "", text.lower())] == []


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
