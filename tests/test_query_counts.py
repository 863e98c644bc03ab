"""A page asks the database as often for one row as for many, and no more often than is written in `BUDGET`.

Each room says in its own `counted.py` which pages it has, how often each may ask, and what grows there.
"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import PrivateCalendar, Sponsorship
from orgs.models import Handover, Organization
from outbox.models import Message
from tests import factories
from tests.demands import counted as demands
from tests.events import counted as events
from tests.orgs import counted as orgs
from tests.outreach import counted as outreach
from tests.planning import counted as planning

pytestmark = pytest.mark.django_db

BUDGET = orgs.BUDGET | demands.BUDGET | events.BUDGET | outreach.BUDGET | planning.BUDGET


class Site(orgs.OrgsPages, demands.DemandsPages, events.EventsPages, outreach.OutreachPages, planning.PlanningPages):
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
        group, series = self._gather()
        self._decide(group)
        self._join(f"Below {self.number}", "coalition")
        self._join(f"Signed {self.number}", "tenants")
        Organization.register(name=f"Waiting {self.number}", kind="other", by=self.bo)
        self._judge()
        self._come(group, series)
        self._people()
        self._demands()
        self._plan(group)
        self._reach(group)
        self._calendars(series)
        self._seats()
        self._entries()
        self._models(group)
        self._endorsements()
        self._platforms(group)
        self._own_calendars()
        self._move()

    def pages(self) -> dict[str, tuple]:
        """Who reads which address."""
        return self.of_orgs() | self.of_demands() | self.of_events() | self.of_outreach() | self.of_planning()


@pytest.fixture
def site(akron, ada, bo, cy, mo, settings, monkeypatch) -> Site:
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("events.week.COUNTED_FOR", 3_600)  # the number in the dock, on a slow machine too
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
