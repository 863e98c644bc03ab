"""A page asks the database as often for one row as for many, and no more often than is written here."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from demands.models import Demand, Endorsement, ModelDemand, SeatClaim, Term
from events.models import Attendance, CalendarSource, Follow, Follower, Imported, PrivateCalendar, Sponsorship, Upload
from orgs.models import (
    Affiliation,
    Case,
    CoordinatorChange,
    Handover,
    Invitation,
    JoinRequest,
    Organization,
    Report,
)
from outbox.models import Message
from outreach.models import Appeal, Board, Prospect
from planning.models import Meeting, Note, PlanFile, Task
from tests import factories
from tests.events.calendars import calendar, event

pytestmark = pytest.mark.django_db

# What each page may ask, session and person included where somebody is signed in.
BUDGET = {
    "home": 2,
    "home near a town": 3,
    "groups": 7,
    "groups by words near a town": 8,
    "group at its desk": 7,
    "bodies": 3,
    "bodies near a town": 3,
    "body": 4,
    "body at the desk": 6,
    "registering": 2,
    "group": 14,
    "coalition": 13,
    "series": 5,
    "series that has ended": 6,
    "date": 5,
    "answer": 2,
    "sign": 3,
    "follows": 2,
    "follows to confirm": 2,
    "follows of an account": 6,
    "coalitions at the desk": 7,
    "account": 10,
    "letters of an account": 9,
    "letters at the desk": 16,
    "desk": 64,
    "demand desk": 10,
    "demands": 3,
    "demands near a town": 5,
    "demands by town": 3,
    "demands on a map": 4,
    "demands on a map near a town": 6,
    "data of demands": 2,
    "series desk": 18,
    "plan": 15,
    "import": 7,
    "import, looked at": 8,
    "dates at the desk": 11,
    "rule at the desk": 5,
    "date at the desk": 10,
    "request": 4,
    "record": 7,
    "review": 8,
    "review of reports": 7,
    "review, decided": 7,
    "review of a new group": 14,
    "review of a report": 14,
    "review of a group": 9,
    "report": 2,
    "case": 8,
    "standing of a group": 8,
    "people": 10,
    "people, for a member": 6,
    "one of the people": 7,
    "handover": 4,
    "invitation": 1,
    "ask to join": 7,
    "feed of all": 3,
    "feed of a series": 3,
    "feed of a group": 4,
    "feed of a coalition": 4,
    "home by a coalition": 4,
    "own calendar": 10,
    "own calendars": 5,
    "own calendars of an address": 1,
    "boards": 8,
    "board": 8,
    "board, a lane whole": 10,
    "groups that fit": 8,
    "prospect": 5,
    "letters to several": 5,
    "letter to several, whom": 7,
    "letter to several": 9,
    "letter to several, sent": 8,
    "seats of a demand": 6,
    "entries of a demand": 16,
    "an entry": 22,
    "models": 3,
    "model": 7,
    "demands of a town": 4,
    "model at the desk": 10,
    "text of a demand": 3,
    "words of a demand at the desk": 6,
    "endorsements at the desk": 9,
    "endorsement": 9,
    "data of all": 3,
    "data of a series": 8,
    "data of a group": 5,
    "seats at the desk": 9,
    "seat at the desk": 12,
}


class Site:
    """A site that grows: each call of `grow` adds a group that hosts, signs, asks and waits, and people coming."""

    def __init__(self, ada, bo, cy, mo):
        self.ada, self.bo, self.mo = ada, bo, mo
        self.host = factories.group("Host", coordinator=ada)
        self.vigil = factories.series(self.host, by=ada)
        self.over = factories.series(self.host, by=ada, announced=False, first=date(2026, 3, 7), weeks=2)
        self.over.record_history(by=ada)
        self.day = self.vigil.occurrences.order_by("day").first()
        self.union = factories.group("Union of unions", coordinator=ada, kind="coalition")
        self.union.include_members(by=ada)
        self.council = factories.body(self.host, seats=40)
        self.number = 0
        self.demand = factories.demand(self.host, by=ada, body=self.council)
        self.counted = factories.demand(self.host, by=ada, body=factories.body(self.host, "Council of forty", seats=40))
        self.body = factories.body(self.host, "Host City Council")
        self.judged = factories.group("Judged", coordinator=bo, state="in_review")
        self.new, self.reported = self.judged.cases.get(), None
        Organization.objects.filter(pk=self.judged.pk).update(state="listed")
        self.grow()
        self.answer = factories.coming(self.vigil, address="june@example.org")
        self.member = self.host.memberships.filter(role="member").first()
        self.offer = Handover.objects.get(user=self.member.user)
        self.calendar = PrivateCalendar.make(user=ada, name="Mine", with_groups=True)
        letter = Message.objects.get(kind="person_invitation")
        self.invitation = letter.opened["path"]
        self.asked = Sponsorship.invite_address(self.vigil, "union@example.org", by=ada)

    def grow(self) -> None:
        self.number += 1
        series = factories.series(self.host, by=self.ada, title=f"Vigil {self.number}")
        factories.series(self.host, by=self.ada, title=f"Draft {self.number}", announced=False)
        for name in ("Signed", "Asked", "Asking", "Declined"):
            group = factories.group(f"{name} {self.number}", coordinator=self.bo)
            if name == "Asking":
                Sponsorship.request(self.vigil, group, by=self.bo)
            else:
                sponsorship = Sponsorship.invite(self.vigil, group, by=self.ada)
            if name == "Signed":
                Sponsorship.record(self.over, group, by=self.ada, signed_as="June")
                sponsorship.accept(by=self.bo)
                Sponsorship.request(series, group, by=self.bo).accept(by=self.ada)
            if name == "Declined":
                sponsorship.decline(by=self.bo)
            Affiliation.request(self.union, group, by=self.bo)
        self._decide(group)
        self._join(f"Below {self.number}", "coalition")
        self._join(f"Signed {self.number}", "tenants")
        Organization.register(name=f"Waiting {self.number}", kind="other", by=self.bo)
        self._judge()
        factories.coming(self.vigil, address=f"person{self.number}@example.org")
        for target in (Follow.of_group(group), Follow.of_series(series)):
            Follow.begin(target, rhythm="weekly", by=self.ada)
            Follow.ask("june@example.org", target, rhythm="weekly")
        self._people()
        self._demands()
        self._plan(group)
        self._reach(group)
        self._calendars(series)
        self._seats()
        self._entries()
        self._models(group)
        self._endorsements()
        if self.number < 8:
            PrivateCalendar.make(user=self.ada, name=f"Calendar {self.number}")
        date = self.vigil.occurrences.order_by("day")[self.number]
        place = factories.town(name=f"Hall {self.number}")
        date.move(by=self.ada, day=date.day, start_time=date.start_time, place=place)

    def _decide(self, group: Organization) -> None:
        """A body more, and one that is asked more and has a seat more with somebody in it."""
        acting = {"by": self.ada, "group": self.host}
        factories.demand(group, by=self.bo, body=self.body, title=f"Demand {self.number}")
        factories.body(group, f"Board {self.number}", seats=1)
        self.body.add_seats([f"Ward {self.number}"], **acting)
        self.body.seat_somebody(self.body.seats.last(), holder="Member", since=date(2026, 1, 1), **acting)

    def _join(self, name: str, kind: str) -> None:
        """A member that hosts; a coalition among them shows what a member of its own hosts."""
        group = factories.group(name, coordinator=self.bo, kind=kind)
        Affiliation.request(self.union, group, by=self.bo).accept(by=self.ada)
        Affiliation.invite(self.union, factories.group(f"Asked by the union {name}"), by=self.ada)
        factories.series(group, by=self.bo, title=f"By {name}")
        if group.is_coalition:
            group.include_members(by=self.bo)
            Affiliation.request(group, self.host, by=self.ada).accept(by=self.bo)

    def _judge(self) -> None:
        """One case more of each kind and state, all of one group."""
        for act in ("waits", "decided"):
            series = factories.series(self.judged, by=self.bo, title=f"{act} {self.number}", shown=False)
            reported = Report.file(self.judged, subject=series.letters_key, path="/", reason="other").case
            if act == "decided":
                reported.decline(by=self.mo, note="It stays.")
                Case.objects.get(kind="first_listing", subject=series.letters_key).decline(by=self.mo, note="Where?")
            self.reported = self.reported or reported
        Report.file(self.judged, subject=self.reported.subject, path="/", reason="other")
        self.new.ask("Who?", by=self.mo)
        self.new.answer("We.", by=self.bo)

    def _demands(self) -> None:
        """One demand more, with a part and the one that is to come after it."""
        named = {"title": f"Demand {self.number}", "body": self.body}
        factories.demand(self.host, by=self.ada, components=["A letter"], **named)
        factories.demand(self.host, by=self.ada, after=self.demand, put=False, **named)
        self.demand.set_components([f"Part {number}" for number in range(self.number)])

    def _plan(self, group: Organization) -> None:
        """More of each in the plan of the vigil; one task is done, one is Ada's and one the host's alone."""
        day = timezone.localdate() + timedelta(days=2)
        tasks = [Task.add(self.vigil, by=self.ada, title=f"Task {self.number}.{n}", due=day) for n in range(4)]
        tasks[0].finish(by=self.ada)
        tasks[1].take(by=self.ada, group=self.host)
        tasks[2].pass_to(self.host, by=self.ada)
        Note.write(self.vigil, by=self.ada, text="We met.")
        PlanFile.objects.create(
            series=self.vigil, organization=self.host, title="Flyer", kind="png", size=1, content=b"x"
        )
        Meeting.call(self.vigil, by=self.ada, day=day, start_time=time(19), place="Library")

    def _reach(self, group) -> None:
        """Two more to reach, in two lanes, one of them taken and spoken with."""
        board = Board(self.vigil)
        free = factories.group(f"Free {self.number}", coordinator=self.bo)
        factories.group(f"Fitting {self.number}", coordinator=self.bo)
        for name in (f"Choir {self.number}", f"Band {self.number}"):
            Prospect.enter(board, name=name, by=self.ada, address=f"{name.replace(' ', '')}@example.org")
        self.prospect = Prospect.enter(board, free, by=self.ada, takes=True)
        for _ in range(self.number):
            self.prospect.touch("call", by=self.ada, text="Word", due_on=timezone.localdate())
        Prospect.enter(Board(self.union), name=f"Choir {self.number}", by=self.ada)
        rows = list(Prospect.objects.of(board).exclude(address=""))
        self.appeal = Appeal.begin(board, rows, by=self.ada)
        self.sent = Appeal.begin(board, rows, by=self.ada)
        self.sent.send_out(by=self.ada)

    def _calendars(self, series) -> None:
        """One calendar more, in which a series is missed."""
        source = CalendarSource.objects.create(
            organization=self.host, address="https://example.org/", address_index=self.number, server="example.org"
        )
        Imported.objects.create(
            organization=self.host, source=source, series=series, key=self.number, vanished_at=timezone.now()
        )

    def _seats(self) -> None:
        """Two more of whom we know who sits there and what she said, in her own term and before."""
        for seat in self.counted.body.seats.all()[self.number * 2 : self.number * 2 + 2]:
            factories.stance(self.counted, seat, "leaning", by=self.ada, on=timezone.localdate() - timedelta(days=9))
            factories.stance(self.counted, seat, by=self.ada)
            Term.objects.create(seat=seat, holder=f"Member {seat.pk}", since=date(2026, 1, 1))
            SeatClaim.take_up(self.counted, seat, by=self.ada, group=self.host)
        first = self.counted.body.seats.first()
        talk = SeatClaim.take_up(self.counted, first, by=self.ada, group=self.host)
        talk.note_talk(by=self.ada, note="They listened.")
        SeatClaim.take_up(self.counted, first, by=self.ada, group=self.host)

    def _entries(self) -> None:
        """Two more that happened, by vote and by seat, and one that waits."""
        seats = {seat.pk: "for" for seat in self.demand.body.seats.all()[:9]}
        for kind in ("heard", "voted"):
            factories.action(self.demand, kind, by=self.ada, confirmed_by=self.bo, seat_votes=seats)
        factories.action(self.demand, "reported", by=self.bo)

    def _models(self, group: Organization) -> None:
        """One model more, and a town more that has taken the first one up."""
        factories.model_demand(self.host, by=self.ada)
        body = factories.body(group, f"Council {self.number}")
        demand = ModelDemand.objects.get(slug="benches").adopt_for(group=group, body=body, said={}, by=self.bo)
        Demand.objects.filter(pk=demand.pk).update(state="put", put_at=timezone.now(), shown_at=timezone.now())

    def _endorsements(self) -> None:
        """Three more groups, of which one endorses, one asks and one is asked; and one version more of the words."""
        signing, asking, asked = (factories.group(f"{word} {self.number}", coordinator=self.bo) for word in "EFG")
        self.endorsement = Endorsement.invite(self.demand, signing, by=self.ada)
        self.endorsement.accept(by=self.bo)
        Endorsement.request(self.demand, asking, by=self.bo)
        Endorsement.invite(self.demand, asked, by=self.ada)
        self.demand.describe(by=self.ada, summary=f"Name {self.number} schools a protected place.")

    def _people(self) -> None:
        """One more in each role, one who asks to join, one who is invited, an offer and a change that waits."""
        number, group = self.number, self.host
        member, organizer, coordinator, asking = (factories.person(f"{word}{number}") for word in "mocj")
        place = factories.join(group, member, "member")
        place.show(f"Member {number}")
        factories.join(group, organizer, "organizer")
        JoinRequest.ask(group, by=asking, word="We met")
        Invitation.invite(group, f"invited{number}@example.org", role="member", by=self.ada)
        Handover.offer(place, afterwards="gone", by=factories.join(group, coordinator, "coordinator").user)
        CoordinatorChange.ask(place, "promote", by=self.ada)

    def upload(self) -> Upload:
        """As many events as the site has grown, half of them here already."""
        events = [event(f"SUMMARY:Gathering {n}", uid=f"{n}", start="X=1:20300101T120000") for n in range(self.number)]
        return Upload.keep(self.host, calendar(*events), user=self.ada, name="ours.ics")

    def pages(self) -> dict[str, tuple]:
        """Who reads which address."""
        request = Sponsorship.objects.requested().awaiting().first()
        desk = f"/desk/events/{self.vigil.slug}/"
        own, asked = (Follower.objects.of(address).get() for address in (self.ada.email, "june@example.org"))
        people = f"/desk/groups/{self.host.slug}/people/"
        return {
            "home": (None, "/?when=all"),
            "home near a town": (None, "/?when=all&near=44308"),
            "groups": (None, "/groups/"),
            "groups by words near a town": (None, "/groups/?q=signd&near=44308"),
            "bodies": (None, "/bodies/"),
            "bodies near a town": (None, "/bodies/?q=board&near=44308"),
            "body": (None, f"/bodies/{self.body.slug}/"),
            "body at the desk": (self.ada, f"/desk/bodies/{self.body.slug}/"),
            "group at its desk": (self.ada, f"/desk/groups/{self.host.slug}/"),
            "registering": (self.ada, "/groups/new/"),
            "group": (None, self.host.get_absolute_url()),
            "coalition": (None, self.union.get_absolute_url()),
            "letters at the desk": (self.ada, f"/desk/groups/{self.host.slug}/letters/"),
            "coalitions at the desk": (self.ada, f"/desk/groups/{self.union.slug}/coalitions/"),
            "feed of a coalition": (None, f"/groups/{self.union.slug}.ics"),
            "home by a coalition": (None, f"/?when=all&group={self.union.slug}"),
            "series": (None, self.vigil.get_absolute_url()),
            "series that has ended": (None, self.over.get_absolute_url()),
            "date": (None, self.day.get_absolute_url()),
            "answer": (None, Attendance.url(self.answer)),
            "sign": (None, self.asked.link(None)),
            "follows": (None, own.get_absolute_url()),
            "follows to confirm": (None, asked.get_confirmation_url()),
            "follows of an account": (self.ada, "/account/follows/"),
            "account": (self.bo, "/account/"),
            "letters of an account": (self.bo, "/account/letters/"),
            "desk": (self.ada, "/desk/"),
            "series desk": (self.ada, desk),
            "demands": (None, "/demands/"),
            "demands near a town": (None, "/demands/?near=44308&q=demand"),
            "demands by town": (None, "/demands/towns/"),
            "demands on a map": (None, "/demands/?view=map"),
            "demands on a map near a town": (None, "/demands/?view=map&near=44308&km=50"),
            "data of demands": (None, "/demands.json"),
            "demand desk": (self.ada, f"/desk/demands/{self.demand.slug}/"),
            "plan": (self.ada, f"{desk}plan/"),
            "dates at the desk": (self.ada, f"{desk}dates/"),
            "rule at the desk": (self.ada, f"{desk}rule/"),
            "date at the desk": (self.ada, f"{desk}dates/{self.day.original_day}/"),
            "import": (self.ada, "/desk/import/"),
            "import, looked at": (self.ada, f"/desk/import/{self.upload().pk}/"),
            "request": (self.ada, f"/sponsorships/{request.pk}/"),
            "review": (self.mo, "/review/"),
            "record": (self.ada, f"/desk/groups/{self.host.slug}/record/"),
            "review of reports": (self.mo, "/review/?kind=report"),
            "review, decided": (self.mo, "/review/decided/"),
            "review of a new group": (self.mo, f"/review/{self.new.pk}/"),
            "review of a report": (self.mo, f"/review/{self.reported.pk}/"),
            "review of a group": (self.mo, f"/review/groups/{self.judged.slug}/"),
            "report": (None, f"{self.vigil.get_absolute_url()}report/"),
            "case": (self.bo, f"/desk/cases/{self.new.pk}/"),
            "standing of a group": (self.bo, f"/desk/groups/{self.judged.slug}/standing/"),
            "people": (self.ada, people),
            "people, for a member": (self.member.user, people),
            "one of the people": (self.ada, f"{people}{self.member.pk}/"),
            "handover": (self.member.user, self.offer.get_absolute_url()),
            "invitation": (None, self.invitation),
            "ask to join": (self.mo, f"{self.host.get_absolute_url()}join/"),
            "feed of all": (None, "/events.ics"),
            "feed of a series": (None, f"/events/{self.vigil.slug}.ics"),
            "feed of a group": (None, f"/groups/{self.host.slug}.ics"),
            "own calendar": (None, self.calendar.path),
            "own calendars": (self.ada, "/account/calendars/"),
            "own calendars of an address": (None, f"/calendars/{PrivateCalendar.page_token(asked.contact_index)}/"),
            "boards": (self.ada, "/desk/outreach/"),
            "board": (self.ada, Board(self.vigil).get_absolute_url()),
            "board, a lane whole": (self.ada, f"{Board(self.vigil).get_absolute_url()}?all=to-contact"),
            "groups that fit": (self.ada, f"{Board(self.vigil).get_absolute_url()}fitting/"),
            "prospect": (self.ada, self.prospect.get_absolute_url()),
            "letters to several": (self.ada, f"{Board(self.vigil).get_absolute_url()}letters/"),
            "letter to several, whom": (self.ada, f"{Board(self.vigil).get_absolute_url()}letters/new/"),
            "letter to several": (self.ada, self.appeal.get_absolute_url()),
            "letter to several, sent": (self.ada, self.sent.get_absolute_url()),
            "words of a demand at the desk": (self.ada, f"/desk/demands/{self.demand.slug}/text/"),
            "text of a demand": (None, f"/demands/{self.demand.slug}/text/"),
            "endorsements at the desk": (self.ada, f"/desk/demands/{self.demand.slug}/endorsements/"),
            "endorsement": (self.bo, self.endorsement.get_absolute_url()),
            "seats of a demand": (None, f"/demands/{self.counted.slug}/seats/"),
            "entries of a demand": (self.ada, f"/desk/demands/{self.demand.slug}/actions/"),
            "an entry": (self.ada, self.demand.actions.latest("pk").get_absolute_url()),
            "models": (None, "/demands/models/"),
            "model": (None, "/demands/models/benches/?near=44308"),
            "demands of a town": (None, "/demands/near/?near=44308"),
            "model at the desk": (self.ada, "/desk/demands/models/benches/adopt/"),
            "seats at the desk": (self.ada, f"/desk/demands/{self.counted.slug}/seats/"),
            "seat at the desk": (
                self.ada,
                f"/desk/demands/{self.counted.slug}/seats/{self.counted.body.seats.first().pk}/",
            ),
            "data of all": (None, "/events.json"),
            "data of a series": (None, f"/events/{self.vigil.slug}.json"),
            "data of a group": (None, f"/groups/{self.host.slug}.json"),
        }


@pytest.fixture
def site(akron, ada, bo, cy, mo, settings) -> Site:
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    return Site(ada, bo, cy, mo)


def queries(browser, path) -> list[str]:
    browser.get(path)  # whatever is looked up once for a process
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(path).status_code == 200
    return [query["sql"] for query in asked]


def test_pages_ask_as_often_for_many_rows_as_for_one(site, as_user):
    pages = site.pages()
    one = {page: queries(as_user(who), path) for page, (who, path) in pages.items()}

    for _ in range(3):
        site.grow()
    many = {page: queries(as_user(who), path) for page, (who, path) in pages.items()}

    counts = {page: len(asked) for page, asked in many.items()}
    print("\n" + "\n".join(f"{page}: {count}" for page, count in counts.items()))
    grown = {page: many[page] for page in pages if len(many[page]) != len(one[page])}
    assert {page: (len(one[page]), len(asked), asked[-3:]) for page, asked in grown.items()} == {}
    assert {page: count for page, count in counts.items() if count > BUDGET[page]} == {}
    assert set(counts) == set(BUDGET)
