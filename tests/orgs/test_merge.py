"""Two groups that are one: what moves, what stays and why, where old addresses lead, and that it can be taken back."""

from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from events.models import Follow, Series, Sponsorship
from orgs import merging
from orgs.models import Affiliation, AuditEntry, Case, FormerSlug, Membership, Merge, Organization, OrganizationName
from outbox.letters import Unwanted
from outbox.models import Suppression
from tests import factories
from tests.depth import patience
from tests.races import at_once

pytestmark = pytest.mark.django_db

# What happened is not undone: letters, the record, what a calendar was told. All else is as before.
HAPPENED = {"outbox.Message", "orgs.AuditEntry", "orgs.Merge", "sessions.Session", "usersessions.UserSession"}
COUNTED = {"revision", "sequence", "changed_at"}


def dump() -> dict[str, list[dict]]:
    """Every row of every table, but for what is never taken back."""
    models = [model for model in apps.get_models() if model._meta.label not in HAPPENED]
    names = {
        model: [field.attname for field in model._meta.concrete_fields if field.name not in COUNTED] for model in models
    }
    return {model._meta.label: list(model._base_manager.order_by("pk").values(*names[model])) for model in models}


def code_of(act) -> str:
    with pytest.raises(ValidationError) as refusal:
        act()
    return refusal.value.code


def roles(group: Organization) -> dict[str, str]:
    return dict(group.memberships.values_list("user__name", "role"))


@pytest.fixture
def twin(ada, dee):
    """The host once more, under another name: Ada organizes it, Dee coordinates it."""
    group = factories.group("Sanctuary Schools Friends", coordinator=dee)
    factories.join(group, ada, "organizer")
    return group


# A foreign key to a group that nobody thought of would be lost with it


def test_every_foreign_key_to_a_group_has_a_mover():
    keys = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Organization
    }

    assert keys - merging.registered() == set()
    assert {key for key in merging.registered() - keys if key != "outbox.Suppression.sender"} == set()


# What moves


def test_people_come_along_and_keep_the_higher_role(host, twin, mo):
    Merge.make(twin, host, by=mo)

    assert roles(host) == {"Ada": "coordinator", "Cy": "member", "Dee": "coordinator"}


def test_who_chose_to_be_named_by_one_group_is_not_named_by_the_other(host, twin, dee, mo):
    twin.memberships.get(user=dee).show("Dee of Elm Street")

    merge = Merge.make(twin, host, by=mo)
    named = list(host.memberships.filter(is_named=True)) + list(host.memberships.exclude(public_name=""))
    merge.undo(by=mo)

    assert (named, twin.memberships.get(user=dee).public_name) == ([], "Dee of Elm Street")


def test_the_higher_role_is_that_of_the_group_that_ends(host, twin, cy, mo):
    factories.join(twin, cy, "organizer")

    Merge.make(twin, host, by=mo)

    assert roles(host)["Cy"] == "organizer"


def test_its_events_go_on_under_the_other_and_calendars_hear_of_it(host, twin, dee, mo):
    series = factories.series(twin, by=dee)
    draft = factories.series(twin, by=dee, announced=False)

    Merge.make(twin, host, by=mo)

    assert set(Series.objects.filter(host=host)) == {series, draft}
    assert Series.objects.get(pk=series.pk).revision > series.revision
    assert Series.objects.get(pk=series.pk).uid == series.uid


def test_from_a_group_that_nobody_has_listed_nothing_is_said_in_the_name_of_the_other(
    host, ada, bo, cy, partner, mo, vigil, as_user
):
    """Anybody can register a twin: it brings neither its people nor its word to the true group."""
    other_series = factories.series(factories.group("Night Bus Riders"))
    coalition = factories.group("Akron Coalition", coordinator=cy, kind="coalition")
    waiting = factories.group("Friends again", coordinator=bo, state="in_review")
    series = factories.series(waiting, by=bo)
    Sponsorship.invite(series, partner, by=bo)
    Sponsorship.invite_address(series, "june@example.org", by=bo)
    Sponsorship.request(other_series, waiting, by=bo)
    Affiliation.request(coalition, waiting, by=bo)
    letters = {letter.pk: letter.held_for for letter in factories.letters("sponsorship_invitation")}

    Merge.make(waiting, host, by=mo)
    series = Series.objects.get(pk=series.pk)

    assert (roles(host), series.host, series.is_public) == ({"Ada": "coordinator", "Cy": "member"}, host, False)
    assert not Sponsorship.objects.filter(organization=host).exists()
    assert [row.invited_address for row in Sponsorship.objects.standing().filter(series=series)] == ["june@example.org"]
    assert not Affiliation.objects.standing().of_group(host).exists()
    assert {letter.pk: letter.held_for for letter in factories.letters("sponsorship_invitation")} == letters
    assert "Not shown yet" in as_user(ada).get(f"/desk/events/{series.slug}/").content.decode()
    as_user(ada).post(f"/desk/events/{series.slug}/submission/")
    assert Case.objects.get(kind="first_listing", subject=series.letters_key).opened_by == ada
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        Sponsorship.expire()
    assert not Sponsorship.objects.exclude(invited_address="").exists()


def test_its_names_find_the_other(host, twin, mo):
    Merge.make(twin, host, by=mo)

    former = OrganizationName.objects.former().get()
    assert (former.organization, former.name) == (host, "Sanctuary Schools Friends")
    found = OrganizationName.objects.like("sanctuary school friends", of=Organization.objects.listed())
    assert [name.organization for name in found] == [host]


def test_who_wants_no_letters_of_it_gets_none_under_the_other_name(host, twin, mo):
    Suppression.objects.add("june", sender=twin.letters_key, reason="asked")

    Merge.make(twin, host, by=mo)

    assert Suppression.objects.against("june", "reminder", host.letters_key).exists()


def test_who_followed_either_follows_the_one_that_stays_once(host, twin, bo, dee, mo):
    for group, person in ((twin, bo), (twin, dee), (host, dee)):
        Follow.begin(Follow.of_group(group), rhythm="weekly", by=person)
    before = dump()

    merge = Merge.make(twin, host, by=mo)
    followers = list(Follow.objects.filter(organization=host).values_list("follower", flat=True))
    merge.undo(by=mo)

    assert len(followers) == len(set(followers)) == 2
    assert dump() == before


def test_a_case_about_the_group_is_closed_and_one_about_a_series_goes_along(host, twin, mo):
    now = timezone.now()
    about = [Case.objects.create(kind="x", organization=twin, subject=subject) for subject in ("", "series:1")]

    Merge.make(twin, host, by=mo)

    rows = [Case.objects.get(pk=case.pk) for case in about]
    assert [(row.state, row.organization) for row in rows] == [("closed", twin), ("open", host)]
    assert rows[0].decided_at >= now


# What would break a rule


def state_of(group: Organization, series: Series) -> list[str]:
    return sorted(Sponsorship.objects.filter(series=series, organization=group).values_list("state", flat=True))


def signed(series: Series, group: Organization, state: str) -> Sponsorship:
    decided_at = None if state == "pending" else timezone.now()
    return Sponsorship.objects.create(
        series=series, organization=group, direction="invited", state=state, decided_at=decided_at
    )


@pytest.mark.parametrize(
    ("ends", "stays", "under_the_one_that_stays"),
    [
        ("accepted", None, ["accepted"]),
        ("pending", None, ["pending"]),
        ("accepted", "accepted", ["accepted"]),
        ("accepted", "pending", ["accepted", "expired"]),
        ("pending", "accepted", ["accepted"]),
        ("pending", "pending", ["pending"]),
        ("accepted", "declined", ["accepted", "declined"]),
        ("declined", "accepted", ["accepted", "declined"]),
        ("withdrawn", "withdrawn", ["withdrawn", "withdrawn"]),
    ],
)
def test_under_a_series_of_others_the_name_stands_once(
    host, twin, partner, bo, mo, ends, stays, under_the_one_that_stays
):
    series = factories.series(partner, by=bo)
    signed(series, twin, ends)
    if stays:
        signed(series, host, stays)

    Merge.make(twin, host, by=mo)

    assert state_of(host, series) == under_the_one_that_stays
    assert not {"accepted", "pending"} & set(state_of(twin, series))


@pytest.mark.parametrize(("before", "after"), [("accepted", "withdrawn"), ("pending", "expired")])
def test_a_host_does_not_stand_beside_itself(host, twin, ada, dee, mo, before, after):
    theirs, own = factories.series(twin, by=dee), factories.series(host, by=ada)
    signed(theirs, host, before)
    signed(own, twin, before)

    Merge.make(twin, host, by=mo)

    assert (state_of(host, theirs), state_of(twin, own)) == ([after], [after])
    assert {theirs.pk, own.pk} == set(Series.objects.filter(host=host).values_list("pk", flat=True))


def affiliated(coalition: Organization, member: Organization, state: str = "accepted") -> None:
    Organization.objects.filter(pk=coalition.pk).update(kind="coalition")
    decided_at = None if state == "pending" else timezone.now()
    Affiliation.objects.create(
        coalition=coalition, organization=member, direction="invited", state=state, decided_at=decided_at
    )


@pytest.mark.parametrize(
    ("pairs", "left"),
    [
        ([("twin", "host")], []),
        ([("host", "twin")], []),
        ([("partner", "twin")], [("partner", "host")]),
        ([("partner", "twin"), ("partner", "host")], [("partner", "host")]),
        ([("partner", "twin"), ("host", "partner")], [("host", "partner")]),
        ([("twin", "partner")], []),
        ([("twin", "partner"), ("host", "other")], [("host", "other"), ("host", "partner")]),
    ],
)
def test_coalitions_go_along_without_circles_and_members_only_to_a_coalition(host, twin, partner, mo, pairs, left):
    groups = {"host": host, "twin": twin, "partner": partner, "other": factories.group("Other")}
    for coalition, member in pairs:
        affiliated(groups[coalition], groups[member])
    before = dump()

    merge = Merge.make(twin, host, by=mo)
    standing = {(row.coalition, row.organization) for row in Affiliation.objects.standing()}
    merge.undo(by=mo)

    assert standing == {(groups[coalition], groups[member]) for coalition, member in left}
    assert dump() == before


def test_the_preview_says_what_moves_and_what_stays_and_changes_nothing(host, twin, dee, partner, bo, mo):
    factories.series(twin, by=dee)
    signed(factories.series(partner, by=bo), twin, "accepted")
    before = dump()

    preview = Merge.preview(twin, host, by=mo)

    moved = {str(title): number for title, number in preview.moved.items()}
    assert moved == {"Events": 1, "Sign-ons": 1, "People": 1, "Names": 1}
    assert list(preview.left.values()) == [1]
    assert dump() == before


# Who may


def test_a_moderator_of_either_group_leaves_it_to_another(host, twin, mo):
    factories.join(twin, mo, "member")

    assert code_of(lambda: Merge.make(twin, host, by=mo)) == "own_group"
    assert code_of(lambda: Merge.make(host, twin, by=mo)) == "own_group"
    assert twin not in Organization.objects.mergeable_by(mo)


@pytest.mark.parametrize(
    ("ends", "stays", "code"),
    [
        ("listed", "in_review", "not_listed"),
        ("listed", "suspended", "not_listed"),
        ("retired", "listed", "not_mergeable"),
        ("suspended", "listed", "not_mergeable"),
        ("draft", "listed", "not_mergeable"),
    ],
)
def test_only_what_is_known_becomes_part_of_what_is_listed(host, twin, mo, ends, stays, code):
    Organization.objects.filter(pk=twin.pk).update(state=ends)
    Organization.objects.filter(pk=host.pk).update(state=stays)

    assert code_of(lambda: Merge.make(twin, host, by=mo)) == code


def test_a_group_is_not_merged_with_itself_nor_twice(host, twin, mo):
    Merge.make(twin, host, by=mo)

    assert code_of(lambda: Merge.make(host, host, by=mo)) == "same"
    assert code_of(lambda: Merge.make(twin, host, by=mo)) == "not_mergeable"


# Who is told


def test_coordinators_of_both_are_told_at_once_and_both_records_say_it(host, twin, mo):
    Merge.make(twin, host, by=mo)

    assert factories.recipients("groups_merged") == ["ada@example.org", "dee@example.org"]
    subject = factories.mail(factories.letters("groups_merged")[0]).subject
    assert subject == "Sanctuary Schools Friends is part of Friends of Sanctuary Schools now"
    records = AuditEntry.objects.filter(actor=mo).values_list("organization", "verb", "party").order_by("pk")
    assert list(records) == [(twin.pk, "group_merged", host.name), (host.pk, "group_taken_in", twin.name)]


def test_they_are_told_when_it_is_undone_and_the_first_letter_lost_its_point(host, twin, mo):
    merge = Merge.make(twin, host, by=mo)
    merge.undo(by=mo)

    assert factories.recipients("merge_undone") == ["ada@example.org", "dee@example.org"]
    assert "are two groups again" in factories.mail(factories.letters("merge_undone")[0]).subject
    with pytest.raises(Unwanted):
        factories.mail(factories.letters("groups_merged")[0])


# Undone


def crowded(host, twin, partner, ada, bo, dee) -> None:
    """Something of everything between three groups."""
    own, theirs = factories.series(host, by=ada, title="Own"), factories.series(twin, by=dee, title="Theirs")
    others = [factories.series(partner, by=bo, title=f"Other {n}") for n in range(4)]
    signed(own, twin, "accepted")
    signed(theirs, host, "pending")
    for series, ends, stays in zip(
        others,
        ["accepted", "accepted", "pending", "declined"],
        ["accepted", "pending", "pending", "accepted"],
        strict=True,
    ):
        signed(series, twin, ends)
        signed(series, host, stays)
    factories.series(twin, by=dee, announced=False)
    Case.objects.create(kind="x", organization=twin)
    Suppression.objects.add("june", sender=twin.letters_key, reason="asked")
    FormerSlug.objects.create(slug="once", organization=twin)


def test_what_is_undone_is_as_it_was_before(host, twin, partner, ada, bo, dee, mo):
    crowded(host, twin, partner, ada, bo, dee)
    before = dump()

    merge = Merge.make(twin, host, by=mo)
    between = dump()
    merge.undo(by=mo)

    assert between != before
    assert dump() == before


def test_what_has_happened_since_stays_where_it_is(host, twin, partner, ada, bo, cy, dee, mo):
    crowded(host, twin, partner, ada, bo, dee)
    series, moved = Series.objects.get(title="Theirs"), Series.objects.get(title="Other 1")
    merge = Merge.make(twin, host, by=mo)
    new = factories.series(host, by=ada, title="New")
    host.memberships.filter(user=cy).update(role="organizer")
    host.memberships.filter(user=dee).delete()
    series.cancel(by=ada)
    Sponsorship.objects.get(organization=host, series=moved, state="accepted").withdraw(by=ada)

    merge.undo(by=mo)

    assert set(Series.objects.filter(host=twin).values_list("title", "state")) == {
        ("Theirs", "cancelled"),
        ("Saturday vigil", "draft"),
    }
    assert Series.objects.get(pk=new.pk).host == host
    assert (roles(host), roles(twin)) == ({"Ada": "coordinator", "Cy": "organizer"}, {"Ada": "organizer"})
    assert (state_of(twin, moved), state_of(host, moved)) == (["withdrawn"], ["pending"])


def test_what_was_asked_anew_meanwhile_is_not_doubled(host, twin, partner, bo, mo):
    series = factories.series(partner, by=bo)
    signed(series, twin, "accepted")
    asked = signed(series, host, "pending")
    merge = Merge.make(twin, host, by=mo)
    Sponsorship.objects.filter(organization=host, series=series, state="accepted").update(
        state="withdrawn", organization=host
    )
    signed(series, host, "pending")

    merge.undo(by=mo)

    assert state_of(host, series) == ["expired", "pending"]
    assert Sponsorship.objects.get(pk=asked.pk).state == "expired"


def test_it_is_undone_once_and_within_a_day(host, twin, mo):
    merge = Merge.make(twin, host, by=mo)
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        assert code_of(lambda: merge.undo(by=mo)) == "too_late"

    merge.undo(by=mo)

    assert code_of(lambda: merge.undo(by=mo)) == "too_late"
    twin.refresh_from_db()
    assert twin.is_listed


def test_a_moderator_who_joined_meanwhile_does_not_undo_it(host, twin, mo):
    merge = Merge.make(twin, host, by=mo)
    factories.join(host, mo, "member")

    assert code_of(lambda: merge.undo(by=mo)) == "own_group"
    assert merge not in Merge.objects.visible_to(mo)


def test_after_a_day_the_journal_is_empty_and_the_address_still_leads(host, twin, mo, client):
    merge = Merge.make(twin, host, by=mo)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert (Merge.purge(), Merge.purge()) == (1, 0)
    merge.refresh_from_db()
    with time_machine.travel(timezone.now() + timedelta(days=732)):
        Merge.purge()

    assert (merge.journal, merge.told, Merge.objects.count()) == ([], [], 0)
    assert client.get(twin.get_absolute_url()).status_code == 301


GROUPS, PEOPLE, SERIES = st.integers(0, 2), st.integers(0, 4), st.integers(0, 3)
GRAPH = st.fixed_dictionaries(
    {
        "members": st.dictionaries(st.tuples(GROUPS, PEOPLE), st.sampled_from(Membership.Role.values), max_size=10),
        "hosts": st.tuples(GROUPS, GROUPS, GROUPS, GROUPS),
        "signed": st.dictionaries(st.tuples(SERIES, GROUPS), st.sampled_from(Sponsorship.State.values), max_size=10),
        "ended": st.lists(st.tuples(SERIES, GROUPS, st.sampled_from(["declined", "expired", "withdrawn"])), max_size=5),
        "state": st.sampled_from(["listed", "in_review"]),
    }
)


@pytest.fixture
def ground(mo):
    """Three groups and five people, and a series of which copies are made."""
    groups = [factories.group(name) for name in ("A", "B", "C")]
    return groups, [factories.person(f"person{n}") for n in range(5)], mo


@patience(15, deep=600)
@given(graph=GRAPH)
def test_any_two_groups_become_one_by_the_rules_and_two_again(ground, graph):
    (group, into, other), people, mo = ground
    with transaction.atomic():
        _grow(graph, [group, into, other], people)
        group.refresh_from_db()
        before = dump()

        merge = Merge.make(group, into, by=mo)
        _check_rules(group, into, graph)
        merge.undo(by=mo)

        assert dump() == before
        transaction.set_rollback(True)
    for one in (group, into, other):
        one.refresh_from_db()


def _grow(graph: dict, groups: list[Organization], people: list) -> None:
    Organization.objects.filter(pk=groups[0].pk).update(state=graph["state"])
    for (group, person), role in graph["members"].items():
        factories.join(groups[group], people[person], role)
    place = factories.town()
    series = [factories.series(groups[host], place=place, weeks=1) for host in graph["hosts"]]
    for (target, group), state in graph["signed"].items():
        if graph["hosts"][target] != group:
            signed(series[target], groups[group], state)
    for target, group, state in graph["ended"]:
        signed(series[target], groups[group], state)


def _check_rules(group: Organization, into: Organization, graph: dict) -> None:
    assert not Series.objects.filter(host=group).exists()
    standing = Sponsorship.objects.standing()
    assert not standing.filter(organization=group).exists()
    assert not standing.filter(organization=into, series__host=into).exists()
    coming = (0, 1) if graph["state"] == "listed" else (1,)
    for person in {person for (one, person) in graph["members"] if one in coming}:
        ranks = [Membership.Role.values.index(graph["members"].get((one, person), "member")) for one in coming]
        known = Membership.objects.get(organization=into, user__name=f"Person{person}")
        assert known.role == Membership.Role.values[min(ranks)]


# At once


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_who_merge_at_once_the_first_wins(host, twin, partner, mo):
    other = factories.person("mia", is_moderator=True)

    answers = at_once(
        lambda: Merge.make(twin, host, by=mo).into_id, lambda: Merge.make(twin, partner, by=other).into_id
    )

    assert sorted(map(str, answers)) == sorted([str(Merge.objects.get().into_id), "not_mergeable"])


@pytest.mark.django_db(transaction=True)
def test_two_groups_merged_into_each_other_at_once_leave_one(host, twin, mo):
    other = factories.person("mia", is_moderator=True)

    at_once(lambda: Merge.make(twin, host, by=mo).pk, lambda: Merge.make(host, twin, by=other).pk)

    assert Merge.objects.count() == 1
    assert Organization.objects.listed().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_merge_undone_twice_at_once_is_undone_once(host, twin, mo):
    merge = Merge.make(twin, host, by=mo)
    undo = [lambda: Merge.objects.get(pk=merge.pk).undo(by=mo)] * 2

    assert sorted(map(str, at_once(*undo))) == ["None", "too_late"]
    assert len(factories.letters("merge_undone")) == 2
