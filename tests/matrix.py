"""The world in which the authorization matrix is tried: every address, with objects in every state.

Each room says in its own `world.py` which objects it has there, and on which of them its addresses are tried.
"""

from collections.abc import Iterator

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import URLResolver, get_resolver, reverse

from events.models import Change
from orgs.models import Organization, User
from tests import factories
from tests.demands.world import DemandsWorld
from tests.events.world import EventsWorld
from tests.orgs.world import OrgsWorld
from tests.outbox.world import OutboxWorld
from tests.outreach.world import OutreachWorld
from tests.planning.world import PlanningWorld

# What each role is to the groups of this world, and who has it. `closed` is an account that was closed while signed
# in; `suspended` coordinates a suspended group and nothing else.
PEOPLE = {
    "visitor": None,
    "stranger": "dee",
    "member": "cy",
    "organizer": "eve",
    "coordinator": "ada",
    "sponsor": "bo",
    "moderator": "mo",
    "operator": "operator",
    "closed": "fay",
    "suspended": "gus",
}
ROLES = list(PEOPLE)
METHODS = ["GET", "POST"]
THEIRS = "account/"  # what stands below is allauth's


def routes() -> set[str]:
    """Every address of the site, as the URLconf writes it."""

    def walk(patterns, prefix) -> Iterator[str]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            else:
                yield route

    return set(walk(get_resolver().url_patterns, ""))


class World(OrgsWorld, DemandsWorld, EventsWorld, OutreachWorld, PlanningWorld, OutboxWorld):
    """Ada coordinates three groups, one in each state that matters; Eve organizes in each, Cy is a member.

    Bo coordinates a partner that has signed on to one of Ada's series.
    """

    def __init__(self):
        self.people = {name: factories.person(name) for name in ("ada", "bo", "cy", "dee", "eve", "fay", "gus")}
        self.people["mo"] = factories.person("mo", is_moderator=True)
        self.people["operator"] = factories.person("operator", is_moderator=True, is_superuser=True)
        self.listed, self.waiting, self.suspended = (
            self._group(name, state)
            for name, state in [("Listed", "listed"), ("Waiting", "in_review"), ("Suspended", "suspended")]
        )
        self.partner = factories.group("Partner", coordinator=self.people["bo"])
        ada = self.people["ada"]
        self.public = factories.series(self.listed, by=ada, title="Public")
        self.draft = factories.series(self.listed, by=ada, title="Draft", announced=False)
        self.unlisted = factories.series(self.waiting, by=ada, title="Unlisted")
        self.gone = factories.series(self.suspended, by=ada, title="Gone")
        self.other = factories.series(self.partner, by=self.people["bo"], title="Other")
        for series in (self.public, self.other, self.gone):
            Change.begin(series, by=ada)
        self._sponsorships()
        self._plans()
        self._affiliations()
        self._answers()
        self._follows()
        self._calendars()
        self._merges()
        self._cases()
        self._people()
        self._demands()
        self._prospects()
        self._hearings()
        self.sessions = {name: self._signed_in(user) for name, user in self.people.items()}
        User.objects.filter(pk=self.people["fay"].pk).update(is_active=False)
        self.tried_on = self.of_orgs() | self.of_demands() | self.of_events() | self.of_outreach() | self.of_planning()
        self.tried_on |= self.of_outbox()
        self.handlers = {}  # one for all browsers of a kind: making the middleware anew is a fifth of a request

    def _group(self, name: str, state: str) -> Organization:
        made = factories.group(name, coordinator=self.people["ada"], state=state)
        factories.join(made, self.people["cy"], "member")
        factories.join(made, self.people["eve"], "organizer")
        if state == "listed":
            factories.join(made, self.people["fay"], "coordinator")
        if state == "suspended":
            factories.join(made, self.people["gus"], "coordinator")
        return made

    @staticmethod
    def _signed_in(user) -> str:
        """A session of somebody who signed in just now: who may do what is asked, not how fresh she is."""
        client = Client()
        client.force_login(user)
        request = RequestFactory().get("/")
        request.session = client.session
        record_authentication(request, user, "password")
        request.session.save()
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def browser(self, role: str, **options) -> Client:
        """The browser of whoever has this role, or of this person."""
        client = Client(**options)
        client.handler = self.handlers.setdefault(str(options), client.handler)
        if name := PEOPLE.get(role, role):
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[name]
        return client

    # Trying

    def arguments(self, route: str) -> dict[str, dict]:
        """The objects that a route is tried on, by name; one without a name where it takes none."""
        starts = [start for start in self.tried_on if route.startswith(start)]
        return self.tried_on[max(starts, key=len)]() if starts else {"": {}}

    def cases(self, ours_only: bool = False) -> list[tuple[str, str, str]]:
        """(route, name of the object, path) of everything that is tried."""
        return [
            (route, name, self._path(route, arguments))
            for route in sorted(routes())
            if not (ours_only and route.startswith(THEIRS))
            for name, arguments in self.arguments(route).items()
        ]

    @staticmethod
    def _path(route: str, arguments: dict) -> str:
        if route.startswith(THEIRS):
            route = route.replace("<int:pk>", "0")
        names = "target:kind slug:kind slug:slug slug:name day:day int:pk int:number int:piece str:token str:name"
        for converter in [*names.split(), "uuid:name"]:
            route = route.replace(f"<{converter}>", str(arguments.get(converter.partition(":")[2], "")))
        return "/" + route

    # Asking

    def answers(self, role: str, methods=METHODS, ours_only: bool = False) -> Iterator[tuple]:
        """((route, object, method), what came of it in a word, the response), nothing of it kept."""
        for route, name, path in self.cases(ours_only):
            for method in methods:
                response = self.ask(self.browser(role), method, path)
                yield (route, name, method), self.word(response), response

    @staticmethod
    def ask(browser: Client, method: str, path: str):
        with transaction.atomic():
            response = browser.generic(method, path, content_type="application/x-www-form-urlencoded")
            transaction.set_rollback(True)
        return response

    @staticmethod
    def word(response) -> str:
        """The status; `login` where one is sent to sign in, `again` where to sign in once more."""
        to = response.headers.get("Location", "")
        if to.startswith((reverse("account_request_login_code"), reverse("account_login"))):
            return "login"
        return "again" if "reauthenticate" in to else str(response.status_code)

    @staticmethod
    def without_traces(response) -> tuple:
        """Body and headers without the number of the request."""
        request = getattr(response.wsgi_request, "id", "") or "-"
        headers = sorted((name, value.replace(request, "")) for name, value in response.headers.items())
        return response.content.replace(request.encode(), b""), tuple(headers)
