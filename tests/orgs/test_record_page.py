"""The page on which coordinators and moderators read the record of their group."""

import csv
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from io import StringIO

import pytest
from django.utils import timezone

from events.models import Sponsorship
from orgs.models import AuditEntry, Organization
from orgs.tables import safe_cell
from tests import factories

pytestmark = pytest.mark.django_db


def page(group) -> str:
    return f"/desk/groups/{group.slug}/record/"


def lines(answer) -> list[str]:
    """The sentences of a page, newest first."""
    return [unescape(line) for line in re.findall(r"</time><p>(.*?)</p>", answer.text)]


def table(answer) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.text)))[1:]


def test_a_coordinator_reads_who_did_what_newest_first(as_user, host, vigil, ada):
    vigil.occurrences.first().cancel(by=ada)

    day = vigil.first_day
    assert lines(as_user(ada).get(page(host))) == [
        f"Ada cancelled “Saturday vigil” on {day.day} {day:%B}",
        "Ada announced “Saturday vigil”",
        "Ada drafted “Saturday vigil”",
    ]


@pytest.mark.parametrize("reader", ["cy", "bo", "dee", "organizer"])
def test_the_record_does_not_exist_for_others(as_user, host, partner, request, reader):
    person = factories.person("eve") if reader == "organizer" else request.getfixturevalue(reader)
    if reader == "organizer":
        factories.join(host, person, "organizer")

    assert as_user(person).get(page(host)).status_code == 404
    assert as_user(person).get(f"/desk/groups/{host.slug}/record.csv").status_code == 404


def test_a_moderator_reads_it_of_a_suspended_group_and_of_no_draft(as_user, host, ada, mo, settings):
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    Organization.objects.filter(pk=host.pk).update(state="suspended")
    draft = Organization.draft(name="Choir", kind="culture", by=ada)

    answers = [as_user(mo).get(page(group)).status_code for group in (host, draft)]
    assert (answers, as_user(ada).get(page(host)).status_code) == ([200, 404], 404)


def test_a_moderator_reads_it_with_a_second_factor(as_user, host, mo):
    assert as_user(mo).get(page(host)).headers["Location"] == "/account/2fa/"


def test_moderators_have_names_for_moderators_alone(as_user, ada, mo, settings):
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    group = Organization.register(name="Choir", kind="culture", by=ada)
    group.enlist(by=mo)

    assert lines(as_user(ada).get(page(group)))[0] == "A moderator listed this group"
    assert lines(as_user(mo).get(page(group)))[0] == "Mo, a moderator, listed this group"


def test_it_is_read_by_topic(as_user, host, partner, vigil, ada):
    Sponsorship.invite(vigil, partner, by=ada)

    assert lines(as_user(ada).get(page(host), {"what": "sign-ons"})) == [
        "Ada invited Riverside Tenants Union to “Saturday vigil”"
    ]
    assert "Nothing of this kind" in as_user(ada).get(page(host), {"what": "people"}).text


@pytest.mark.parametrize(
    "typed", [{"what": "x" * 99}, {"after": "x"}, {"after": "9999-12-31T23:59:59~1"}, {"after": "\0"}]
)
def test_what_nobody_can_have_meant_is_all_of_it(as_user, host, vigil, ada, typed):
    assert len(lines(as_user(ada).get(page(host), typed))) == 2


def test_a_long_record_goes_on_page_by_page_and_shows_each_entry_once(as_user, host, ada):
    at = timezone.now()
    for number in range(120):
        with AuditEntry.dated(at - timedelta(minutes=number // 4)):
            AuditEntry.record(host, "series_drafted", by=ada, about=f"Vigil {number}")

    seen, address = [], page(host)
    while address:
        answer = as_user(ada).get(address)
        seen.append(lines(answer))
        more = re.search(r'href="(\?after=[^"]*)"', answer.text.replace("?what=&amp;", "?"))
        address = more and page(host) + unescape(more[1])

    assert [len(some) for some in seen] == [50, 50, 20]
    assert len({line for some in seen for line in some}) == 120


def test_days_and_hours_are_those_of_the_reader(as_user, host, ada, settings):
    settings.TIME_ZONE = "America/New_York"
    with AuditEntry.dated(datetime(2026, 3, 2, 3, 30, tzinfo=UTC)):
        AuditEntry.record(host, "group_submitted", by=ada)

    text = as_user(ada).get(page(host)).text

    assert "Sunday 1 March 2026" in text
    assert "22:30" in text
    assert "Times are those of America/New_York." in text


def test_the_table_holds_all_of_it_and_no_formula(as_user, host, ada):
    factories.series(host, by=ada, title="=HYPERLINK(1)", announced=False)
    type(ada).objects.filter(pk=ada.pk).update(name="=1+1")

    answer = as_user(ada).get(f"/desk/groups/{host.slug}/record.csv")

    assert answer.headers["Content-Disposition"] == f'attachment; filename="record-{host.slug}.csv"'
    assert [row[1:] for row in table(answer)] == [["Events and dates", "'=1+1 drafted “=HYPERLINK(1)”", ""]]
    assert {(cell[0], cell[-1]) for line in answer.text.splitlines() for cell in line.split(",")} == {('"', '"')}


def test_a_former_member_is_known_again_in_the_table(as_user, host, ada, cy):
    for _number in range(2):
        AuditEntry.record(host, "group_submitted", by=cy)
    AuditEntry.forget(cy)

    rows = table(as_user(ada).get(f"/desk/groups/{host.slug}/record.csv"))

    assert {row[2] for row in rows} == {"A former member sent this group to review"}
    assert len({row[3] for row in rows}) == 1


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "＝1"])
def test_a_cell_is_no_formula(cell):
    assert safe_cell(cell) == f"'{cell}"
    assert safe_cell(f"a{cell}") == f"a{cell}"
