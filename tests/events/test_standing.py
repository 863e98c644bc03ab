"""Whether a listed group is active: the rule, its sentences, its order in lists, and who is told before it lapses."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from events.models import Occurrence, Series, Sponsorship, Watch, liveliness
from events.standing import Standing
from events.tasks import look_after_standing
from orgs.models import Membership, Organization
from outbox.letters import NotYet, Unwanted
from tests import factories
from tests.events.test_flows import text

TODAY = date(2026, 11, 22)
LONG_AGO = TODAY - timedelta(days=400)


def a_standing(**facts) -> Standing:
    """A group with one date last week and two organizers, watched for long."""
    usual = {
        "today": TODAY,
        "listed_on": date(2026, 3, 4),
        "begun_on": LONG_AGO,
        "acted_on": TODAY - timedelta(days=7),
        "held": 1,
        "coming": 0,
        "organizers": 2,
        "paired_on": TODAY,
    }
    return Standing(**usual | facts)


def watched(group: Organization, *, days: int = 400, paired: int = 0, people: int = 2) -> Organization:
    """Its days have counted for so long; so many people organize it, two of them last so many days ago."""
    today = timezone.localdate()
    begun_on, paired_on = today - timedelta(days=days), today - timedelta(days=paired)
    Watch.objects.update_or_create(organization=group, defaults={"begun_on": begun_on, "paired_on": paired_on})
    for number in range(group.organizers().count(), people):
        factories.join(group, factories.person(f"organizer{group.pk}x{number}"), "organizer")
    return group


def happened(model, days_ago: int, **fields) -> None:
    """Everything of a model took place so many days ago."""
    model.objects.update(**{name: timezone.now() - timedelta(days=days_ago) for name in fields.pop("at")}, **fields)


def held(group: Organization, days_ago: int) -> Series:
    """One date that it held; everything else about it lies further back."""
    series = factories.series(group, weeks=1)
    at = timezone.now() - timedelta(days=days_ago)
    Series.objects.filter(pk=series.pk).update(shown_at=timezone.now() - timedelta(days=300))
    series.occurrences.update(starts_at=at, ends_at=at + timedelta(hours=1), state="held")
    return series


# The sentences


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"held": 3, "organizers": 3}, "Active: three dates in the last 90 days and three organizers."),
        ({"held": 0, "coming": 1}, "Active: one date in the next 90 days and two organizers."),
        ({"held": 12, "organizers": 1}, "Active: 12 dates in the last 90 days and one organizer."),
        ({"held": 0}, "Active: something announced or signed in the last 90 days and two organizers."),
        (
            {"held": 0, "acted_on": None, "begun_on": date(2026, 11, 1)},
            "Active: counted since 1 November and two organizers.",
        ),
        ({"held": 0, "acted_on": date(2026, 5, 4)}, "Quiet since 2 August: no date in 90 days."),
        (
            {"acted_on": date(2025, 5, 4), "begun_on": date(2025, 1, 1)},
            "Quiet since 2 August 2025: no date in 90 days.",
        ),
        ({"paired_on": date(2026, 5, 4)}, "Quiet since 2 August: fewer than two organizers for 90 days."),
    ],
)
def test_a_standing_is_a_sentence(facts, sentence):
    assert a_standing(**facts).sentences == ["Listed since 4 March 2026, looked at once by a moderator.", sentence]


@pytest.mark.parametrize(
    ("facts", "sentences"),
    [
        ({"acted_on": date(2026, 9, 13)}, ["Lapses on 12 December unless something public happens."]),
        ({"coming": 2, "acted_on": date(2026, 12, 1)}, []),
        (
            {"organizers": 1, "paired_on": date(2026, 10, 1)},
            [
                "Lapses on 30 December unless a second organizer joins.",
                "One organizer only: a second one keeps it active.",
            ],
        ),
        (
            {"acted_on": date(2026, 5, 4), "held": 0},
            ["Its next date, announcement or sign-on makes it active again."],
        ),
    ],
)
def test_its_own_people_read_what_would_keep_it_active(facts, sentences):
    assert a_standing(**facts).own_sentences == sentences


def test_a_group_without_organizers_says_so():
    alone = a_standing(organizers=0, paired_on=TODAY - timedelta(days=10))

    assert alone.sentences[1:] == [
        "Active: one date in the last 90 days and no organizer.",
        "Nobody organizes it at the moment.",
    ]


DAYS = st.integers(-200, 100).map(lambda days: TODAY + timedelta(days=days))


@given(st.none() | DAYS, DAYS.filter(lambda day: day <= TODAY), DAYS.filter(lambda day: day <= TODAY))
def test_a_standing_is_active_until_the_day_it_names(acted_on, begun_on, paired_on):
    standing = a_standing(acted_on=acted_on, begun_on=begun_on, paired_on=paired_on, held=0)

    last_act = max(acted_on or begun_on, begun_on)
    assert standing.is_active == (TODAY - last_act < timedelta(days=90) and TODAY - paired_on < timedelta(days=90))
    assert standing.is_active == (standing.lapses_on > TODAY)


# The facts


@pytest.mark.django_db
@pytest.mark.parametrize(("days_ago", "active"), [(89, True), (90, False), (1, True)])
def test_a_date_counts_for_90_days(partner, days_ago, active):
    held(watched(partner), days_ago)

    standing = liveliness.standing(partner)
    assert (standing.is_active, standing.held) == (active, int(active))


@pytest.mark.django_db
def test_a_date_that_was_signed_counts_for_who_signed(host, partner, ada, bo):
    series = held(watched(host), 80)
    watched(partner)
    Sponsorship.invite(series, partner, by=ada).accept(by=bo)
    happened(Sponsorship, 200, at=["decided_at"])

    standing = liveliness.standing(partner)
    assert (standing.is_active, standing.held, standing.lapses_on - timezone.localdate()) == (
        True,
        1,
        timedelta(days=10),
    )


@pytest.mark.django_db
def test_a_sign_on_and_an_announcement_count_by_themselves(host, partner, ada, bo):
    series = factories.series(watched(host), by=ada)
    watched(partner)
    Sponsorship.invite(series, partner, by=ada).accept(by=bo)
    Occurrence.objects.update(state="cancelled")
    happened(Series, 20, at=["shown_at"])
    happened(Sponsorship, 10, at=["decided_at"])

    days = {group: liveliness.standing(group).lapses_on - timezone.localdate() for group in (host, partner)}
    assert days == {host: timedelta(days=70), partner: timedelta(days=80)}


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["cancelled dates", "a draft", "dates of a suspended host", "a withdrawn sign-on"])
def test_what_the_public_does_not_see_counts_for_nothing(host, partner, ada, bo, what):
    watched(host)
    series = factories.series(watched(partner) if what == "a draft" else host, by=ada, announced=what != "a draft")
    if what != "a draft":
        sponsorship = Sponsorship.invite(series, partner, by=ada)
        sponsorship.accept(by=bo)
    Series.objects.exclude(shown_at=None).update(shown_at=timezone.now() - timedelta(days=300))
    if what == "cancelled dates":
        Occurrence.objects.update(state="cancelled")
        happened(Sponsorship, 300, at=["decided_at"])
    elif what == "dates of a suspended host":
        Organization.objects.filter(pk=host.pk).update(state="suspended")
    elif what == "a withdrawn sign-on":
        sponsorship.withdraw(by=bo)
    watched(partner)

    assert not liveliness.standing(partner).is_active
    assert partner not in liveliness.active_first(Organization.objects.all()).filter(is_active=True)


@pytest.mark.django_db
@pytest.mark.parametrize(("people", "paired", "active"), [(2, 0, True), (1, 89, True), (1, 90, False), (0, 100, False)])
def test_two_organizers_within_90_days(partner, people, paired, active):
    held(watched(partner, paired=paired), 3)
    keep = list(partner.memberships.values_list("pk", flat=True)[:people])
    Membership.objects.exclude(pk__in=keep).delete()

    assert liveliness.standing(partner).is_active == active


@pytest.mark.django_db
def test_a_closed_account_and_a_member_organize_nothing(partner, cy):
    watched(partner, people=1, paired=100)
    factories.join(partner, cy, "member")
    factories.join(partner, factories.person("gone", is_active=False), "organizer")

    assert liveliness.standing(partner).organizers == 1


@pytest.mark.django_db
def test_what_is_not_watched_yet_is_active(partner):
    Organization.objects.update(listed_at=timezone.now() - timedelta(days=900))

    assert liveliness.standing(partner).is_active


@pytest.mark.django_db
def test_lists_and_standings_agree_and_the_quiet_come_last(ada, bo):
    groups = [factories.group(name, coordinator=bo) for name in ("A", "B", "C", "D", "E")]
    watched(groups[0])
    held(watched(groups[1]), 40)
    watched(groups[2], days=10)
    watched(groups[3], people=1, paired=91, days=100)
    held(groups[4], 120)

    listed = liveliness.active_first(Organization.objects.listed().order_by("name"))
    assert [(group.name, group.is_active) for group in listed] == [
        ("B", True),
        ("C", True),
        ("E", True),
        ("A", False),
        ("D", False),
    ]
    standings = liveliness.standings(listed)
    assert [standings[group.pk].is_active for group in listed] == [group.is_active for group in listed]


@pytest.mark.django_db
def test_any_number_of_standings_is_one_query(ada, django_assert_num_queries):
    groups = [watched(factories.group(f"Group {n}", coordinator=ada)) for n in range(4)]

    with django_assert_num_queries(1):
        assert len(liveliness.standings(groups)) == 4


# Warned before, told once


NOON = datetime(2026, 11, 22, 17, tzinfo=UTC)  # in Akron


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def letters(kind: str) -> list[str]:
    return factories.recipients(kind)


@pytest.mark.django_db
def test_organizers_are_warned_once_14_days_before(noon, partner, cy):
    held(watched(partner), 76)
    factories.join(partner, cy, "member")

    look_after_standing()
    look_after_standing()

    second = partner.organizers().last().email
    assert letters("standing_warning") == sorted(["bo@example.org", second])
    assert "stops being active on 6 December" in factories.mail(factories.letters("standing_warning")[0]).subject


@pytest.mark.django_db
def test_nobody_is_warned_15_days_before(noon, partner):
    held(watched(partner), 75)

    look_after_standing()

    assert letters("standing_warning") == []


@pytest.mark.django_db
def test_it_is_told_once_when_it_has_lapsed_and_warned_anew_the_next_time(noon, partner):
    held(watched(partner), 80)
    for days in (0, 5, 10, 11, 40):
        noon.move_to(NOON + timedelta(days=days))
        look_after_standing()
    counts = len(letters("standing_warning")), len(letters("standing_lapsed"))

    held(partner, 0)
    for days in (41, 120, 121, 131, 140):
        noon.move_to(NOON + timedelta(days=days))
        look_after_standing()

    assert counts == (2, 2)
    assert (len(letters("standing_warning")), len(letters("standing_lapsed"))) == (4, 4)


@pytest.mark.django_db
def test_who_organizes_alone_is_warned_for_that(noon, partner):
    held(watched(partner, people=1, paired=80), 3)

    look_after_standing()

    text = factories.mail(factories.letters("standing_warning")[0]).body
    assert "Unless a second one joins, it is listed as quiet from Wednesday 2 December on." in text


@pytest.mark.django_db
def test_a_second_organizer_is_noted_each_day(noon, partner):
    watched(partner, paired=50)

    look_after_standing()

    assert Watch.objects.get().paired_on == timezone.localdate()


@pytest.mark.django_db
def test_a_group_listed_long_before_anybody_watched_begins_today(noon, partner):
    Organization.objects.update(listed_at=NOON - timedelta(days=900))

    look_after_standing()

    assert (partner.watch.begun_on, letters("standing_warning"), letters("standing_lapsed")) == (NOON.date(), [], [])


@pytest.mark.django_db
def test_its_days_count_from_its_listing(ada, mo):
    group = Organization.register(name="Choir", kind="culture", by=ada)
    group.enlist(by=mo)

    assert (group.watch.begun_on, group.watch.paired_on) == (timezone.localdate(),) * 2


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["acted", "left", "suspended"])
def test_a_warning_that_lost_its_point_is_dropped(noon, partner, bo, what):
    held(watched(partner), 80)
    look_after_standing()
    message = next(one for one in factories.letters("standing_warning") if one.recipient == bo.email)
    if what == "acted":
        factories.series(partner)
    elif what == "left":
        partner.memberships.filter(user=bo).delete()
    else:
        Organization.objects.filter(pk=partner.pk).update(state="suspended")

    with pytest.raises(Unwanted):
        factories.mail(message)


@pytest.mark.django_db
@pytest.mark.parametrize(("hour", "until"), [(3, 13), (12, 13), (13, None), (1, None), (2, 13)])
def test_no_letter_of_this_kind_comes_at_night(noon, partner, hour, until):
    held(watched(partner), 80)
    look_after_standing()
    message = factories.letters("standing_warning")[0]

    noon.move_to(datetime.combine(NOON.date() + timedelta(days=1), time(hour), UTC))
    if until is None:
        assert factories.mail(message).subject
    else:
        with pytest.raises(NotYet) as wait:
            factories.mail(message)
        assert wait.value.until == datetime(2026, 11, 23, until, tzinfo=UTC)
    assert mail.outbox == []


# On pages


@pytest.mark.django_db
def test_the_page_says_it_to_everybody_and_more_to_its_own_people(as_user, client, partner, bo):
    held(watched(partner, people=1, paired=20), 80)

    stranger, own = (browser.get(partner.get_absolute_url()).content.decode() for browser in (client, as_user(bo)))
    assert "Active: one date in the last 90 days and one organizer." in stranger
    assert ("One organizer only" in stranger, "One organizer only" in own) == (False, True)
    assert 'href="/about/listing/"' in stranger


def test_the_desk_says_what_keeps_one_s_group_active(as_user, partner, bo):
    page = as_user(bo).get("/desk/").content.decode()

    assert "One organizer only: a second one keeps it active." in page


def test_its_coordinators_read_it_at_their_desk(as_user, ada, host):
    page = text(as_user(ada).get(f"/desk/groups/{host.slug}/standing/"))

    assert (f"Where {host} stands" in page, "Listed since" in page, "One organizer only" in page) == (True,) * 3
