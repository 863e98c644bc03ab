"""Every address x every role x GET and POST, against the table in authorization_matrix.csv.

A role is what somebody is to the groups of `World`, which says who has it. An address that the table does not name
fails. To classify a new one, say in the `world.py` of its room on which objects it is tried (only where it takes
arguments; among them one of others and a suspended one) and write the table as things are, by running this file with
WRITE_MATRIX=1. Read what changed before you keep it.
"""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client, override_settings

from tests.conftest import QUICK
from tests.matrix import METHODS, ROLES, World, routes

TABLE = Path(__file__).with_name("authorization_matrix.csv")

pytestmark = pytest.mark.django_db


def table() -> dict[tuple, dict[str, str]]:
    with TABLE.open(newline="") as file:
        return {(row["route"], row["object"], row["method"]): row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The world is made once; what a test changes in it is taken back with the test."""
    with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=QUICK), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def world(made, settings, monkeypatch) -> World:
    settings.ACCOUNT_ANSWER_SECONDS = 0
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 86_400  # all signed in when the world was made, on a slow machine too
    monkeypatch.setattr("events.week.waiting", lambda user: 0)  # her own number in the dock is forty statements
    return made


@pytest.mark.skipif("WRITE_MATRIX" not in os.environ, reason="writes the table")
def test_write_the_table(world):
    answers = {role: {key: answer for key, answer, _response in world.answers(role)} for role in ROLES}
    with TABLE.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["route", "object", "method", *ROLES])
        writer.writerows([*key, *(answers[role][key] for role in ROLES)] for key in answers["visitor"])


def test_the_table_names_every_address_and_no_other(world):
    known = {route for route, _object, _method in table()}

    assert routes() - known == set()
    assert known - routes() == set()


def test_the_table_names_every_object_and_method(world):
    expected = {(route, name, method) for route, name, _path in world.cases() for method in METHODS}

    assert expected == set(table())


# Addresses with an argument that are not tried on what others own or what is suspended, and why.
NOT_TRIED = {
    "<str:token>": "whoever holds the link may: another's is one that is made up",
    "<str:name>": "letters of development, which is nowhere public",
    "mail-reports/": "a provider's own, which belongs to no group; its secret is tested in test_provider.py",
}


def test_each_address_is_tried_on_what_others_own_and_what_is_suspended(world):
    tried: dict[str, set[str]] = {}
    for route, name, _path in world.cases(ours_only=True):
        tried.setdefault(route, set()).add(name)

    bare = {
        route: {"other", "suspended"} - names
        for route, names in tried.items()
        if "<" in route and not any(part in route for part in NOT_TRIED)
    }
    assert {route: names for route, names in bare.items() if names} == {}


def test_a_closed_account_and_a_visitor_are_answered_alike():
    assert [key for key, row in table().items() if row["closed"] != row["visitor"]] == []


# Where the coordinators of a suspended group answer the moderators: read the decision, appeal, send in. To end it
# or to take that back is refused with a sentence while it is suspended.
ANSWERED = {
    "desk/cases/<int:pk>/",
    "desk/cases/<int:pk>/answer/",
    "desk/cases/<int:pk>/appeal/",
    "desk/groups/<slug:slug>/retirement/",
    "desk/groups/<slug:slug>/revival/",
    "desk/groups/<slug:slug>/standing/",
    "desk/groups/<slug:slug>/submission/",
}


def test_nothing_of_a_suspended_group_is_for_its_own_people():
    """But for what every stranger may see, its coordinator sees nothing and changes nothing; she may be heard."""
    rows = {key: row for key, row in table().items() if "<slug" in key[0] or "<int" in key[0]}

    differ = {(route, name) for (route, name, _method), row in rows.items() if row["suspended"] != row["stranger"]}
    assert differ == {(route, "suspended") for route in ANSWERED}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says_and_private_is_like_missing(world, role):
    found, refusals = {}, {}
    for key, answer, response in world.answers(role):
        found[key] = answer
        if answer == "404":
            route, _object, method = key
            refusals.setdefault((route, method), set()).add(world.without_traces(response))

    expected = {key: row[role] for key, row in table().items()}
    assert {key: (expected.get(key), found[key]) for key in found if expected.get(key) != found[key]} == {}
    assert {key: len(bodies) for key, bodies in refusals.items() if len(bodies) > 1} == {}


def test_no_role_finds_a_view_without_its_methods(world):
    allowed = {"404", "405", "login", "403", "302"}

    answered = [
        (route, role, answer)
        for role in ("visitor", "coordinator")
        for (route, _object, _method), answer, _response in world.answers(role, ["DELETE"], ours_only=True)
        if answer not in allowed
    ]
    assert answered == []


def test_forms_of_other_sites_are_refused_but_where_no_cookie_is_looked_at_or_a_secret_is_known(world):
    exempt = set()
    for route, _name, path in world.cases():
        browser = world.browser("coordinator", enforce_csrf_checks=True)
        if world.ask(browser, "POST", path).status_code != 403:
            exempt.add(route)
    assert exempt == {
        "answers/<str:token>/",
        "answers/<str:token>/calendar/",
        "answers/<str:token>/confirmation/",
        "answers/<str:token>/erasure/",
        "answers/<str:token>/reminder/",
        "calendars/<str:token>/",
        "calendars/<str:token>/<int:pk>/",
        "calendars/<str:token>/<int:pk>/renewal/",
        "calendars/<str:token>/<int:pk>/revocation/",
        "demands/<slug:slug>/follow/",
        "events/<slug:slug>/answer/",
        "events/<slug:slug>/follow/",
        "events/<slug:slug>/renewal/<str:token>/",
        "events/<slug:slug>/still-on/<str:token>/",
        "follows/",
        "follows/<str:token>/<int:pk>/",
        "follows/<str:token>/<int:pk>/erasure/",
        "follows/<str:token>/confirmation/",
        "follows/<str:token>/erasure/",
        "groups/<slug:slug>/follow/",
        "invitations/<str:token>/acceptance/",
        "invitations/<str:token>/refusal/",
        "letters/<str:token>/",
        "mail-reports/<slug:name>/",
        "replies/own/<str:token>/",
        "replies/own/<str:token>/<int:pk>/confirmation/",
        "replies/own/<str:token>/<int:pk>/withdrawal/",
        "sign/<str:token>/",
        "sign/<str:token>/forward/",
        "sign/<str:token>/refusal/",
        "sign/<str:token>/text/",
        "sign/<str:token>/withdrawal/",
        "sign/demands/<str:token>/",
        "sign/demands/<str:token>/forward/",
        "sign/demands/<str:token>/refusal/",
        "sign/demands/<str:token>/text/",
        "sign/demands/<str:token>/withdrawal/",
    }


@pytest.mark.parametrize("role", ["moderator", "operator"])
def test_who_lists_groups_uses_a_second_factor(world, settings, role):
    settings.MODERATORS_NEED_SECOND_FACTOR = True

    response = world.browser(role).get("/review/")

    assert (response.status_code, response.headers["Location"]) == (302, "/account/2fa/")


def test_the_superuser_edits_no_group_of_others(world):
    assert world.browser("operator").get(f"/desk/events/{world.public.slug}/").status_code == 404


def test_there_is_no_admin(client):
    assert client.get("/admin/").status_code == 404
    assert {route for route in routes() if "admin" in route} == set()


def test_a_closed_account_is_a_visitor(world):
    browser = world.browser("ada")
    type(world.people["ada"]).objects.filter(pk=world.people["ada"].pk).update(is_active=False)

    assert browser.get("/desk/").status_code == 302
    assert Client().get("/desk/").status_code == 302
