"""What rooms above put at the desk of a series, and into private calendars."""

from datetime import datetime

import pytest
from django.utils import timezone

from events import desk_links, own_calendar
from events.desk_links import Link
from events.ical import Block
from events.models import PrivateCalendar, Sponsorship

pytestmark = pytest.mark.django_db


@pytest.fixture
def ways(monkeypatch):
    monkeypatch.setattr(desk_links, "_ways", {})
    desk_links.register(
        "board",
        of_series=lambda series: Link(f"/board/{series.slug}/", "The board", hint="Whom to ask."),
        of_sponsorship=lambda signed: Link("/board/", "The board") if signed.level == "co_sponsor" else None,
    )


def test_the_desk_of_a_series_leads_to_what_rooms_above_keep(ways, vigil, ada, as_user):
    page = as_user(ada).get(f"/desk/events/{vigil.slug}/").content.decode()

    assert f'href="/board/{vigil.slug}/"' in page
    assert "Whom to ask." in page


@pytest.mark.parametrize(("level", "shown"), [("co_sponsor", True), ("endorse", False)])
def test_a_group_finds_it_where_its_name_is_listed(ways, vigil, partner, ada, bo, as_user, level, shown):
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo, level=level)

    assert ('href="/board/"' in as_user(bo).get("/desk/").content.decode()) is shown


def test_a_room_above_puts_events_into_a_private_calendar(client, monkeypatch, ada):
    body = b"BEGIN:VEVENT\r\nUID:%s\r\nEND:VEVENT\r\n"
    uids = [b"one"]

    def source(calendar, today):
        at = timezone.make_aware(datetime(2026, 10, 1))
        return [Block((str(today), ""), at, ("UTC",), today, body % uid) for uid in uids if calendar.user == ada]

    monkeypatch.setattr(own_calendar, "_sources", {"more": source})
    calendar = PrivateCalendar.make(user=ada, name="Mine")
    first = client.get(calendar.path)
    uids.append(b"two")
    second = client.get(calendar.path, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.content.count(b"UID:one"), second.content.count(b"UID:two"), second.status_code) == (1, 1, 200)
