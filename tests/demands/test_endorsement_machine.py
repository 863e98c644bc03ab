"""Any order of acts by anybody: who stands under a demand, and under which words, is what a plain model says."""

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from demands.backers import backers
from demands.models import Demand, Endorsement
from outbox.contacts import contact_index
from tests import factories
from tests.depth import patience

NAMES = ["tenants", "nurses", "choir"]
WORDS = ["Name every school.", "Name no school.", "Name two schools."]
ADDRESSES = ["union@example.org", "temple@example.org"]
ADDRESS = st.sampled_from(ADDRESSES)
NAME = st.sampled_from(NAMES)


class Endorsements(RuleBasedStateMachine):
    """Ada acts for the lead and Bo for every other group: who may is tried elsewhere, here only what is possible.

    `state` is what stands between each group and the demand, `signed` the words that it stands by; `by_letter` are the
    addresses that were asked and have not answered.
    """

    def __init__(self):
        super().__init__()
        self.kept = transaction.atomic()
        self.kept.__enter__()
        self.clock = time_machine.travel(timezone.now(), tick=False)
        self.clock.start()
        self.ada, self.bo = factories.person("ada"), factories.person("bo")
        self.groups = {name: factories.group(name, coordinator=self.bo) for name in NAMES}
        lead = factories.group("Lead", coordinator=self.ada)
        self.demand = factories.demand(lead, by=self.ada, summary=WORDS[0])
        self.words = WORDS[0]
        self.state: dict[str, str] = {}
        self.signed: dict[str, str] = {}
        self.by_letter: set[str] = set()

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.kept.__exit__(None, None, None)

    @rule(name=NAME, asks=st.booleans())
    def ask(self, name, asks):
        demand, group = Demand.objects.get(pk=self.demand.pk), self.groups[name]
        verb, by = (Endorsement.request, self.bo) if asks else (Endorsement.invite, self.ada)
        said = self._said(lambda: verb(demand, group, by=by))
        if said is None and name not in self.state:
            self.state[name] = "requested" if asks else "invited"
            if asks:
                self.signed[name] = self.words
        assert said in (None, "too_often", "said_no", "invited")

    @rule(name=NAME)
    def accept(self, name):
        waits = self.state.get(name)
        by = self.ada if waits == "requested" else self.bo
        assert self._said(lambda: self._row(name).accept(by=by)) == self._expected(name, "invited", "requested")
        if waits in ("invited", "requested"):
            self.state[name] = "accepted"
            self.signed[name] = self.signed.get(name, self.words) if waits == "requested" else self.words

    @rule(name=NAME, act=st.sampled_from(["decline", "revoke"]))
    def close(self, name, act):
        said = self._said(lambda: getattr(self._row(name), act)(by=self.ada))
        assert said == self._expected(name, "invited", "requested")
        if said is None:
            del self.state[name]
            self.signed.pop(name, None)

    @rule(address=ADDRESS)
    def write(self, address):
        demand = Demand.objects.get(pk=self.demand.pk)
        said = self._said(lambda: Endorsement.invite_address(demand, address, by=self.ada))
        if said is None:
            self.by_letter.add(address)
        assert said in (None, "too_often", "said_no")

    @rule(address=ADDRESS, name=NAME)
    def accept_by_letter(self, address, name):
        """Whoever opens the letter signs for a group: that is not asked elsewhere, or stands there already."""
        if address in self.by_letter:
            said = self._said(lambda: self._of_letter(address).accept(by=None, organization=self.groups[name]))
            assert said == ("taken" if name in self.state else None)
            if said is None:
                self.by_letter.remove(address)
                self.state[name], self.signed[name] = "accepted", self.words

    @rule(address=ADDRESS, act=st.sampled_from(["decline", "revoke"]))
    def close_letter(self, address, act):
        if address in self.by_letter:
            getattr(self._of_letter(address), act)(by=self.ada)
            self.by_letter.remove(address)

    @rule(name=NAME)
    def withdraw(self, name):
        said = self._said(lambda: self._row(name).withdraw(by=self.bo))
        assert said == self._expected(name, "accepted")
        if said is None:
            del self.state[name], self.signed[name]

    @rule(words=st.sampled_from(WORDS))
    def describe(self, words):
        Demand.objects.get(pk=self.demand.pk).describe(by=self.ada, summary=words)
        self.words = words

    @rule(name=NAME)
    def reaffirm(self, name):
        if self.state.get(name) == "accepted":
            self._row(name).reaffirm(by=self.bo, version=Demand.objects.get(pk=self.demand.pk).text_version)
            self.signed[name] = self.words

    @invariant()
    def the_page_names_who_stands_there_under_what_it_signed(self):
        found = backers(Demand.objects.get(pk=self.demand.pk), self.bo)
        accepted = {name for name, state in self.state.items() if state == "accepted"}
        now = {name for name in accepted if self.signed[name] == self.words}
        assert {one.organization.name for one in found.first} == now
        assert {one.organization.name for one in found.of_earlier_text} == accepted - now

    @invariant()
    def an_address_is_kept_as_long_as_it_may_answer(self):
        kept = Endorsement.objects.exclude(invited_index="").awaiting()
        assert {one.invited_address for one in kept} == self.by_letter
        assert not any(one.invited_address for one in Endorsement.objects.exclude(state="pending"))

    @staticmethod
    def _of_letter(address) -> Endorsement:
        return Endorsement.objects.awaiting().get(invited_index=contact_index(address))

    def _row(self, name) -> Endorsement:
        """What stands, else what was asked last; a question that was taken back where nothing was asked yet."""
        asked = Endorsement.objects.filter(organization=self.groups[name])
        if not asked.exists():
            Endorsement.invite(self.demand, self.groups[name], by=self.ada).revoke(by=self.ada)
        return asked.standing().first() or asked.order_by("pk").last()

    def _expected(self, name, *states) -> str | None:
        """How a verb is refused that is possible in these states alone; None where it is not refused."""
        if self.state.get(name) in states:
            return None
        if states == ("accepted",):
            return "not_signed"
        return "expired" if self._row(name).state == "expired" else "answered"

    @staticmethod
    def _said(verb) -> str | None:
        try:
            with transaction.atomic():
                verb()
        except ValidationError as refusal:
            return refusal.code
        return None


@pytest.mark.django_db
def test_who_backs_a_demand_in_any_order_of_acts():
    run_state_machine_as_test(Endorsements, settings=patience(8, deep=300, steps=20))
