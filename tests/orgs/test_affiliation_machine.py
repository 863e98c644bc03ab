"""Any order of acts by anybody: the coalitions of a site are what a plain model of them says."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from orgs.models import Affiliation, Organization, User
from tests.depth import patience

NAMES = ["CITY", "COUNTY", "STATE", "tenants", "nurses"]  # in capitals the coalitions
PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))
LIVES, A_DAY = timedelta(days=30), timedelta(days=1)


class Ask:
    """What the model knows of one ask: who, in which direction, when, and what became of it."""

    def __init__(self, above, below, direction, at, row):
        self.above, self.below, self.direction, self.at, self.row = above, below, direction, at, row
        self.state = "pending"


class Affiliations(RuleBasedStateMachine):
    """Ada acts for every group: who may is tried elsewhere, here only what is possible."""

    def __init__(self):
        super().__init__()
        self.kept = transaction.atomic()
        self.kept.__enter__()
        self.clock = time_machine.travel(timezone.now(), tick=False)
        self.now = self.clock.start()
        self.ada = User.objects.create(email="ada@example.org")
        made = Organization.objects.bulk_create(self._group(name) for name in NAMES)
        self.groups = {group.name: group for group in made}
        self.states = dict.fromkeys(NAMES, "listed")
        self.asks: list[Ask] = []

    @staticmethod
    def _group(name: str) -> Organization:
        return Organization(
            name=name,
            slug=name.lower(),
            kind="coalition" if name.isupper() else "tenants",
            state="listed",
            listed_at=timezone.now(),
        )

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.kept.__exit__(None, None, None)

    # What people do

    @rule(pair=PAIRS)
    def invite(self, pair):
        self._ask(*pair, "invited", Affiliation.invite)

    @rule(pair=PAIRS)
    def request(self, pair):
        self._ask(*pair, "requested", Affiliation.request)

    @precondition(lambda self: self.asks)
    @rule(number=st.integers(0, 30), act=st.sampled_from(["accept", "accept", "decline", "revoke", "withdraw", "end"]))
    def answer(self, number, act):
        ask = self.asks[number % len(self.asks)]
        expected = self._refusal(ask, act)

        assert self._done(lambda: getattr(self._fresh(ask), act)(by=self.ada)) == expected
        if expected is None:
            ask.state = {"accept": "accepted", "decline": "declined", "revoke": "expired"}.get(act, "withdrawn")

    @rule(name=st.sampled_from(NAMES), state=st.sampled_from(["listed", "listed", "in_review", "suspended", "retired"]))
    def change_state(self, name, state):
        self.states[name] = state
        Organization.objects.filter(pk=self.groups[name].pk).update(state=state, submitted_at=timezone.now())
        Organization.objects.get(pk=self.groups[name].pk).reveal()
        self._close_dead()

    @rule(kind=st.sampled_from(["union", "coalition"]), name=st.sampled_from(["CITY", "COUNTY"]))
    def change_kind(self, kind, name):
        holds = any(ask.above == name and ask.state in ("pending", "accepted") for ask in self.asks)
        group = Organization.objects.get(pk=self.groups[name].pk)
        group.kind = kind

        assert self._done(group.refuse_other_kind) == ("has_members" if holds and kind == "union" else None)

    @rule(days=st.sampled_from([1, 10, 31]))
    def wait(self, days):
        self.now.shift(timedelta(days=days))

    @rule()
    def sweep(self):
        Affiliation.expire()
        for ask in self.asks:
            if ask.state == "pending" and self._is_overdue(ask):
                ask.state = "expired"

    # What is always so

    @invariant()
    def rows_are_what_the_model_says(self):
        rows = dict(Affiliation.objects.values_list("pk", "state"))
        assert rows == {ask.row: ask.state for ask in self.asks}

    @invariant()
    def the_public_sees_what_both_have_said_and_may_be_seen(self):
        seen = set(Affiliation.objects.public().values_list("coalition__name", "organization__name"))
        assert seen == {
            (ask.above, ask.below)
            for ask in self.asks
            if ask.state == "accepted" and self.states[ask.above] == self.states[ask.below] == "listed"
        }

    @invariant()
    def no_circle_is_closed(self):
        assert not any(name in self._above(name) for name in NAMES)

    # The model

    def _ask(self, above: str, below: str, direction: str, verb) -> None:
        standing = [ask for ask in self._between(above, below) if ask.state in ("pending", "accepted")]
        expected = self._refusal_to_ask(above, below, direction, standing)
        found = []

        said = self._done(lambda: found.append(verb(self._group_now(above), self._group_now(below), by=self.ada).pk))

        assert said == expected
        if said is None and not standing:
            self.asks.append(Ask(above, below, direction, timezone.now(), found[0]))
        elif said is None:
            assert found == [standing[0].row]

    def _refusal_to_ask(self, above, below, direction, standing) -> str | None:
        asker, asked = (above, below) if direction == "invited" else (below, above)
        if self.states[asker] in ("suspended", "retired"):
            return "not_working"
        if self.states[asked] != "listed" and asker != asked:
            return "not_listed"
        if refusal := self._refusal_of_place(above, below):
            return refusal
        if standing:
            return "asked" if standing[0].state == "pending" and standing[0].direction != direction else None
        before = self._between(above, below)
        if len([ask for ask in before if ask.at > timezone.now() - A_DAY]) >= 3:
            return "too_often"
        said_no = any(ask.direction == "invited" and ask.state == "declined" for ask in before)
        return "said_no" if direction == "invited" and said_no else None

    def _refusal_of_place(self, above, below) -> str | None:
        if not above.isupper():
            return "not_coalition"
        if above == below:
            return "own"
        return "circle" if below in self._above(above) else None

    def _refusal(self, ask: Ask, act: str) -> str | None:
        if act in ("withdraw", "end"):
            return None if ask.state == "accepted" else "not_signed"
        if ask.state == "expired" or (ask.state == "pending" and self._is_overdue(ask)):
            return "expired"
        if ask.state != "pending":
            return "answered"
        if act != "accept":
            return None
        if not self.states[ask.above] == self.states[ask.below] == "listed":
            return "not_listed"
        return self._refusal_of_place(ask.above, ask.below)

    def _is_overdue(self, ask: Ask) -> bool:
        return timezone.now() > ask.at + LIVES

    def _close_dead(self) -> None:
        for ask in self.asks:
            closed = {self.states[ask.above], self.states[ask.below]} & {"suspended", "retired"}
            if ask.state == "pending" and closed:
                ask.state = "expired"

    def _above(self, name: str) -> set[str]:
        found, new = set(), {name}
        while new:
            new = {ask.above for ask in self.asks if ask.state == "accepted" and ask.below in new} - found
            found |= new
        return found

    def _between(self, above: str, below: str) -> list[Ask]:
        return [ask for ask in self.asks if (ask.above, ask.below) == (above, below)]

    def _group_now(self, name: str) -> Organization:
        return Organization.objects.get(pk=self.groups[name].pk)

    def _fresh(self, ask: Ask) -> Affiliation:
        return Affiliation.objects.get(pk=ask.row)

    @staticmethod
    def _done(verb) -> str | None:
        """The code of the refusal; None where it was done."""
        try:
            verb()
        except ValidationError as refusal:
            return refusal.code if hasattr(refusal, "code") else refusal.error_dict["kind"][0].code
        return None


@pytest.mark.django_db
def test_affiliations_are_what_a_plain_model_says(monkeypatch):
    # What rooms above show is tried in tests/events/test_coalitions.py.
    monkeypatch.setattr("orgs.models.profile.when_shown", [Affiliation.close_asks_of])
    run_state_machine_as_test(Affiliations, settings=patience(50, deep=2_000))
