"""What is kept of where demands stand follows the rules that derive it."""

import hashlib
from datetime import date
from io import StringIO
from itertools import product

import pytest
from django.core.management import call_command

from demands import stages
from demands.models import Demand
from demands.stages import LEADS_TO, Fact, Result, derive
from tests import factories

# Where what is derived changes on purpose, raise `stages.RULES` by one and write both here.
RULES, DERIVED = 1, "c819a645b2454892"


def digest() -> str:
    """Of what three things in a row, with and without what was asked, are derived to mean."""
    said, ways = hashlib.sha256(), [{}, {1: Result.OBTAINED}, {1: Result.REFUSED}]
    for kinds in product(LEADS_TO, repeat=3):
        for results in ways:
            found = derive([Fact(n, kind, date(2026, 1, n), results=results) for n, kind in enumerate(kinds, 1)], [1])
            said.update(f"{found.stage} {found.since} {found.outcome} {found.degree} {found.decision_on}".encode())
    return said.hexdigest()[:16]


def test_other_rules_bear_another_number():
    assert (stages.RULES, digest()) == (RULES, DERIVED)


def stale(demand) -> None:
    Demand.objects.filter(pk=demand.pk).update(staged_by=0, stage="filed", outcome="won", degree="fully")


@pytest.mark.django_db
def test_what_older_rules_wrote_is_derived_anew_and_nobody_is_written_to(demand, ada, eve):
    factories.action(demand, "rejected", by=ada, confirmed_by=eve)
    letters, revision = len(factories.letters("demand_news")), demand.revision
    stale(demand)

    assert [Demand.restage_old(), Demand.restage_old()] == [1, 0]

    demand.refresh_from_db()
    assert (demand.stage, demand.outcome, demand.revision) == ("failed", "lost", revision + 1)
    assert len(factories.letters("demand_news")) == letters


@pytest.mark.django_db
def test_what_says_the_same_is_no_change(demand):
    Demand.objects.update(staged_by=0)

    Demand.restage_old()

    assert Demand.objects.get().revision == demand.revision


@pytest.mark.django_db
def test_many_are_taken_in_parts(host, ada, monkeypatch):
    monkeypatch.setattr("demands.models.staged.SOME", 2)
    body = factories.body(host, "Council of five")
    for number in range(5):
        stale(factories.demand(host, by=ada, title=f"Demand {number}", body=body, put=False))

    assert Demand.restage_old() == 5
    assert not Demand.objects.exclude(stage="drafting").exists()


@pytest.mark.django_db
def test_the_command_says_how_many_and_is_quiet_else(demand):
    said, quiet = StringIO(), StringIO()
    call_command("restage_demands", "--all", stdout=said)
    call_command("restage_demands", stdout=quiet)

    assert (said.getvalue(), quiet.getvalue()) == ("Derived anew where demands stand: 1\n", "")
