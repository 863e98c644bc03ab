"""The sample site: whole, the same every day, and never outside development."""

from datetime import date
from io import StringIO

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count

from demands.models import Demand
from events import sample
from events.models import Attendance, Occurrence, Series, Sponsorship
from orgs.models import Affiliation, Case, Membership, Organization, User
from outbox.models import Message
from places.loading import Files, load

TOWNS = """geonameid,name,ascii_name,aliases,admin1,admin1_name,country,lat,lon,timezone,population
5145476,Akron,,,OH,Ohio,US,41.0814,-81.519,America/New_York,197542
5151613,Cuyahoga Falls,,,OH,Ohio,US,41.1339,-81.4846,America/New_York,49272
"""
POSTCODES = """zip,place,state,county,lat,lon,timezone
44303,Akron,OH,Summit,41.1025,-81.5386,America/New_York
44304,Akron,OH,Summit,41.0814,-81.5190,America/New_York
44306,Akron,OH,Summit,41.0228,-81.4900,America/New_York
44308,Akron,OH,Summit,41.0796,-81.5194,America/New_York
44311,Akron,OH,Summit,41.0638,-81.5200,America/New_York
44221,Cuyahoga Falls,OH,Summit,41.1401,-81.4790,America/New_York
44223,Cuyahoga Falls,OH,Summit,41.1464,-81.5107,America/New_York
"""
FLAGSHIP = "saturday-noon-for-open-libraries"
# Around the changes of the clocks, the end of a year, a leap day, a Saturday noon in session.
DAYS = ["2026-11-22 12:00", "2027-03-13 17:30", "2026-10-31 23:30", "2027-12-31 04:30", "2028-02-29 12:00"]


@pytest.fixture
def towns(db, tmp_path, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # each test makes the cast anew
    files = Files(tmp_path / "towns.csv", tmp_path / "postcodes.csv", tmp_path / "local_names.csv")
    for path, text in zip(files, (TOWNS, POSTCODES, "geonameid,name\n"), strict=True):
        path.write_text(text, encoding="utf-8")
    return load(files)


@pytest.fixture
def loaded(towns):
    sample.load()


@pytest.fixture
def development(settings):
    settings.DEBUG = True


def shown() -> dict:
    """What a visitor could compare between two loads: everything but keys and instants of now."""
    return {
        "groups": list(Organization.objects.values_list("slug", "state", "stock").order_by("slug")),
        "series": list(Series.objects.values_list("slug", "state", "first_day", "last_day").order_by("slug")),
        "dates": list(
            Occurrence.objects.values_list("series__slug", "day", "start_time", "state", "note").order_by(
                "series__slug", "original_day"
            )
        ),
        "people": list(
            Attendance.objects.values_list("series__slug", "occurrence__day", "people").order_by("series__slug", "pk")
        ),
        "letters": list(Message.objects.values_list("kind", flat=True).order_by("pk")),
    }


def test_it_is_refused_outside_development(towns):
    with pytest.raises(CommandError, match="never created outside development"):
        call_command("load_sample")

    assert User.objects.count() == 0


def test_it_asks_for_the_towns_first(db, development):
    with pytest.raises(CommandError, match="prepare"):
        call_command("load_sample")

    assert User.objects.count() == 0


def test_both_runs_print_the_address_and_the_logins(towns, development, settings):
    first, second = StringIO(), StringIO()

    call_command("load_sample", stdout=first)
    call_command("load_sample", stdout=second)

    for text in (first.getvalue(), second.getvalue()):
        logins = [person.email for person in sample.CAST if person.email in text]
        assert logins == [person.email for person in sample.CAST]
        assert sample.PASSWORD in text
        assert f"{settings.SITE_URL}/mail/" in text


def test_a_second_run_changes_nothing(towns, development):
    call_command("load_sample", stdout=StringIO())
    before = shown()

    call_command("load_sample", stdout=StringIO())

    assert shown() == before


def test_the_same_day_gives_the_same_data(towns):
    with time_machine.travel(f"{DAYS[0]}+00:00", tick=False):
        with transaction.atomic():
            sample.load()
            first = shown()
            transaction.set_rollback(True)
        sample.load()

        assert shown() == first


@pytest.mark.parametrize("moment", DAYS)
def test_the_flagship_has_dates_behind_and_ahead(towns, moment):
    with time_machine.travel(f"{moment}+00:00", tick=False):
        sample.load()
        dates = Series.objects.get(slug=FLAGSHIP).occurrences
        coming = dates.to_come().going_ahead().order_by("starts_at")

        assert dates.past().filter(state="planned").count() == 0
        assert dates.past().filter(state="held").count() >= 8
        assert dates.past().filter(state="cancelled").count() == 1
        assert dates.to_come().filter(state="cancelled").count() == 1
        assert [date.is_moved for date in coming].count(True) == 2
        assert Attendance.objects.for_date(coming[0]).people() == 86


@pytest.mark.parametrize("moment", DAYS)
def test_nothing_was_signed_before_it_was_announced(towns, moment):
    with time_machine.travel(f"{moment}+00:00", tick=False):
        sample.load()

        signed = Sponsorship.objects.exclude(decided_at=None).select_related("series", "organization")
        assert [s for s in signed if s.asked_at < s.series.announced_at] == []
        assert [s for s in signed if s.asked_at < s.organization.listed_at] == []
        assert [s for s in Series.objects.exclude(announced_at=None) if s.announced_at > s.changed_at] == []


def test_there_are_groups_and_series_in_every_state_that_a_page_shows(loaded):
    groups = dict(Organization.objects.values_list("state").annotate(Count("pk")))
    series = dict(Series.objects.values_list("state").annotate(Count("pk")))

    assert groups == {"listed": 12, "in_review": 1, "draft": 1, "retired": 1}
    assert series == {"announced": 10, "ended": 1, "cancelled": 1, "draft": 3}


def test_its_demands_stand_where_what_happened_leaves_them(loaded):
    kept = {demand.pk: (demand.stage, demand.outcome) for demand in Demand.objects.all()}

    for demand in Demand.objects.all():
        demand.restage()

    assert {demand.pk: (demand.stage, demand.outcome) for demand in Demand.objects.all()} == kept
    assert Demand.objects.get(slug="keep-the-night-bus").outcome == "won"


def test_moderators_have_something_of_each_kind_to_look_at(loaded):
    waiting = Case.objects.for_queue().values_list("kind", flat=True)

    assert sorted(waiting) == ["changed_name", "first_listing", "new_group", "report", "seat_reply"]


def test_the_ended_series_was_held_on_38_saturdays(loaded):
    held = Series.objects.get(state="ended").occurrences

    assert {date.day.weekday() for date in held.all()} == {5}
    assert held.filter(state="held").count() == held.count() == 38


def test_co_sponsors_are_in_every_state(loaded):
    flagship = Sponsorship.objects.filter(series__slug=FLAGSHIP)

    assert set(flagship.values_list("state", flat=True)) == set(Sponsorship.State.values)
    assert flagship.awaiting().requested().count() == 1
    assert flagship.awaiting().exclude(invited_index="").count() == 3
    assert flagship.public().count() == 5


def test_the_cast_has_its_places(loaded):
    roles = list(
        Membership.objects.exclude(user__name="").values_list("user__name", "role", "organization__slug").order_by("pk")
    )

    assert roles == [
        ("Ada", "coordinator", "friends-of-the-open-library"),
        ("Bo", "organizer", "front-porch-tenants"),
        ("Cy", "member", "friends-of-the-open-library"),
    ]
    assert [user.name for user in User.objects.filter(is_moderator=True)] == ["Mo"]
    assert [person.email for person in sample.CAST if not _may_enter(person.email)] == []


def _may_enter(email: str) -> bool:
    address = EmailAddress.objects.get(email=email)
    return address.verified and address.primary and address.user.check_password(sample.PASSWORD)


def test_bo_has_an_invitation_and_ada_a_request_to_answer(loaded):
    ada, bo = User.objects.get(name="Ada"), User.objects.get(name="Bo")

    bo_answers = Sponsorship.objects.answerable_by(bo).values_list("direction", "series__slug")
    ada_answers = Sponsorship.objects.answerable_by(ada).values_list("direction", "series__slug").order_by("direction")
    assert list(bo_answers) == [("invited", "a-warm-lunch-for-every-child")]
    assert list(ada_answers) == [("invited", "seven-evenings-of-light"), ("requested", FLAGSHIP)]


def test_a_coalition_shows_its_members_and_asks_the_host(loaded):
    rivers = Organization.objects.get(slug="two-rivers-together")
    ada = User.objects.get(name="Ada")

    assert Organization.objects.listed().members_of(rivers).count() == 6
    assert Series.objects.public().shown_by(rivers).filter(host=rivers).count() == 0
    assert Series.objects.public().announced().shown_by(rivers).count() >= 4
    assert [str(one.coalition) for one in Affiliation.objects.answerable_by(ada)] == ["Two Rivers Together"]


def test_only_what_happened_today_is_written_about(loaded):
    letters = dict(Message.objects.values_list("kind").annotate(Count("pk")))
    held = Message.objects.exclude(held_for="").values_list("kind", flat=True)

    assert letters == {
        "affiliation_invitation": 1,
        "sponsorship_invitation": 7,
        "sponsorship_request": 1,
        "answer_confirmation": 1,
        "follow_confirmation": 1,
        "date_changed": 6,
        "groups_merged": 2,
        "person_invitation": 1,
        "join_request": 2,
        "handover_offer": 1,
        "hosting_offer": 2,
        "still_on": 1,
        "renewal": 2,
        "planning_meeting": 6,
        "text_changed": 2,
        "action_entered": 1,
        "lead_offer": 2,
        "platform_request": 1,
        "seat_reply": 1,
        "seat_reply_news": 1,
        "seat_reply_shown": 2,
    }
    assert list(held) == ["sponsorship_invitation"]


def test_its_letters_are_out_before_the_logins_are_printed(towns, development, mailoutbox):
    call_command("load_sample", stdout=StringIO())

    asleep = Message.objects.waiting().filter(reason="postponed").count()  # it may be night where they live
    assert len(mailoutbox) + asleep == 38
    assert list(Message.objects.waiting().exclude(held_for="").values_list("kind", flat=True)) == [
        "sponsorship_invitation"
    ]
    assert Message.objects.due().count() == 0


def test_one_is_unconfirmed_one_runs_out_and_one_says_thank_you(loaded, client):
    unconfirmed, over = Series.objects.get(unconfirmed_at__isnull=False), Series.objects.exclude(thanks="").get()

    assert [series.slug for series in Series.objects.announced() if series.is_running_out] == ["lease-night"]
    assert "Unconfirmed" in client.get(unconfirmed.get_absolute_url()).content.decode()
    assert "38 Saturdays" in client.get(over.get_absolute_url()).content.decode()


def test_prepare_is_quiet_where_all_is_done(towns, monkeypatch):
    said = StringIO()
    monkeypatch.setattr("events.management.commands.prepare.load", lambda: towns._replace(is_new=False))

    call_command("prepare", stdout=said)

    assert said.getvalue() == ""


def test_days_are_counted_from_today():
    days = sample.loading.Days(date(2026, 11, 21))  # a Saturday

    assert days.coming(5) == date(2026, 11, 28)
    assert days.coming(6) == date(2026, 11, 22)
    assert days.coming(5, weeks=-1) == date(2026, 11, 21)
