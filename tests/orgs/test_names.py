"""The names of a group: its own, what else it calls itself, what it was called; found by any of them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orgs.models import AuditEntry, Case, Organization, OrganizationName, when_shown
from orgs.reviewing import kind_of
from tests import factories
from tests.orgs.test_organization import in_state

pytestmark = pytest.mark.django_db


def found(text: str, place=None) -> list[str]:
    known = Organization.objects.known()
    return [row.organization.name for row in OrganizationName.objects.like(text, place, of=known)]


def test_a_group_is_found_by_each_of_its_names():
    factories.group("Party for Socialism and Liberation", also_called=["Red Evenings"])

    assert [found(text) for text in ("PSL", "red evening", "Party for socialism & liberation", "Choir")] == [
        ["Party for Socialism and Liberation"],
        ["Party for Socialism and Liberation"],
        ["Party for Socialism and Liberation"],
        [],
    ]


def test_a_group_is_offered_once_however_many_of_its_names_fit():
    factories.group("River Watch", also_called=["Riverwatch", "The River Watch"])

    assert found("river watch") == ["River Watch"]


@pytest.mark.parametrize(
    ("state", "offered"),
    [("draft", False), ("in_review", True), ("listed", True), ("suspended", False), ("retired", False)],
)
def test_only_what_is_listed_or_waits_is_offered(host, state, offered):
    in_state(host, state)

    assert bool(found(host.name)) is offered


def test_the_same_name_in_another_town_is_not_offered_for_a_variant_of_it():
    factories.group("Indivisible Akron")
    dayton = factories.town(locality="Dayton")

    assert (found("Indivisible Dayton", dayton), found("Indivisible - Akron", dayton)) == ([], ["Indivisible Akron"])


def test_names_written_since_the_last_look_up_are_known(ada):
    assert found("River Watch") == []
    factories.group("River Watch")

    assert found("The river watch") == ["River Watch"]


def test_names_of_a_failed_transaction_are_forgotten():
    for name in ("River Watch", "Night Bus Riders"):
        with transaction.atomic():
            factories.group(name)
            assert found(name) == [name]
            transaction.set_rollback(True)
        assert found(name) == []
    factories.group("Open Table")

    assert (found("River Watch"), found("Open Table")) == ([], ["Open Table"])


def test_looking_up_asks_twice_however_many_groups_there_are():
    for name in ("River Watch", "Watch River", "The River Watch", "River Watch Club", "River-Watch"):
        factories.group(name)
    found("River Watch")
    with CaptureQueriesContext(connection) as asked:
        assert len(found("River Watch")) == 5

    assert len(asked) == 2


# A changed name


def test_a_listed_group_keeps_its_name_until_a_moderator_takes_the_new_one(host, ada, mo):
    host.propose_name("Friends of Every School", by=ada)
    before = (host.name, host.proposed_name)

    host.take_name(by=mo)

    assert before == ("Friends of Sanctuary Schools", "Friends of Every School")
    assert (host.name, host.proposed_name, host.slug) == ("Friends of Every School", "", "friends-of-sanctuary-schools")
    assert found("Friends of Sanctuary Schools") == ["Friends of Every School"]
    assert [name.name for name in host.names.former()] == ["Friends of Sanctuary Schools"]


def test_a_refused_name_leaves_everything_as_it_was(host, ada, mo):
    host.propose_name("Choir", by=ada)
    host.refuse_name(by=mo)

    assert (host.name, host.proposed_name, found("Choir")) == ("Friends of Sanctuary Schools", "", [])


def test_a_proposal_is_taken_back_by_the_present_name(host, ada, mo):
    host.propose_name("Choir", by=ada)
    host.propose_name(host.name, by=ada)

    with pytest.raises(ValidationError) as refusal:
        host.take_name(by=mo)
    assert refusal.value.code == "no_proposal"


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_name_that_is_none_is_refused(host, ada, name):
    with pytest.raises(ValidationError):
        host.propose_name(name, by=ada)


def test_what_nobody_sees_yet_is_renamed_at_once_and_was_never_called_otherwise(ada):
    group = Organization.register(name="Choir", kind="culture", by=ada)

    group.propose_name("Harbour Choir", by=ada)

    assert (group.name, list(group.names.former())) == ("Harbour Choir", [])


def test_a_proposal_opens_one_case_and_taking_it_back_closes_it(host, ada):
    host.propose_name("Choir", by=ada)
    host.propose_name("Harbour Choir", by=ada)
    opened = [(case.kind, case.text, case.opened_by) for case in Case.objects.pending()]
    host.propose_name(host.name, by=ada)

    assert opened == [("changed_name", "Harbour Choir", ada)]
    assert not Case.objects.pending().exists()


@pytest.mark.parametrize("decision", ["confirmed", "declined"])
def test_a_decision_about_a_name_is_undone(host, ada, mo, decision):
    host.propose_name("Choir", by=ada)
    case, kind = Case.objects.get(), kind_of("changed_name")
    kind.confirm(case, by=mo) if decision == "confirmed" else kind.decline(case, by=mo, note="No")
    Case.objects.update(state=decision, decided_at=timezone.now())
    case = Case.objects.get()

    kind.undo(case, by=mo)
    host.refresh_from_db()

    assert (host.name, host.proposed_name) == ("Friends of Sanctuary Schools", "Choir")
    assert [name.name for name in host.names.all()] == ["Friends of Sanctuary Schools"]


def test_a_name_is_not_given_back_over_a_later_one(host, ada, mo):
    cases = []
    for name in ("Choir", "Evening Choir"):
        host.propose_name(name, by=ada)
        cases.append(Case.objects.pending().get())
        cases[-1].confirm(by=mo)

    with pytest.raises(ValidationError) as refusal:
        Case.objects.get(pk=cases[0].pk).undo(by=mo)

    host.refresh_from_db()
    assert (refusal.value.code, host.name, host.proposed_name) == ("named_since", "Evening Choir", "")


def test_a_refused_name_can_be_taken_after_an_appeal(host, ada, mo):
    host.propose_name("Choir", by=ada)
    case = Case.objects.get()
    case.decline(by=mo, note="It is too short.")
    case.appeal("We are known by it.", by=ada)
    case.confirm(by=factories.person("may", is_moderator=True))

    host.refresh_from_db()
    assert host.name == "Choir"


def test_a_moderator_reads_both_names_and_the_groups_of_a_name_like_it(host, ada):
    other = factories.group("Choir of Akron")
    host.propose_name("Akron Choir", by=ada)

    facts = kind_of("changed_name").facts(case := Case.objects.get())
    page = render_to_string(kind_of("changed_name").template, facts | {"case": case})
    assert [name in page for name in (host.name, "Akron Choir", other.name)] == [True] * 3


# What is said of it


def test_describing_writes_what_changed_and_nothing_the_second_time(host, ada):
    for _ in range(2):
        host.describe(by=ada, about="We stand.", kind=host.kind, also_called=["FSS"], languages=["es"])

    entry = AuditEntry.objects.get(verb="group_described")
    assert (entry.actor, entry.fields) == (ada, ["about", "also_called", "languages"])
    assert (host.about, found("FSS")) == ("We stand.", [host.name])


def test_whatever_shows_a_group_is_revised_when_it_says_something_else(host, ada, monkeypatch):
    shown = []
    monkeypatch.setattr("orgs.models.profile.when_shown", [shown.append])

    host.describe(by=ada, about=host.about)
    host.describe(by=ada, about="We stand.")
    in_state(host, "in_review").describe(by=ada, about="We wait.")

    assert shown == [host]
    assert when_shown


def test_a_group_that_moved_is_near_its_new_town(host, ada):
    dayton = factories.town(locality="Dayton", name="Dayton")
    host.describe(by=ada, place=dayton)

    assert found("Friends of Sanctuary Schools Dayton", dayton) == [host.name]


def test_a_name_is_no_matter_of_describing(host, ada):
    with pytest.raises(ValueError, match="name"):
        host.describe(by=ada, name="Choir")


@pytest.mark.parametrize("languages", [["xx"], "en", [["en"]], {"en": 1}])
def test_languages_are_of_the_list(host, ada, languages):
    with pytest.raises((ValidationError, TypeError)):
        host.describe(by=ada, languages=languages)


def test_the_private_contact_lies_encrypted(host, ada):
    host.describe(by=ada, private_contact="ring June at noon")

    with connection.cursor() as cursor:
        cursor.execute("SELECT private_contact FROM orgs_organization WHERE id = %s", [host.pk])
        assert "June" not in cursor.fetchone()[0]
    host.refresh_from_db()
    assert host.private_contact == "ring June at noon"
