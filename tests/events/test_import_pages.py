"""Bring a calendar in on the page: look, choose, take; and the calendars that are looked at daily."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from events.importing.looking import look
from events.models import CalendarSource, Imported, Series, Upload
from outbox.fetching import Client
from tests import factories
from tests.events.calendars import calendar, event

pytestmark = pytest.mark.django_db

WEEKLY = "RRULE:FREQ=WEEKLY;UNTIL=20261219T170000Z"
PAGE = "/desk/import/"
ADDRESS = "https://calendar.example.org/one.ics"


@pytest.fixture(autouse=True)
def november(settings):
    settings.FETCH_CALENDARS = True
    with time_machine.travel("2026-11-01T12:00:00Z", tick=False):
        yield


@pytest.fixture
def desk(as_user, ada, host):
    return as_user(ada)


@pytest.fixture
def served(monkeypatch):
    """What stands at every address."""
    found = {"data": calendar(event(WEEKLY))}
    monkeypatch.setattr(Client, "fetch", lambda self, address, *, accept: found["data"])
    return found


def choose(browser, host, data: bytes, name: str = "ours.ics", **more):
    file = SimpleUploadedFile(name, data)
    return browser.post(PAGE, {"group": host.pk, "file": file} | more, follow=True)


def test_a_calendar_is_looked_at_and_then_brought_in(desk, host):
    page = choose(desk, host, calendar(event(WEEKLY), event("SUMMARY:", uid="two")))
    shown = page.content.decode()
    assert "One new event" in shown
    assert "It has no title." in shown
    assert Series.objects.count() == 0

    done = desk.post(page.request["PATH_INFO"], {}, follow=True)

    assert "One brought in." in done.content.decode()
    assert Series.objects.get().is_draft
    assert Upload.objects.count() == 0


def test_what_is_ticked_stays_out_or_comes_in_all_the_same(desk, host, ada):
    factories.series(host, by=ada, title="Saturday vigil", first=date(2026, 11, 7))
    page = choose(desk, host, calendar(event(WEEKLY), event("SUMMARY:Potluck", uid="two")))
    new, alike = page.context["new"][0].asked.key, page.context["alike"][0].asked.key
    desk.post(page.request["PATH_INFO"], {"without": [new], "even": [alike], "announce": "announced"})

    assert list(Series.objects.values_list("title", flat=True)) == ["Saturday vigil"] * 2
    assert all(series.is_announced for series in Series.objects.all())


def test_so_many_ticks_are_shown_as_can_be_sent(desk, host):
    page = choose(desk, host, calendar(*(event(f"SUMMARY:Vigil {n}", uid=f"{n}") for n in range(160))))
    shown = page.content.decode()
    assert (shown.count('name="without"'), "The first 150 of these events have a tick." in shown) == (150, True)

    keys = [one.asked.key for one in page.context["new"][:150]]
    desk.post(page.request["PATH_INFO"], {"without": keys, "announce": "drafts"})

    assert Series.objects.count() == 10


def test_what_changed_and_what_is_left_out_is_said_before(desk, host, ada):
    choose(desk, host, calendar(event(WEEKLY)))
    desk.post(f"/desk/import/{Upload.objects.get().pk}/", {})
    moved = event("RECURRENCE-ID:20261114T170000Z", start="TZID=America/New_York:20261115T140000")
    shown = choose(desk, host, calendar(event(WEEKLY, "EXDATE:20261121T170000Z"), moved)).content.decode()

    assert "One event has changed" in shown
    assert "Changed there: single dates." in shown
    assert "Left out: Saturday 21 November." in shown
    assert "Instead of Saturday 14 November: Sunday 15 November, 14:00." in shown


def test_many_are_not_announced_while_a_person_would_look_at_each(desk, host):
    page = choose(desk, host, calendar(event(WEEKLY)))
    assert "New ones come in as drafts." in page.content.decode()

    desk.post(page.request["PATH_INFO"], {"announce": "announced"})

    assert Series.objects.get().is_draft


def test_columns_are_asked_for_where_they_have_other_names(desk, host):
    page = choose(desk, host, b"Was;Wann\nMahnwache;2026-12-01\n", name="ours.csv")
    assert "Which column says what?" in page.content.decode()
    path = page.request["PATH_INFO"]
    assert desk.post(f"{path}columns/", {"title": "Was", "first_date": ""}).status_code == 422
    assert desk.post(f"{path}columns/", {"title": "Wann", "first_date": "Wann"}).status_code == 422

    page = desk.post(f"{path}columns/", {"title": "Was", "first_date": "Wann"}, follow=True)

    assert "One new event" in page.content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<html>no</html>", "This is a web page, not a calendar."),
        (b'{"error": 1}', "This is not a calendar that we can read."),
        (b"", "not a spreadsheet|no row|must name its columns"),
        (b"\0\0", "This is not a spreadsheet saved as text."),
        (b"BEGIN:VCALENDAR\n" + b"x" * 2_500_000, "The file is larger than 256 KB."),
    ],
)
def test_what_is_no_calendar_is_said_beside_the_field(desk, host, data, sentence):
    page = choose(desk, host, data)

    assert page.status_code in (200, 422)
    assert any(part in page.content.decode() for part in sentence.split("|"))


def test_a_file_of_fifty_megabytes_is_refused_by_its_size(desk, host):
    page = choose(desk, host, b"x" * 50_000_000)

    assert page.status_code == 422
    assert "The file is larger than 256 KB." in page.content.decode()


def test_neither_or_both_is_asked_again(desk, host):
    assert "Choose a file or write an address" in desk.post(PAGE, {"group": host.pk}).content.decode()
    both = choose(desk, host, calendar(event()), address=ADDRESS)
    assert "one of the two" in both.content.decode()


def test_an_address_is_not_asked_for_where_fetching_is_off(desk, host, settings):
    settings.FETCH_CALENDARS = False

    assert 'name="address"' not in desk.get(PAGE).content.decode()
    assert desk.post(PAGE, {"group": host.pk, "address": ADDRESS}).status_code == 422


def test_an_address_that_leads_inside_is_refused(desk, host):
    page = desk.post(PAGE, {"group": host.pk, "address": "https://127.0.0.1/feed.ics"})

    assert page.status_code == 422
    assert "This is not an address that we can fetch." in page.content.decode()


def test_only_her_own_upload_for_a_group_she_organizes_is_there(as_user, desk, host, cy, dee):
    path = choose(desk, host, calendar(event())).request["PATH_INFO"]

    assert as_user(dee).get(path).status_code == 404
    assert as_user(cy).get(path).status_code == 404
    with time_machine.travel("2026-11-02T13:00:00Z"):
        assert desk.get(path).status_code in (302, 404)


def test_an_upload_is_erased_after_a_day(desk, host):
    choose(desk, host, calendar(event()))
    assert Upload.purge() == 0

    with time_machine.travel("2026-11-02T13:00:00Z"):
        assert Upload.purge() == 1


# A calendar that is looked at daily


@pytest.fixture
def source(desk, host, served) -> CalendarSource:
    page = desk.post(PAGE, {"group": host.pk, "address": ADDRESS}, follow=True)
    desk.post(page.request["PATH_INFO"], {"daily": "on", "announce": "drafts"})
    return CalendarSource.objects.get()


def test_a_calendar_is_followed(desk, source, host):
    assert (source.organization, source.server, source.address) == (host, "calendar.example.org", ADDRESS)
    assert Imported.objects.get().source == source
    assert "calendar.example.org" in desk.get(PAGE).content.decode()


def test_what_changes_there_changes_here(source, served):
    served["data"] = calendar(event(WEEKLY, "SUMMARY:Evening vigil"), event("SUMMARY:Potluck", uid="two"))

    assert [found.verdict for found in look(source)] == ["changed", "new"]
    assert set(Series.objects.values_list("title", flat=True)) == {"Evening vigil", "Potluck"}


def test_the_same_calendar_is_not_read_twice(source, served, monkeypatch):
    look(source)
    monkeypatch.setattr("events.importing.looking.asked_of", None)

    assert look(source) == []
    assert source.failures == 0


def test_new_ones_are_announced_where_that_was_asked(source, served, host, ada):
    CalendarSource.follow(host, ADDRESS, by=ada, announces=True)
    source.refresh_from_db()
    served["data"] = calendar(event(WEEKLY), event("SUMMARY:Potluck", uid="two"))
    look(source)
    assert Series.objects.get(title="Potluck").is_draft  # somebody would have to look at it first

    factories.series(host, by=ada, title="An earlier one")
    served["data"] = calendar(event(WEEKLY), event("SUMMARY:Book swap", uid="three"))
    look(source)

    assert Series.objects.get(title="Book swap").is_announced


def test_a_page_says_where_its_dates_come_from(source, served, client, ada, host):
    factories.series(host, by=ada, title="An earlier one")
    series = Imported.objects.get().series
    look(source)
    series.announce(by=ada)

    for page in (series, series.occurrences.first()):
        shown = client.get(page.get_absolute_url()).content.decode()
        assert "calendar.example.org, last seen on 1 November" in shown


def test_what_vanished_is_listed_for_a_decision_and_not_deleted(desk, source, served):
    served["data"] = calendar(event("SUMMARY:Potluck", uid="two"))
    look(source)
    assert Series.objects.count() == 2
    page = desk.get(PAGE).content.decode()
    assert "One event is no longer in its calendar" in page

    missing = Imported.objects.vanished().get()
    desk.post(f"/desk/imported/{missing.pk}/keeping/")

    assert "no longer in its calendar" not in desk.get(PAGE).content.decode()
    assert Series.objects.count() == 2


def test_what_comes_back_is_not_missed_any_more(source, served):
    before = served["data"]
    look(source)
    served["data"] = calendar()
    look(source)
    assert Imported.objects.vanished().count() == 1
    served["data"] = before
    look(source)

    assert Imported.objects.vanished().count() == 0


def test_trouble_is_counted_and_told_once_after_days(source, served, ada):
    served["data"] = b"<html>"
    for day in range(1, 8):
        with time_machine.travel(f"2026-11-0{day}T13:00:00Z"):
            look(source)

    assert (source.failures, source.trouble[:18]) == (7, "This is a web page")
    assert factories.recipients("calendar_trouble") == [ada.email]
    letter = factories.mail(factories.letters("calendar_trouble")[0])
    assert "calendar.example.org cannot be read" in letter.subject


def test_a_letter_about_trouble_that_is_over_does_not_go_out(source, served):
    from outbox.letters import Unwanted

    good = served["data"]
    served["data"] = b"<html>"
    for day in (1, 5):
        with time_machine.travel(f"2026-11-0{day}T13:00:00Z"):
            look(source)
    served["data"] = good
    look(source)

    with pytest.raises(Unwanted):
        factories.mail(factories.letters("calendar_trouble")[0])


def test_the_clock_hands_out_each_calendar_once_a_day(source, served):
    assert CalendarSource.claim(source.pk) is not None
    assert CalendarSource.claim(source.pk) is None

    with time_machine.travel("2026-11-03T13:00:00Z"):
        assert CalendarSource.claim(source.pk) is not None


def test_now_and_no_more(desk, source, served):
    served["data"] = calendar(event(WEEKLY, "SUMMARY:Evening vigil"))
    assert "One changed." in desk.post(f"/desk/calendars/{source.pk}/look/", follow=True).content.decode()
    desk.post(f"/desk/calendars/{source.pk}/deletion/")

    assert CalendarSource.objects.count() == 0
    assert Series.objects.count() == 1


@pytest.mark.parametrize("data", [b"<html>", calendar(event(WEEKLY), event("SUMMARY:Potluck", uid="two"))])
def test_what_was_let_go_of_during_a_look_stays_so(source, ada, monkeypatch, data):
    def fetch(self, address, *, accept):
        CalendarSource.objects.get().let_go(by=ada)
        return data

    CalendarSource.objects.update(failing_since="2026-09-01T12:00:00Z")
    source.refresh_from_db()
    monkeypatch.setattr(Client, "fetch", fetch)

    assert look(source) == []
    assert (CalendarSource.objects.count(), Series.objects.count()) == (0, 1)
    assert not factories.letters("calendar_trouble")


def test_a_look_that_ends_after_it_was_let_go_of_tells_nobody(source, ada):
    CalendarSource.objects.update(failing_since="2026-09-01T12:00:00Z")
    source.refresh_from_db()
    CalendarSource.objects.get().let_go(by=ada)

    source.failed("No.")
    source.seen(b"", "")
    Imported.objects.mark_vanished(source, {Imported.objects.get().key})

    assert CalendarSource.objects.count() == 0
    assert not factories.letters("calendar_trouble")


def test_a_group_follows_so_many_and_no_more(host, ada):
    for number in range(5):
        CalendarSource.follow(host, f"https://example.org/{number}", by=ada)
    CalendarSource.follow(host, "https://example.org/4", by=ada)

    with pytest.raises(Exception, match="A group can follow 5 calendars"):
        CalendarSource.follow(host, "https://example.org/5", by=ada)
