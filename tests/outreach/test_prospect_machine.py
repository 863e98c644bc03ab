"""Any order of acts on a board, by anybody: where each group stands, whose it is, and how often it was written to."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from events.models import Sponsorship
from outreach.models import Appeal, Board, Prospect
from outreach.stages import OPEN, RESTING, Stage
from tests import factories
from tests.depth import patience

NAMES = ["tenants", "choir", "bare"]  # a group of the site, one with an address, one with neither
NAME, WHO = st.sampled_from(NAMES), st.sampled_from(["ada", "bo"])
A_DAY, HOLDS, SILENCE = timedelta(days=1), timedelta(days=90), timedelta(days=14)


class Known:
    """What the model knows of one card."""

    def __init__(self):
        self.stage, self.sleeps, self.claimed, self.due = Stage.TO_CONTACT, None, None, None
        self.changed = timezone.now()
        self.linked = False  # to the sign-on that it was asked by
        self.letters = 0

    def to(self, stage):
        sleeps = timezone.localdate() + HOLDS if stage in RESTING else None
        if (self.stage, self.sleeps) != (stage, sleeps):
            self.changed = timezone.now()
        self.stage, self.sleeps = stage, sleeps
        if stage not in OPEN:
            self.due = None


class Asked:
    """What the model knows of the sign-on of one group."""

    def __init__(self):
        self.state, self.said_at = None, None
        self.times: list = []


class Boards(RuleBasedStateMachine):
    """Ada and Bo work on one board of Ada's group; Bo answers for whoever is asked."""

    def __init__(self):
        super().__init__()
        self.kept = transaction.atomic()
        self.kept.__enter__()
        self.clock = time_machine.travel(timezone.now(), tick=False)
        self.now = self.clock.start()
        self.people = {name: factories.person(name) for name in ("ada", "bo")}
        host = factories.group("Host", coordinator=self.people["ada"])
        self.tenants = factories.group("Tenants", coordinator=self.people["bo"])
        self.choirs = factories.group("Choirs", coordinator=self.people["bo"])
        self.board = Board(factories.series(host, by=self.people["ada"], weeks=100))
        self.cards = {name: self._enter(name) for name in NAMES}
        self.known = {name: Known() for name in NAMES}
        self.asked = {name: Asked() for name in NAMES}

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.kept.__exit__(None, None, None)

    # What people do

    @rule(name=NAME, who=WHO)
    def take(self, name, who):
        known = self.known[name]
        assert self._tried(name, lambda row: row.take(by=self.people[who])) == (
            "taken" if known.claimed not in (None, who) else None
        )
        if known.claimed is None:
            known.claimed, known.changed = who, timezone.now()

    @rule(name=NAME, who=WHO)
    def let_go(self, name, who):
        known = self.known[name]
        assert self._tried(name, lambda row: row.let_go(by=self.people[who])) == (
            "taken" if known.claimed not in (None, who) else None
        )
        if known.claimed == who:
            known.claimed, known.changed = None, timezone.now()

    @rule(name=NAME, stage=st.sampled_from(list(Stage)))
    def move(self, name, stage):
        self._tried(name, lambda row: row.shift(stage, by=self.people["ada"]))
        self.known[name].to(stage)

    @rule(name=NAME)
    def call(self, name):
        self._tried(name, lambda row: row.touch("call", by=self.people["bo"], text="Word"))
        self._spoken(self.known[name])

    @rule(names=st.sets(NAME, min_size=1))
    def appeal(self, names):
        rows = [self._row(name) for name in NAMES if name in names]
        appeal = Appeal.begin(self.board, rows, by=self.people["ada"])
        expected = [name for name in names if self._may_be_asked(name)]

        assert appeal.send_out(by=self.people["ada"]) == len(expected)
        for name in expected:
            known, asked = self.known[name], self.asked[name]
            self._spoken(known)
            if known.stage != Stage.TALKING:
                known.to(Stage.CONTACTED)
            known.linked, known.letters = True, known.letters + 1
            asked.state, asked.times = "pending", [*asked.times, timezone.now()]

    @precondition(lambda self: any(asked.state == "pending" for asked in self.asked.values()))
    @rule(name=st.sampled_from(NAMES[:2]), act=st.sampled_from(["accept", "decline"]))
    def answer(self, name, act):
        asked = self.asked[name]
        if asked.state != "pending":
            return
        row = Sponsorship.objects.awaiting().get(**self._who(name))
        terms = {"organization": self.choirs} if act == "accept" and name == "choir" else {}
        stands = act == "accept" and name == "choir" and self._stands(self.choirs)
        said = self._done(lambda: getattr(row, act)(by=self.people["bo"], **terms))

        assert said == ("taken" if stands else None)
        if said is None:
            asked.state, asked.said_at = {"accept": "accepted", "decline": "declined"}[act], timezone.now()
            if self._hears(name):
                self.known[name].to(Stage.SIGNED if act == "accept" else Stage.DECLINED)

    @rule(name=st.sampled_from(NAMES[:2]))
    def withdraw(self, name):
        group = self.tenants if name == "tenants" else self.choirs
        row = Sponsorship.objects.accepted().filter(organization=group).first()
        if row is None:
            return
        row.withdraw(by=self.people["bo"])
        if self.asked[name].state == "accepted":
            self.asked[name].state = "withdrawn"
        card = self._row(name)
        if card.sponsorship_id == row.pk or card.organization_id == group.pk:
            self.known[name].to(Stage.TALKING)

    @rule(name=NAME)
    def remove_and_add_again(self, name):
        self._row(name).strike(by=self.people["ada"])
        self.cards[name] = self._enter(name)
        known, asked = Known(), self.asked[name]
        self.known[name] = known
        found = asked.state == "pending" or (asked.state == "accepted" and name == "tenants")
        known.linked = found
        if found:
            known.stage = Stage.CONTACTED if asked.state == "pending" else Stage.SIGNED

    @rule(days=st.sampled_from([1, 8, 15, 31]))
    def wait(self, days):
        if timezone.localdate() + timedelta(days=days + 7) > self.board.target.last_day:
            return
        self.now.shift(timedelta(days=days))
        Sponsorship.expire()
        for name, asked in self.asked.items():
            if asked.state == "pending" and asked.times[-1] < timezone.now() - timedelta(days=30):
                asked.state, known = "expired", self.known[name]
                if self._hears(name) and known.stage in OPEN and known.due is None:
                    known.due = timezone.localdate()
        self._free_silent()

    # What must hold

    @invariant()
    def cards_are_as_the_model_says(self):
        for name, known in self.known.items():
            row = self._row(name)
            owner = next((who for who, person in self.people.items() if person == row.claimed_by), None)
            assert (row.stage, row.sleeps_until, owner) == (known.stage, known.sleeps, known.claimed), name
            assert row.due_on == known.due
            assert row.touches.filter(kind="letter").count() == known.letters

    @invariant()
    def each_was_asked_by_one_letter_at_a_time(self):
        letters = factories.letters("sponsorship_invitation")
        assert len(letters) == sum(len(asked.times) for asked in self.asked.values())
        assert Sponsorship.objects.awaiting().count() == sum(one.state == "pending" for one in self.asked.values())

    # Steps

    def _enter(self, name) -> int:
        ada = self.people["ada"]
        if name == "tenants":
            return Prospect.enter(self.board, self.tenants, by=ada).pk
        address = "choir@example.org" if name == "choir" else ""
        return Prospect.enter(self.board, name=name, by=ada, address=address).pk

    def _row(self, name) -> Prospect:
        return Prospect.objects.for_page().get(pk=self.cards[name])

    def _who(self, name) -> dict:
        return {"organization": self.tenants} if name == "tenants" else {"organization": None}

    def _stands(self, group) -> bool:
        return Sponsorship.objects.accepted().filter(organization=group).exists()

    def _hears(self, name) -> bool:
        """Whether its card still knows of the sign-on: a group by itself, an address by what it was asked."""
        return name == "tenants" or self.known[name].linked

    def _may_be_asked(self, name) -> bool:
        known, asked, now = self.known[name], self.asked[name], timezone.now()
        sleeps = known.stage in RESTING and known.sleeps > timezone.localdate()
        stands = asked.state == "pending" or (asked.state == "accepted" and self._hears(name))
        no_holds = asked.state == "declined" and asked.said_at > now - HOLDS
        often = sum(at > now - A_DAY for at in asked.times) >= 3
        return not (name == "bare" or known.stage == Stage.SIGNED or sleeps or stands or no_holds or often)

    def _spoken(self, known) -> None:
        known.changed = timezone.now()
        if known.stage in OPEN:
            known.due = None
        if known.stage == Stage.TO_CONTACT:
            known.to(Stage.CONTACTED)

    def _free_silent(self) -> None:
        since, today = timezone.now() - SILENCE, timezone.localdate()
        freed = {row.pk for row in Prospect.free_silent()}
        expected = set()
        for name, known in self.known.items():
            waits = known.due is None or known.due < today - SILENCE
            if known.claimed and known.stage in OPEN and known.changed < since and waits:
                known.claimed, known.changed = None, timezone.now()
                expected.add(self.cards[name])
        assert freed == expected

    def _tried(self, name, verb) -> str | None:
        return self._done(lambda: verb(self._row(name)))

    @staticmethod
    def _done(verb) -> str | None:
        """None where it was done, else the code of the refusal; a refusal changes nothing."""
        try:
            with transaction.atomic():
                verb()
        except ValidationError as refusal:
            return refusal.code
        return None


@pytest.mark.django_db
def test_any_order_of_acts_on_a_board():
    run_state_machine_as_test(Boards, settings=patience(8, deep=500, steps=40))
