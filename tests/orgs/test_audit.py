"""The record of a group."""

import pytest

from orgs import chronicle
from orgs.models import AuditEntry, Organization

pytestmark = pytest.mark.django_db


def test_what_befalls_a_group_is_on_its_record(ada, mo):
    group = Organization.register(name="Choir", kind="culture", by=ada)
    group.enlist(by=mo)

    assert list(group.record.values_list("verb", "actor")) == [("group_listed", mo.pk), ("group_registered", ada.pk)]


def test_an_act_without_a_sentence_is_refused(host, ada):
    with pytest.raises(ValueError, match="group_painted"):
        AuditEntry.record(host, "group_painted", by=ada)


def test_an_act_reads_as_a_sentence():
    said = chronicle.sentence("group_listed", who="Mo", whom="", about="", fields="")

    assert said == "Mo listed this group"
