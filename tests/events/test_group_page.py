"""The page of a group: true numbers, whose dates these are, its states, and what search engines are told."""

import json
import re

import pytest

from events.models import Attendance, Occurrence, Sponsorship
from orgs.models import Organization
from tests import factories
from tests.events.test_flows import text
from tests.events.test_standing import held, watched

pytestmark = pytest.mark.django_db


def json_ld(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S).group(1))


def test_numbers_are_true_and_what_is_nothing_is_left_out(client, host, partner, ada, bo):
    assert '<dl class="stats' not in client.get(host.get_absolute_url()).content.decode()
    series = held(host, 7)
    Sponsorship.invite(series, partner, by=ada).accept(by=bo)
    date = series.occurrences.get()
    Attendance.objects.create(series=series, occurrence=date, people=7)

    page = text(client.get(host.get_absolute_url()))
    assert [word in page for word in ("Date held", "Group standing with us", "a few")] == [True] * 3


def test_ten_people_are_a_number(client, host, ada):
    series = held(host, 7)
    Attendance.objects.create(series=series, occurrence=series.occurrences.get(), people=10)

    page = client.get(host.get_absolute_url()).content.decode()
    assert "<dt>People who said yes last time</dt><dd><b>10</b></dd>" in page


def test_a_page_says_who_calls_each_date(client, vigil, host, partner, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo)

    assert "We call it, with 1 group" in text(client.get(host.get_absolute_url()))
    assert f"{host} calls it, we stand with them" in text(client.get(partner.get_absolute_url()))


@pytest.mark.parametrize(("state", "says"), [("suspended", "Nobody but moderators"), ("retired", "has ended")])
def test_a_moderator_reads_what_became_of_it(as_user, client, host, mo, state, says):
    Organization.objects.filter(pk=host.pk).update(state=state)

    page = as_user(mo).get(host.get_absolute_url()).content.decode()
    assert says in page
    assert "ld+json" not in page
    assert client.get(host.get_absolute_url()).status_code == 404


def test_search_engines_are_told_what_stands_on_the_page(client, vigil, host):
    Organization.objects.filter(pk=host.pk).update(languages=["en", "es"])

    found = json_ld(client.get(host.get_absolute_url()).content.decode())
    assert (found["@type"], found["name"], found["knowsLanguage"]) == ("Organization", host.name, ["en", "es"])
    assert found["url"].endswith(host.get_absolute_url())
    assert len(found["event"]) == Occurrence.objects.to_come().count()
    assert "foundingDate" not in found


def test_no_name_can_end_the_script(client, host):
    Organization.objects.filter(pk=host.pk).update(name="</script><script>alert(1)</script>")

    page = client.get(host.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert json_ld(page)["name"] == "</script><script>alert(1)</script>"


def test_quiet_groups_come_after_active_ones_and_say_since_when(client, host, bo):
    quiet = watched(factories.group("Aaa", coordinator=bo))

    page = text(client.get("/groups/"))
    assert page.index(host.name) < page.index(quiet.name)
    assert "Quiet since" in page


def test_only_moderators_are_offered_to_merge(as_user, host, mo, dee):
    pages = [as_user(who).get(host.get_absolute_url()).content.decode() for who in (mo, dee, None)]

    assert ["/merge/" in page for page in pages] == [True, False, False]
