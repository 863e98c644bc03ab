"""Any order of entering, confirming, correcting and reversing: a demand stands where its confirmed actions say."""

from datetime import timedelta
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from demands.models import Action, Demand, Evidence
from demands.stages import LEADS_TO, SETS_A_DAY, WINNING, Fact, Happened, Result, derive
from orgs.models import AuditEntry
from tests import factories
from tests.depth import patience

WHO, NUMBER, DAYS = st.sampled_from(["ada", "eve", "bo"]), st.integers(0, 30), st.integers(0, 5)
KINDS = st.sampled_from([*LEADS_TO, *sorted(WINNING)])
RESULTS = st.dictionaries(st.integers(0, 1), st.sampled_from(list(Result)))


class Entry:
    """What the model knows of one entry."""

    def __init__(self, row, kind, on, by, corrects, results):
        self.row, self.kind, self.on, self.by, self.corrects, self.results = row, kind, on, by, corrects, results
        self.confirmed_by, self.retracted, self.evidence = None, False, 0
        self.unproven, self.brought, self.looks = False, 0, 0
        self.set_day = on + timedelta(days=9) if kind in SETS_A_DAY else None
        self.needs_evidence = kind in WINNING or any(said != Result.REFUSED for said in results.values())


class Actions(RuleBasedStateMachine):
    """Three people, who may all do everything: whose scope it is in is tried elsewhere."""

    def __init__(self):
        super().__init__()
        self.kept = transaction.atomic()
        self.kept.__enter__()
        self.people = {name: factories.person(name) for name in ("ada", "eve", "bo")}
        host = factories.group("Host", coordinator=self.people["ada"])
        self.demand = factories.demand(host, by=self.people["ada"], components=["Schools", "Clinics"])
        self.components = list(self.demand.components.order_by("order").values_list("pk", flat=True))
        self.today = self.demand.today()
        self.entries: list[Entry] = []

    def teardown(self):
        transaction.set_rollback(True)
        self.kept.__exit__(None, None, None)

    # What people do

    @rule(kind=KINDS, who=WHO, ago=DAYS, results=RESULTS)
    def enter(self, kind, who, ago, results):
        assert self._enter(kind, who, ago, results, None) is None

    @precondition(lambda self: self.entries)
    @rule(number=NUMBER, kind=KINDS | st.just(Happened.MISTAKEN), who=WHO, ago=DAYS, results=RESULTS)
    def correct(self, number, kind, who, ago, results):
        one, expected = self._pick(number), None
        later = [entry for entry in self.entries if entry.corrects is one and not entry.retracted]
        if not one.confirmed_by or any(entry.confirmed_by for entry in later):
            expected = "not_confirmed"
        elif later:
            expected = "corrected"

        assert self._enter(kind, who, ago, results, one) == expected

    @precondition(lambda self: self.entries)
    @rule(number=NUMBER, who=WHO)
    def confirm(self, number, who):
        one, expected = self._pick(number), None
        settled = one.confirmed_by and not one.unproven
        if settled:
            pass
        elif one.by == who:
            expected = "own"
        elif one.retracted:
            expected = "dropped"
        elif one.unproven and one not in self._standing():
            expected = "corrected"
        elif one.needs_evidence and not one.evidence:
            expected = "no_evidence"

        assert self._done(one, lambda row: row.confirm(by=self.people[who])) == expected
        if expected is None and not settled:
            one.confirmed_by, one.unproven, one.looks = who, False, one.looks + 1

    @precondition(lambda self: self.entries)
    @rule(number=NUMBER, who=WHO)
    def retract(self, number, who):
        one = self._pick(number)
        expected = "confirmed" if one.confirmed_by or one.retracted else None

        assert self._done(one, lambda row: row.retract(by=self.people[who])) == expected
        one.retracted = one.retracted or expected is None

    @precondition(lambda self: self.entries)
    @rule(number=NUMBER, who=WHO)
    def show(self, number, who):
        one = self._pick(number)
        full = one.evidence == 10 or one.brought == 40
        expected = "dropped" if one.retracted else "too_many" if full else None
        link = "https://minutes.example.org/"

        assert self._done(one, lambda row: Evidence.bring(row, by=self.people[who], url=link)) == expected
        one.evidence += expected is None
        one.brought += expected is None

    @precondition(lambda self: any(entry.evidence for entry in self.entries))
    @rule(number=NUMBER, who=WHO)
    def take_away(self, number, who):
        shown = [entry for entry in self.entries if entry.evidence]
        one = shown[number % len(shown)]

        def take(row):
            row.evidence.there().first().take_away(by=self.people[who], because="wrong")

        assert self._done(one, take) is None
        one.evidence -= 1
        if not one.evidence and one.needs_evidence and one in self._standing():
            one.unproven = True

    # What is always so

    @invariant()
    def it_stands_where_its_confirmed_actions_say_in_whichever_order(self):
        facts = self._facts()
        Random(len(facts)).shuffle(facts)
        found, row = derive(facts, self.components), Demand.objects.get(pk=self.demand.pk)

        assert (row.stage, row.stage_since, row.outcome) == (found.stage, found.since, found.outcome)
        assert (row.degree, row.decision_on) == (found.degree, found.decision_on)

    @invariant()
    def nothing_is_won_without_evidence_and_a_second_person(self):
        if self._won():
            shown = [one for one in self._standing() if one.kind in WINNING and self._is_proven(one)]
            assert [one for one in shown if one.confirmed_by not in (None, one.by)]

    @invariant()
    def what_was_taken_back_since_leaves_the_tally(self):
        back = {Happened.REPEALED, Happened.REJECTED, Happened.EXPIRED, Happened.VETOED, Happened.TO_BALLOT}
        standing = self._standing()
        lost = max((one.on for one in standing if one.kind in back), default=None)
        won = max((one.on for one in standing if one.kind in WINNING), default=None)
        if won is None or (lost and lost > won):
            assert not self._won()

    @invariant()
    def nobody_both_enters_and_confirms(self):
        rows = Action.objects.filter(demand=self.demand).values_list("pk", "entered_by", "confirmed_by")
        said = {pk: (entered, confirmed) for pk, entered, confirmed in rows}
        people = {name: user.pk for name, user in self.people.items()} | {None: None}

        assert said == {one.row: (people[one.by], people[one.confirmed_by]) for one in self.entries}
        assert not [pair for pair in said.values() if pair[0] == pair[1]]

    @invariant()
    def each_act_is_on_record(self):
        count = AuditEntry.objects.filter(organization=self.demand.lead_id)
        confirmed = sum(one.looks for one in self.entries)
        gone = sum(one.brought - one.evidence for one in self.entries)

        assert count.filter(verb="action_entered").count() == len(self.entries)
        assert count.filter(verb="action_confirmed").count() == confirmed
        assert count.filter(verb="evidence_taken_away").count() == gone

    # The model

    def _enter(self, kind, who, ago, results, corrects) -> str | None:
        on, by = self.today - timedelta(days=ago), self.people[who]
        said = {self.components[number]: result for number, result in results.items()}
        one = Entry(None, kind, on, who, corrects, said)

        def enter():
            first = Action.objects.get(pk=corrects.row) if corrects else None
            fields = {"kind": kind, "on": on, "set_day": one.set_day, "results": said, "corrects": first}
            one.row = Action.enter(self.demand, by=by, **fields).pk

        refused = self._tried(enter)
        if refused is None:
            self.entries.append(one)
        return refused

    def _standing(self) -> list[Entry]:
        """Confirmed, be it unproven since, and no confirmed correction has come."""
        confirmed = [one for one in self.entries if one.confirmed_by]
        corrected = [one.corrects for one in confirmed]
        return [one for one in confirmed if one not in corrected and one.kind != Happened.MISTAKEN]

    def _facts(self) -> list[Fact]:
        return [
            Fact(number, one.kind, one.on, set_day=one.set_day, results=one.results, has_evidence=self._is_proven(one))
            for number, one in enumerate(self._standing())
        ]

    @staticmethod
    def _is_proven(one: Entry) -> bool:
        return one.evidence > 0 and not one.unproven

    def _won(self) -> bool:
        return Demand.objects.won().filter(pk=self.demand.pk).exists()

    def _pick(self, number: int) -> Entry:
        return self.entries[number % len(self.entries)]

    def _done(self, one: Entry, verb) -> str | None:
        return self._tried(lambda: verb(Action.objects.select_related("demand").get(pk=one.row)))

    @staticmethod
    def _tried(verb) -> str | None:
        """None where it was done, else the code of the refusal; a refusal changes nothing."""
        try:
            with transaction.atomic():
                verb()
        except ValidationError as refusal:
            return refusal.code
        return None


@pytest.mark.django_db
def test_any_order_of_acts_leaves_a_demand_where_its_confirmed_actions_say():
    run_state_machine_as_test(Actions, settings=patience(15, deep=400, steps=30))
