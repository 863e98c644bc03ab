"""The world in which the authorization matrix is tried: every address, with objects in every state."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from demands.models import Adopted, Demand, Endorsement, EvidenceFile
from events.models import (
    Attendance,
    CalendarSource,
    Change,
    Follow,
    Follower,
    Imported,
    PrivateCalendar,
    SeriesHandover,
    SeriesText,
    Sponsorship,
    Upload,
)
from orgs.models import (
    Affiliation,
    Case,
    CoordinatorChange,
    Handover,
    Invitation,
    JoinRequest,
    Merge,
    Organization,
    Report,
    User,
)
from outbox.contacts import contact_index
from outbox.models import Message
from outbox.unsubscribing import token as unsubscribing_token
from outreach.models import Appeal, Board, Prospect, Sheet
from planning.models import Meeting, Note, PlanFile, Task
from tests import factories

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


class World:
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
        self._prospects()
        self._demands()
        self.sessions = {name: self._signed_in(user) for name, user in self.people.items()}
        User.objects.filter(pk=self.people["fay"].pk).update(is_active=False)
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

    def _sponsorships(self) -> None:
        ada, bo = self.people["ada"], self.people["bo"]
        self.invited = Sponsorship.invite(self.public, self.partner, by=ada)
        self.requested = Sponsorship.request(self.other, self.listed, by=ada)
        second = factories.series(self.listed, by=ada, title="Second")
        self.planned = second
        self.accepted = Sponsorship.invite(second, self.partner, by=ada)
        self.accepted.accept(by=bo)
        third = factories.group("Third", coordinator=None)
        self.of_others = Sponsorship.invite(self.other, third, by=bo)
        self.granted = factories.series(third, by=bo, title="Granted")
        self.granted.grant({"dates", "groups"}, by=bo)
        cohost = Sponsorship.record(self.granted, self.listed, by=bo, signed_as="Ada")
        Sponsorship.objects.filter(pk=cohost.pk).update(level=Sponsorship.Level.CO_HOST)
        self.of_suspended = Sponsorship.objects.create(
            series=self.gone, organization=self.suspended, direction="requested"
        )
        gone = SeriesHandover.objects.create(series=self.gone, organization=self.suspended, to=self.partner)
        other = SeriesHandover.objects.create(series=self.other, organization=self.partner, to=third)
        offered = SeriesHandover.offer(second, self.partner, by=ada)
        self.hostings = {"offered": offered.pk, "other": other.pk, "suspended": gone.pk, "missing": 0}

    def _plans(self) -> None:
        """The series that Bo's group co-sponsors has a plan by Ada; so has one of others, and one of the suspended."""
        whose = {"own": (self.planned, "ada"), "other": (self.other, "bo"), "suspended": (self.gone, "ada")}
        at = timezone.now() + timedelta(days=3)
        when = {"day": at.date(), "start_time": time(19), "starts_at": at, "ends_at": at + timedelta(hours=1)}
        self.parts = {}
        for name, (series, person) in whose.items():
            common = {"series": series, "organization": series.host, "written_by": self.people[person]}
            rows = {
                "tasks": Task.objects.create(title="Sound", **common),
                "notes": Note.objects.create(text="We met.", **common),
                "files": PlanFile.objects.create(title="Flyer", kind="png", size=1, content=b"x", **common),
                "meetings": Meeting.objects.create(time_zone="UTC", place="Library", **when, **common),
            }
            Task.objects.filter(series=self.planned).update(asked=self.partner)
            self.parts[name] = series, {kind: row.pk for kind, row in rows.items()}

    def _affiliations(self) -> None:
        """Bo coordinates two coalitions, Ada's group is invited to one and a member of the other."""
        ada, bo = self.people["ada"], self.people["bo"]
        self.umbrella, other = (
            factories.group(name, coordinator=bo, kind="coalition") for name in ("Umbrella", "Other umbrella")
        )
        self.asked_in = Affiliation.invite(self.umbrella, self.listed, by=bo)
        self.asks_in = Affiliation.request(self.umbrella, self.waiting, by=ada)
        self.member = Affiliation.request(other, self.listed, by=ada)
        self.member.accept(by=bo)
        self.of_other_groups = Affiliation.invite(other, factories.group("Fourth"), by=bo)
        self.of_closed = Affiliation.objects.create(
            coalition=self.umbrella, organization=self.suspended, direction="requested"
        )

    def _answers(self) -> None:
        date = self.public.occurrences.order_by("day").first()
        self.answer = factories.coming(self.public, date)
        self.asked = factories.coming(self.public, date, address="june@example.org", confirmed=False)

    def _calendars(self) -> None:
        """Ada brings a file in for two groups, Bo for another; each has a calendar that lacks an event of it."""
        ada, bo = self.people["ada"], self.people["bo"]
        groups = {"own": (self.listed, ada, self.public), "other": (self.partner, bo, self.other)}
        groups["suspended"] = (self.suspended, ada, self.gone)
        self.uploads, self.sources, self.missed = {}, {}, {}
        for name, (group, person, series) in groups.items():
            sheet = b"title,first_date\nVigil,2030-01-05\n"
            self.uploads[name] = Upload.keep(group, sheet, user=person, name="ours.csv").pk
            source = CalendarSource.follow(group, f"https://{name}.example.org/ours.ics", by=person)
            missed = {"source": source, "vanished_at": timezone.now()}
            self.missed[name] = Imported.objects.create(organization=group, series=series, key=name, **missed).pk
            self.sources[name] = source.pk

    def _merges(self) -> None:
        mo, gone = self.people["mo"], factories.group("Gone")
        self.merges = {
            "other": Merge.make(factories.group("Twin"), self.partner, by=mo).pk,
            "suspended": Merge.make(factories.group("Gone, too"), gone, by=mo).pk,
        }
        Organization.objects.filter(pk=gone.pk).update(state="suspended")

    def _cases(self) -> None:
        mo = self.people["mo"]
        first = factories.group("First", coordinator=self.people["ada"])
        series = factories.series(first, by=self.people["ada"], title="First listing", shown=False)
        asked = Case.objects.get(subject=series.letters_key)
        asked.ask("Where is that?", by=mo)
        reported = Report.file(self.partner, path="/", reason="other").case
        taken = factories.series(self.partner, by=self.people["bo"], title="Taken down")
        down = Report.take_down(self.partner, subject=taken.letters_key, by=mo, note="No such place.")
        own = factories.group("Moderated", state="in_review")
        factories.join(own, mo, "member")
        waiting = self.waiting.cases.get()
        cases = {"waiting": waiting, "asked": asked, "other": reported, "down": down, "moderator's": own.cases.get()}
        cases["suspended"] = Report.take_down(self.suspended, by=mo, note="They are not who they say.")
        self.cases_of_moderators = {name: case.pk for name, case in cases.items()} | {"missing": 0}

    def _follows(self) -> None:
        Follow.ask("june@example.org", Follow.of_group(self.listed), rhythm="announced")
        self.follower = Follower.objects.of("june@example.org").get()
        self.follower.confirm(self.follower.follows.values_list("pk", flat=True))
        Follow.ask("june@example.org", Follow.of_series(self.public), rhythm="weekly")
        self._own_calendars()

    def _own_calendars(self) -> None:
        """June has a calendar without an account; one of hers was revoked."""
        june = contact_index("june@example.org")
        self.calendars_link = PrivateCalendar.page_token(june)
        self.calendar, revoked = (PrivateCalendar.make(contact_index=june, name="June") for _ in range(2))
        revoked.revoke()
        self.revoked_calendar = revoked.token

    def _people(self) -> None:
        """Ada offers to hand over to Cy and announces that Cy is to coordinate; Bo asks to join and is invited."""
        ada, bo, cy = (self.people[name] for name in ("ada", "bo", "cy"))
        self.places = {
            "own": self.listed.memberships.get(user=cy),
            "other": self.partner.memberships.get(user=bo),
            "suspended": self.suspended.memberships.get(user=cy),
        }
        self.handover = Handover.offer(self.places["own"], afterwards="member", by=ada)
        self.change = CoordinatorChange.ask(self.places["own"], "promote", by=ada)
        self.join = JoinRequest.ask(self.listed, by=bo)
        self.invitation = Invitation.invite(self.listed, bo.email, role="member", by=ada)
        self.invitation_token = Message.objects.get(kind="person_invitation").opened["path"].split("/")[2]
        self.orphan = factories.group("Orphan")
        gil = factories.person("gil")
        closed = {"user": gil, "asked_by": gil}
        self.of_gil = {
            group: {
                "handovers": Handover.objects.create(organization=group, afterwards="gone", **closed),
                "changes": CoordinatorChange.objects.create(organization=group, act="promote", **closed),
                "requests": JoinRequest.objects.create(organization=group, **closed),
                "invitations": Invitation.objects.create(
                    organization=group,
                    role="member",
                    prefix=group.slug,
                    address=gil.email,
                    address_index=contact_index(gil.email),
                ),
            }
            for group in (self.partner, self.suspended)
        }

    def _prospects(self) -> None:
        """A group to reach on a board of each host, and of each coalition."""
        ada, bo = self.people["ada"], self.people["bo"]
        boards = {"own": (self.public, ada), "in review": (self.unlisted, ada), "other": (self.other, bo)}
        boards |= {"suspended": (self.gone, ada), "coalition": (self.umbrella, bo)}
        self.prospects = {
            name: Prospect.enter(Board(target), name="Choir", by=by).pk for name, (target, by) in boards.items()
        }
        self.sheets = {
            name: Sheet.keep(Board(target), b"name\nChoir\n", owner=by, name="ours.csv").pk
            for name, (target, by) in boards.items()
        }
        self.appeals = {
            name: Appeal.begin(Board(target), [Prospect.enter(Board(target), name="Band", by=by)], by=by).pk
            for name, (target, by) in boards.items()
        }

    def _demands(self) -> None:
        """A demand of each group, in each state; the body is Ada's."""
        ada, bo = self.people["ada"], self.people["bo"]
        self.body = factories.body(self.listed, "Council", seats=3)
        self.other_body = factories.body(self.partner, "Other council", seats=1)
        self.body_of_suspended = factories.body(self.suspended, "Council of the suspended", seats=1)
        self.bodies = {"own": self.body, "other": self.other_body, "suspended": self.body_of_suspended}
        for body in self.bodies.values():
            acting = {"by": ada, "group": body.written_for, "since": date(2026, 1, 1)}
            body.seat_somebody(body.seats.first(), holder="Member", **acting)
        whose = {"own": (self.listed, ada), "in review": (self.waiting, ada), "other": (self.partner, bo)}
        whose |= {"suspended": (self.suspended, ada)}
        self.demands = {
            name: factories.demand(lead, by=by, body=self.body, title=f"Demand {name}")
            for name, (lead, by) in whose.items()
        }
        self.demands["draft"] = factories.demand(self.listed, by=ada, body=self.body, put=False)
        own, other, gone = (self.demands[name] for name in ("own", "other", "suspended"))
        self.entries = {
            "own": (own, factories.action(own, "heard", by=bo)),
            "entered alone": (own, factories.action(own, "referred", by=ada)),
            "confirmed": (own, factories.action(own, "introduced", by=ada, confirmed_by=bo)),
            "other": (other, factories.action(other, "heard", by=ada)),
            "suspended": (gone, factories.action(gone, "heard", by=bo)),
        }
        self.files = {name: self._evidence(entry) for name, (_demand, entry) in self.entries.items()}
        self.models = {
            "offered": factories.model_demand(self.listed, by=ada),
            "proposed": factories.model_demand(self.listed, by=ada, shown=False),
            "suspended": factories.model_demand(self.suspended, by=ada),
            "other": factories.model_demand(self.partner, by=bo),
        }
        text = self.models["offered"].text
        for demand in self.demands.values():
            Adopted.objects.create(demand=demand, text=text, answered=text.number)
        self._endorsements()

    def _endorsements(self) -> None:
        """Ada's group asks Bo's and is asked by it; a third group is asked by Bo's, which endorses another of Ada's."""
        ada, bo = self.people["ada"], self.people["bo"]
        second = factories.demand(self.listed, by=ada, body=self.body, title="Demand endorsed")
        signed = Endorsement.invite(second, self.partner, by=ada)
        signed.accept(by=bo)
        third, gone = factories.group("Fifth"), self.demands["suspended"]
        rows = {
            "invited": Endorsement.invite(self.demands["own"], self.partner, by=ada),
            "requested": Endorsement.request(self.demands["other"], self.listed, by=ada),
            "accepted": signed,
            "other": Endorsement.invite(self.demands["other"], third, by=bo),
            "suspended": Endorsement.objects.create(demand=gone, organization=self.suspended, direction="requested"),
        }
        self.endorsements = {name: row.pk for name, row in rows.items()}

    def _demand_texts(self) -> dict[str, dict]:
        second = Demand.objects.get(title="Demand endorsed")
        second.describe(by=self.people["ada"], summary="Name some schools a protected place.")
        return {
            "earlier": {"slug": second.slug, "number": 1},
            "other": {"slug": self.demands["other"].slug, "number": 1},
            "suspended": {"slug": self.demands["suspended"].slug, "number": 1},
            "missing": {"slug": second.slug, "number": 9},
        }

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

    # What stands at the place of an argument

    @staticmethod
    def _evidence(entry) -> EvidenceFile:
        return EvidenceFile.objects.create(action=entry, title="Minutes", kind="png", size=1, content=b"x")

    def _of_entries(self) -> dict[str, dict]:
        """What happened to demands, and one asked for under another."""
        pairs = {name: (demand.slug, entry.pk) for name, (demand, entry) in self.entries.items()}
        own = self.demands["own"].slug
        pairs |= {"of another demand": (own, pairs["other"][1]), "missing": (own, 0)}
        return {name: {"slug": slug, "pk": pk} for name, (slug, pk) in pairs.items()}

    def _of_plans(self, route: str) -> dict[str, dict]:
        """The plan of each series; below it its parts, and one asked for under the plan of another."""
        slugs = {name: series.slug for name, (series, _rows) in self.parts.items()}
        if "<int:pk>" not in route:
            more = {"draft": self.draft.slug, "in review": self.unlisted.slug, "missing": "missing"}
            return {name: {"slug": slug} for name, slug in (slugs | more).items()}
        kind = route.split("/")[4]
        pks = {name: rows[kind] for name, (_series, rows) in self.parts.items()}
        pairs = {name: (slugs[name], pks[name]) for name in slugs}
        pairs |= {"of another series": (self.public.slug, pks["own"]), "missing": (slugs["own"], 0)}
        return {name: {"slug": slug, "pk": pk} for name, (slug, pk) in pairs.items()}

    def _texts(self) -> dict[str, dict]:
        """The earlier words of each series."""
        for series in (self.granted, self.public, self.gone, self.other):
            words = {"title": "Before", "since": series.created_at}
            SeriesText.objects.get_or_create(series=series, number=1, defaults=words)
            type(series).objects.filter(pk=series.pk).update(text_version=2)
        return {name: found | {"number": 1} for name, found in self._series().items()}

    def _series(self) -> dict[str, dict]:
        series = {
            "granted": self.granted,
            "own": self.public,
            "draft": self.draft,
            "in review": self.unlisted,
            "suspended": self.gone,
        }
        slugs = {name: one.slug for name, one in (series | {"other": self.other}).items()} | {"missing": "missing"}
        return {name: {"slug": slug} for name, slug in slugs.items()}

    def _dates(self) -> dict[str, dict]:
        day = self.public.first_day.isoformat()
        every = {name: found | {"day": day} for name, found in self._series().items() if name != "draft"}
        return every | {"missing date": {"slug": self.public.slug, "day": "2001-01-01"}}

    def _changes(self) -> dict[str, dict]:
        """A change of each series under its desk, and one asked for under another's."""
        own, other, gone = (series.changes.get().pk for series in (self.public, self.other, self.gone))
        pairs = {"own": (self.public, own), "of another series": (self.draft, own), "missing": (self.public, 0)}
        pairs |= {"other": (self.other, other), "suspended": (self.gone, gone)}
        return {name: {"slug": series.slug, "pk": pk} for name, (series, pk) in pairs.items()}

    def _groups(self) -> dict[str, dict]:
        groups = {"own": self.listed, "in review": self.waiting, "suspended": self.suspended, "other": self.partner}
        return {name: {"slug": one.slug} for name, one in groups.items()} | {"missing": {"slug": "missing"}}

    def _boards(self) -> dict[str, dict]:
        """Boards of series; Bo's coalition, one that is suspended, and a group that is none."""
        series = {name: found | {"kind": "events"} for name, found in self._series().items()}
        groups = {"coalition": self.umbrella, "no coalition": self.listed, "suspended group": self.suspended}
        return series | {name: {"kind": "groups", "slug": group.slug} for name, group in groups.items()}

    def _of_bodies(self, route: str) -> dict[str, dict]:
        """A seat or a term under the desk of its body, and one asked for under the desk of another."""
        seats = {name: body.seats.first() for name, body in self.bodies.items()}
        of_term = "/terms/<int:pk>/" in route
        pairs = {name: (seat.body, seat.terms.get().pk if of_term else seat.pk) for name, seat in seats.items()}
        pairs |= {"of another body": (self.other_body, pairs["own"][1]), "missing": (self.body, 0)}
        return {name: {"slug": body.slug, "pk": pk} for name, (body, pk) in pairs.items()}

    def _of_people(self, route: str) -> dict[str, dict]:
        """A row of each group under the desk of that group, and one asked for under the desk of another."""
        kind = route.split("/")[4]
        if kind in self.of_gil[self.partner]:
            own = {"invitations": self.invitation, "requests": self.join, "changes": self.change}[kind]
            rows = {"other": self.of_gil[self.partner][kind], "suspended": self.of_gil[self.suspended][kind]}
        else:
            own, rows = self.places["own"], {name: self.places[name] for name in ("other", "suspended")}
        groups = {"other": self.partner, "suspended": self.suspended}
        pairs = {"own": (self.listed, own.pk), "of another group": (self.waiting, own.pk), "missing": (self.listed, 0)}
        pairs |= {name: (groups[name], row.pk) for name, row in rows.items()}
        return {name: {"slug": group.slug, "pk": pk} for name, (group, pk) in pairs.items()}

    def _numbers(self, kind: str, **own: int) -> dict[str, dict]:
        others = {"other": self.of_gil[self.partner][kind].pk, "suspended": self.of_gil[self.suspended][kind].pk}
        return {name: {"pk": pk} for name, pk in (own | others | {"missing": 0}).items()}

    def _sponsors(self) -> dict[str, dict]:
        signed = {"invited": self.invited, "requested": self.requested, "accepted": self.accepted}
        signed |= {"other": self.of_others, "suspended": self.of_suspended}
        return {name: {"pk": one.pk} for name, one in signed.items()} | {"missing": {"pk": 0}}

    def _affiliated(self) -> dict[str, dict]:
        asked = {"invited": self.asked_in, "in review": self.asks_in, "accepted": self.member}
        asked |= {"other": self.of_other_groups, "suspended": self.of_closed}
        return {name: {"pk": one.pk} for name, one in asked.items()} | {"missing": {"pk": 0}}

    def _tokens(self, **tokens: str) -> dict[str, dict]:
        return {name.replace("_", " "): {"token": token} for name, token in (tokens | {"made_up": "x"}).items()}

    def _of_series_letters(self, question: str) -> dict[str, dict]:
        """A link of an organizer to each of her series, and one that was taken to another."""
        asked = {"own": self.public, "in review": self.unlisted, "suspended": self.gone}
        found = {
            name: {"slug": one.slug, "token": one.link(question, self.people["eve"]).split("/")[-2]}
            for name, one in asked.items()
        }
        other = {"slug": self.other.slug, "token": found["own"]["token"]}
        return found | {"of another": other, "made up": {"slug": self.public.slug, "token": "x"}}

    def _own_follow(self) -> dict[str, dict]:
        own = {"token": self.follower.token, "pk": self.follower.follows.confirmed().get().pk}
        return {"own": own, "missing": own | {"pk": 0}, "made up": own | {"token": "x"}}

    def arguments(self, route: str) -> dict[str, dict]:
        """The objects that a route is tried on, by name; one without a name where it takes none."""
        if route.startswith("desk/groups/<slug:slug>/people/") and "<int:pk>" in route:
            return self._of_people(route)
        if route == "desk/groups/<slug:slug>/letters/<slug:kind>/":
            every = {name: found | {"kind": "sponsorship_reminder"} for name, found in self._groups().items()}
            return every | {"no letter": {"slug": self.listed.slug, "kind": "missing"}}
        if route.startswith("handovers/"):
            return self._numbers("handovers", offered=self.handover.pk)
        if route.startswith("desk/invitations/"):
            return self._numbers("invitations", invited=self.invitation.pk)
        if route.startswith("invitations/"):
            return self._tokens(own=self.invitation_token)
        if route == "groups/<slug:slug>/claim/":
            return self._groups() | {"orphaned": {"slug": self.orphan.slug}}
        if route.startswith("events/<slug:slug>/") and "<str:token>" in route:
            return self._of_series_letters(route.split("/")[2])
        if route.startswith("desk/events/<slug:slug>/plan/"):
            return self._of_plans(route)
        if route.startswith("desk/events/<slug:slug>/changes/"):
            return self._changes()
        if route.startswith("desk/outreach/<target:kind>/"):
            return self._boards()
        if route.startswith("desk/outreach/sheets/<int:pk>/"):
            return {name: {"pk": pk} for name, pk in (self.sheets | {"missing": 0}).items()}
        if route.startswith("desk/outreach/letters/<int:pk>/"):
            return {name: {"pk": pk} for name, pk in (self.appeals | {"missing": 0}).items()}
        if route.startswith("desk/outreach/<int:pk>/"):
            return {name: {"pk": pk} for name, pk in (self.prospects | {"missing": 0}).items()}
        if route.startswith(("demands/models/<slug:slug>", "desk/demands/models/<slug:slug>")):
            slugs = {name: one.slug for name, one in self.models.items()} | {"missing": "missing"}
            return {name: {"slug": slug} for name, slug in slugs.items()}
        if route.startswith("desk/demands/<slug:slug>/texts/"):
            return self._demand_texts()
        if route.startswith("endorsements/<int:pk>/"):
            return {name: {"pk": pk} for name, pk in (self.endorsements | {"missing": 0}).items()}
        if route.startswith("desk/demands/<slug:slug>/actions/<int:pk>/"):
            return self._of_entries()
        if route == "evidence/<uuid:name>/":
            return {name: {"name": file.name} for name, file in self.files.items()} | {"missing": {"name": UUID(int=0)}}
        if route.startswith(("demands/<slug:slug>", "desk/demands/<slug:slug>")):
            slugs = {name: one.slug for name, one in self.demands.items()} | {"missing": "missing"}
            seat = {"pk": self.body.seats.first().pk} if "/seats/<int:pk>/" in route else {}
            return {name: {"slug": slug} | seat for name, slug in slugs.items()}
        if route.startswith("desk/bodies/<slug:slug>/") and "<int:pk>" in route:
            return self._of_bodies(route)
        if route.startswith(("bodies/<slug:slug>", "desk/bodies/<slug:slug>")):
            slugs = {name: body.slug for name, body in self.bodies.items()} | {"missing": "missing"}
            return {name: {"slug": slug} for name, slug in slugs.items()}
        if route == "mail-reports/<slug:name>/":
            return {"no provider": {"name": "postmark"}}
        if "<int:number>" in route:
            return self._texts()
        if "<slug:slug>" in route and "<day:day>" in route:
            return self._dates()
        if "<slug:slug>" in route:
            return self._groups() if route.startswith(("groups/", "desk/groups/", "review/")) else self._series()
        for start, rows in [("import", self.uploads), ("calendars", self.sources), ("imported", self.missed)]:
            if route.startswith(f"desk/{start}/<int:pk>/"):
                return {name: {"pk": pk} for name, pk in (rows | {"missing": 0}).items()}
        if route.startswith("review/merges/"):
            return {name: {"pk": pk} for name, pk in (self.merges | {"missing": 0}).items()}
        if "<int:pk>" in route and route.startswith(("review/", "desk/cases/")):
            return {name: {"pk": pk} for name, pk in self.cases_of_moderators.items()}
        if "<int:pk>" in route and route.startswith("hosting/"):
            return {name: {"pk": pk} for name, pk in self.hostings.items()}
        if "<int:pk>" in route and route.startswith("sponsorships/"):
            return self._sponsors()
        if "<int:pk>" in route and route.startswith("affiliations/"):
            return self._affiliated()
        if route == "answers/<str:token>/confirmation/":
            letter = Attendance.confirmation_token(self.asked)
            return self._tokens(letter=letter, page=Attendance.token(self.asked))
        if route.startswith("answers/<str:token>/"):
            return self._tokens(own=Attendance.token(self.answer))
        if route.startswith("follows/<str:token>/<int:pk>/"):
            return self._own_follow()
        if route == "follows/<str:token>/confirmation/":
            return self._tokens(letter=self.follower.confirmation_token, page=self.follower.token)
        if route.startswith("follows/<str:token>/"):
            return self._tokens(own=self.follower.token, letter=self.follower.confirmation_token)
        if route == "calendar/<str:token>.ics":
            return self._tokens(own=self.calendar.token, revoked=self.revoked_calendar)
        if route.startswith("calendars/<str:token>/"):
            own = {"token": self.calendars_link, "pk": self.calendar.pk}
            return {"own": own, "missing": own | {"pk": 0}, "made up": own | {"token": "x"}}
        if route.startswith("sign/<str:token>/"):
            link = self.invited.link(self.people["bo"])
            return self._tokens(own=link.split("/")[2])
        if route == "letters/<str:token>/":
            return self._tokens(own=unsubscribing_token("0" * 64, "reminder"))
        if route == "mail/<str:name>/":
            return {"missing": {"name": "20260101-000000-000000.eml"}}
        return {"": {}}

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
        names = "target:kind slug:kind slug:slug slug:name day:day int:pk int:number str:token str:name uuid:name"
        for converter in names.split():
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
