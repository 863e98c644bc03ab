"""Everything that is kept about somebody can be read, taken along and erased; nothing about others is in it."""

import json
from datetime import date, time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import connection

from demands.models import DemandHandover, Endorsement, PlatformSignature, SeatClaim, Term
from events.models import (
    Attendance,
    CalendarSource,
    Follow,
    PrivateCalendar,
    Series,
    SeriesHandover,
    Sponsorship,
    Upload,
)
from orgs import personal
from orgs.models import (
    AuditEntry,
    Case,
    CoordinatorChange,
    Handover,
    Invitation,
    JoinRequest,
    Membership,
    Organization,
    Report,
    User,
)
from outbox.contacts import contact_index
from outbox.models import Bounce, Erasure, Message, Suppression
from outreach.models import Appeal, Board, Prospect, Sheet
from planning.models import Meeting, Note, PlanFile, Task
from tests import factories
from tests.orgs.browsers import signed_in, with_password

pytestmark = pytest.mark.django_db
PAGE, FILE, ERASURE = "/account/data/", "/account/data.json", "/account/erasure/"
SECOND = "zora@second.example.org"


@pytest.fixture
def zora(host, partner, vigil, ada, bo) -> User:
    """Somebody of whom something is kept in every part."""
    zora = factories.person("zora")
    zora.emailaddress_set.create(email=SECOND, verified=True)
    User.objects.filter(pk=zora.pk).update(name="Zora Zimbelstern")
    group = factories.group("Zimbel Choir", coordinator=zora)
    place = factories.join(host, zora, "organizer")
    Invitation.invite(partner, SECOND, role="member", by=bo)
    JoinRequest.ask(partner, by=zora, word="I am Zora Zimbelstern")
    Handover.offer(place, afterwards="member", by=ada)
    CoordinatorChange.ask(place, "promote", by=ada)
    concert = factories.series(group, by=zora, title="Concert")
    SeriesHandover.objects.create(series=concert, organization=group, to=partner, asked_by=zora)
    Upload.keep(group, b"title,first_date", user=zora, name="zora.csv")
    CalendarSource.follow(group, "https://example.org/zimbel.ics", by=zora)
    Sponsorship.invite(vigil, group, by=ada).accept(by=zora, signed_as="Zora Zimbelstern, cantor")
    Sponsorship.request(vigil, factories.group("Zimbel Band", coordinator=zora), by=zora)
    AuditEntry.record(host, "group_described", by=ada, subject=zora)
    factories.coming(vigil, address="zora@example.org")
    factories.coming(vigil, vigil.occurrences.first(), address=SECOND, people=3)
    Follow.begin(Follow.of_group(host), rhythm="weekly", by=zora)
    PrivateCalendar.make(user=zora, name="Zimbelstern")
    Authenticator.objects.create(user=zora, type="recovery_codes", data={"seed": "zora-seed"})
    Suppression.objects.add(contact_index(SECOND), kind="reminder", reason=Suppression.ASKED)
    Bounce.take("1:hard", Bounce.HARD, "5.2.1", index=contact_index(SECOND))
    report = {"path": "/", "reason": "untrue", "text": "Zimbelstern saw it", "contact": SECOND}
    Report.file(partner, by=zora, **report)
    Report.file(partner, **report)
    Case.open("claim", host, subject=f"user:{zora.pk}", by=zora, text="Zora would like to look after it")
    Task.add(vigil, by=zora, title="Bring chairs")
    Note.write(vigil, by=zora, text="We met.")
    file = {"title": "Flyer", "kind": "png", "size": 1, "content": b"x"}
    PlanFile.objects.create(series=vigil, organization=host, written_by=zora, **file)
    Meeting.call(vigil, by=zora, day=vigil.first_day, start_time=time(19), place="Library")
    reached = Prospect.enter(Board(vigil), name="Zimbel Orchestra", by=zora, address=SECOND, person="Zora Zimbelstern")
    Appeal.begin(Board(vigil), [reached], by=zora)
    Sheet.keep(Board(vigil), b"name\nChoir\n", owner=zora, name="ours.csv")
    demand = factories.demand(host, by=zora, body=factories.body(host, seats=1))
    seat = demand.body.seats.get()
    Term.objects.create(seat=seat, holder="Member for Ward 1", since=date(2026, 1, 1))
    factories.stance(demand, seat, by=zora)
    factories.seat_reply(demand, seat, address=SECOND)
    factories.action(demand, "introduced", by=zora)
    SeatClaim.take_up(demand, seat, by=zora, group=host)
    Endorsement.invite(demand, partner, by=zora)
    DemandHandover.offer(demand, partner, by=zora)
    factories.model_demand(host, by=zora)
    PlatformSignature.invite(factories.platform(host, by=zora), partner, by=zora)
    with_password("zora")
    zora.refresh_from_db()
    return zora


def dump(*, without=()) -> str:
    """All tables, in one text of small letters."""
    rows = []
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - set(without)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(rows).lower()


def exported(user) -> dict[str, list]:
    return {str(part.name): part.export(user) for part in personal.parts()}


def test_both_ask_who_she_is_and_answer_after_a_sign_in(ada):
    for path in (PAGE, FILE, ERASURE):
        assert signed_in(ada).get(path).headers["Location"].startswith("/account/reauthenticate/?next=")
        assert with_password("ada").get(path).status_code == 200


def test_the_file_has_every_part(zora):
    response = with_password("zora").get(FILE)

    known = json.loads(response.content)
    assert [part["name"] for part in known["parts"] if not part["rows"]] == []
    assert response.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert {"zora@example.org", SECOND} == {row["address"] for row in known["parts"][1]["rows"]}


def test_the_page_says_the_same_in_words(zora):
    page = with_password("zora").get(PAGE).content.decode()

    assert [
        word for word in ("Zora Zimbelstern", SECOND, "Concert", "Saturday vigil", "Recovery codes") if word not in page
    ] == []


def test_nothing_of_anybody_else_is_in_it(zora, ada, bo, cy):
    found = str(exported(zora)).lower()

    names = [word for person in (ada, bo, cy) for word in (person.email, f"'{person.name.lower()}'")]
    assert [word for word in names if word in found] == []
    assert "ada" not in found.replace("canada", "")


def test_secrets_are_in_no_export(zora):
    found = str(exported(zora))

    assert [word for word in (zora.password, contact_index(zora.email), "zora-seed") if word in found] == []


def test_after_the_erasure_nothing_in_the_database_names_her(zora):
    marks = ["zora", "zimbelstern", contact_index("zora@example.org"), contact_index(SECOND)]
    before = dump()

    zora.erase()

    assert [mark for mark in marks if mark not in before] == []
    assert [mark for mark in marks if mark in dump(without=["outbox_suppression", "outbox_erasure"])] == []
    assert Suppression.objects.filter(recipient_index=contact_index(SECOND)).exists()


def test_what_she_asked_for_herself_waits_no_more_and_a_report_stays_without_her_words(zora):
    zora.erase()

    assert list(Case.objects.filter(kind="claim").values_list("state", "text", "subject")) == [("closed", "", "")]
    assert list(Report.objects.values_list("reason", "text", "contact", "reporter")) == [("untrue", "", "", None)] * 2


def test_what_she_did_for_groups_stays(zora, vigil):
    zora.erase()

    assert Organization.objects.get(name="Zimbel Choir").created_by is None
    assert Series.objects.get(title="Concert").created_by is None
    assert Sponsorship.objects.get(organization__name="Zimbel Choir").is_accepted
    assert AuditEntry.objects.filter(verb="person_erased").count() == 3


def test_the_second_time_nothing_happens(zora):
    zora.erase()
    entries = AuditEntry.objects.count()

    zora.erase()

    assert AuditEntry.objects.count() == entries


def test_she_is_not_waited_for_and_past_dates_keep_their_number(zora, vigil):
    first = vigil.occurrences.order_by("day").first()
    type(first).objects.filter(pk=first.pk).update(
        starts_at="2026-01-03T17:00Z", ends_at="2026-01-03T18:00Z", day="2026-01-03"
    )

    zora.erase()

    left = Attendance.objects.get()
    assert (left.occurrence_id, left.people, left.contact, left.contact_index) == (first.pk, 3, "", "")


def test_letters_that_wait_for_her_go_too(zora):
    Message.objects.all().delete()
    Message.write(kind="plain", about="x", to=SECOND, sealed={"subject": "x", "text": "x"})

    zora.erase()

    assert not Message.objects.to(SECOND).exists()


def test_an_address_she_never_proved_is_not_hers_to_erase(zora):
    zora.emailaddress_set.create(email="june@example.org", verified=False)
    Message.write(kind="plain", about="x", to="june@example.org")

    zora.erase()

    assert Message.objects.to("june@example.org").exists()
    assert not Erasure.objects.filter(recipient_index=contact_index("june@example.org")).exists()


def test_the_page_says_what_goes_and_which_groups_stand_alone(zora, host):
    page = with_password("zora").get(ERASURE).content.decode()

    assert ("What goes" in page, "What stays" in page, "Zimbel Choir" in page) == (True, True, True)
    assert host.name not in page


def test_without_the_tick_nothing_happens(zora):
    response = with_password("zora").post(ERASURE)

    assert (response.status_code, User.objects.filter(pk=zora.pk).exists()) == (422, True)
    assert "Tick the box if you mean it." in response.content.decode()


def test_with_the_tick_it_is_done_everywhere(zora):
    one, other = with_password("zora"), with_password("zora")

    done = one.post(ERASURE, {"sure": "on"}, follow=True)

    assert "Your account is erased" in done.content.decode()
    assert (User.objects.filter(pk=zora.pk).exists(), Membership.objects.filter(user=zora.pk).exists()) == (
        False,
        False,
    )
    assert other.get("/account/").status_code == 302
    assert not Session.objects.exclude(session_key=one.session.session_key).exists()


def test_the_address_can_register_anew(zora):
    zora.erase()

    assert User.of_confirmed_address("zora@example.org").pk != zora.pk
