"""What every test may ask for by name: the standing cast, its groups and a series between them.

Ada coordinates the host, Bo organizes the co-sponsor, Cy is a member of the host, Dee is a stranger
with an account, Mo is a moderator.
"""

import pytest
from django.db import connection
from django.test import Client

from orgs.models.name import _known
from tests import factories

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """The true hasher takes a second for each person, which is its purpose and not ours."""
    settings.PASSWORD_HASHERS = QUICK


@pytest.fixture(autouse=True)
def record_is_cleared(request):
    """A test with real transactions ends by emptying every table, which the triggers of the record refuse on SQLite."""
    yield
    marker = request.node.get_closest_marker("django_db")
    real = {"transactional_db", "live_server"} & set(request.fixturenames) or (
        marker and marker.kwargs.get("transaction")
    )
    if not real or connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'orgs_auditentry'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("DELETE FROM orgs_auditentry")
        for _name, sql in triggers:
            cursor.execute(sql)


@pytest.fixture(autouse=True)
def names_unread():
    """What a test wrote is taken back; the process must not remember its names."""
    _known.forget()


@pytest.fixture
def ada(db):
    return factories.person("ada")


@pytest.fixture
def bo(db):
    return factories.person("bo")


@pytest.fixture
def cy(db):
    return factories.person("cy")


@pytest.fixture
def dee(db):
    return factories.person("dee")


@pytest.fixture
def mo(db):
    return factories.person("mo", is_moderator=True)


@pytest.fixture
def host(ada, cy):
    organization = factories.group("Friends of Sanctuary Schools", coordinator=ada)
    factories.join(organization, cy, "member")
    return organization


@pytest.fixture
def partner(bo):
    return factories.group("Riverside Tenants Union", coordinator=bo)


@pytest.fixture
def vigil(host, ada):
    """Every Saturday at noon for eight weeks, announced."""
    return factories.series(host, by=ada)


@pytest.fixture
def as_user():
    """A browser in which somebody is signed in: as_user(ada); as_user(None) is a visitor."""

    def browser(user) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return browser


@pytest.fixture
def akron(db):
    """A gazetteer that knows the postcode 44308, so that a town can be typed."""
    return factories.postcode()
