"""The record of a group: what stands on it, that nobody rewrites it, and how long it stays."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError, QuerySet
from django.utils import timezone

from orgs import chronicle, personal
from orgs.models import AuditEntry, Organization, User
from outbox import retention

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=732)


@pytest.fixture
def entry(host, ada, cy) -> AuditEntry:
    return AuditEntry.record(host, "group_submitted", by=ada, subject=cy, about="Vigil", fields=["name"])


def rows() -> QuerySet:
    """The rows as somebody at the database changes them, past the refusals of the model."""
    return QuerySet(AuditEntry)


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


def test_what_befalls_a_group_is_on_its_record(ada, mo):
    group = Organization.register(name="Choir", kind="culture", by=ada)
    group.enlist(by=mo)

    assert list(group.record.values_list("verb", "actor", "moderating")) == [
        ("group_listed", mo.pk, True),
        ("group_registered", ada.pk, False),
    ]


def test_a_moderator_in_her_own_group_is_one_of_its_people(mo):
    group = Organization.register(name="Choir", kind="culture", by=mo)

    assert [entry.moderating for entry in group.record.all()] == [False]


def test_an_act_without_a_sentence_is_refused(host, ada):
    with pytest.raises(ValueError, match="group_painted"):
        AuditEntry.record(host, "group_painted", by=ada)


def test_an_act_reads_as_a_sentence():
    assert chronicle.sentence("group_listed", who="Mo", whom="", about="", fields="") == "Mo listed this group"


def test_every_act_has_a_topic_and_a_sentence_that_can_be_said():
    names = dict.fromkeys(["who", "whom", "about", "party", "day", "fields"], "x")

    for verb in chronicle.known_verbs():
        assert chronicle.topic_of(verb) in chronicle.TOPICS
        assert "%" not in chronicle.sentence(verb, **names)


# Append-only


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).update(verb="group_listed"),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).delete(),
        lambda entry: AuditEntry.objects.bulk_update([entry], ["verb"]),
    ],
)
def test_the_model_changes_and_deletes_no_entry(entry, change):
    with pytest.raises(TypeError):
        change(entry)


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "group_listed"},
        {"about": ""},
        {"party": "Choir"},
        {"fields": []},
        {"moderating": True},
        {"at": timezone.now() - LONG_AGO},
        {"actor_key": uuid4()},
        {"subject_key": None},
        {"actor": None, "actor_key": None},
        {"actor": None, "verb": "group_listed"},
    ],
    ids=lambda change: "-".join(change),
)
def test_the_database_refuses_to_rewrite_an_entry(entry, change):
    assert refused(lambda: rows().update(**change))


def test_the_database_refuses_to_name_another(entry, dee):
    assert refused(lambda: rows().update(actor=dee))
    assert refused(lambda: rows().update(subject=dee))
    rows().update(actor=None)
    assert refused(lambda: rows().update(actor=dee))
    assert refused(lambda: rows().update(actor_key=uuid4()))


def test_the_database_refuses_to_delete_a_young_entry(entry, host):
    assert refused(lambda: rows().delete())
    assert refused(lambda: connection.cursor().execute("DELETE FROM orgs_auditentry"))
    with pytest.raises(ProtectedError):
        host.delete()
    assert AuditEntry.objects.count() == 1


def test_the_record_runs_out_after_24_months(host, ada):
    for days in (729, 732):
        with AuditEntry.dated(timezone.now() - timedelta(days=days)):
            AuditEntry.record(host, "group_submitted", by=ada)

    assert (AuditEntry.purge(), AuditEntry.purge(), host.record.count()) == (1, 0, 1)
    assert AuditEntry in [entry.model for entry in retention.entries() if entry.purge]


# People who go


def test_a_random_key_stands_for_a_person_who_was_erased(host, partner, entry, ada):
    AuditEntry.record(host, "group_listed", by=ada, subject=ada)
    AuditEntry.record(partner, "group_listed", by=ada)

    assert (AuditEntry.forget(ada), AuditEntry.forget(ada)) == (3, 0)

    keys = {(row.organization, row.actor_key) for row in AuditEntry.objects.select_related("organization")}
    assert len(keys) == 2
    assert None not in {key for _group, key in keys}
    assert AuditEntry.objects.naming(ada).count() == 0
    assert host.record.filter(subject_key__in=[key for _group, key in keys]).count() == 1


def test_an_account_goes_and_its_acts_stay_nobody_s(host, entry, cy):
    User.objects.filter(pk=cy.pk).delete()

    kept = AuditEntry.objects.get(pk=entry.pk)
    assert (kept.subject, kept.subject_key, kept.actor_key) == (None, entry.subject_key, entry.actor_key)


def test_a_person_may_fetch_what_she_did_and_what_was_done_to_her(host, entry, cy, dee):
    part = next(part for part in personal.parts() if part.name == "Record of your groups")

    assert [row["what"] for row in part.export(cy)] == ["Somebody sent this group to review"]
    assert part.export(dee) == []
    assert (part.erase(cy), part.erase(cy)) == (1, 0)


def test_history_is_dated_then(host, ada):
    then = timezone.now() - timedelta(days=30)
    with AuditEntry.dated(then):
        AuditEntry.record(host, "group_submitted", by=ada)
    AuditEntry.record(host, "group_listed", by=None)

    assert [entry.at == then for entry in host.record.order_by("at")] == [True, False]


@pytest.mark.parametrize("again", ["once", "twice"])
@pytest.mark.django_db(transaction=True)
def test_a_test_with_real_transactions_leaves_no_record_and_keeps_the_triggers(host, again):
    assert AuditEntry.objects.count() == 0
    AuditEntry.record(host, "group_submitted", by=None)

    assert refused(lambda: rows().update(verb="group_listed"))
