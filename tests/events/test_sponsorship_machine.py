"""Any order of acts by anybody: who stands under a series, for which dates and words, is what a plain model says."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from events.models import Sponsorship
from events.models.naming import called_by
from orgs.models import AuditEntry, Organization
from outbox.models import Message
from tests import factories
from tests.depth import patience

LEVELS = ["co_host", "co_sponsor", "endorse"]
NAMES = ["tenants", "nurses", "choir"]
WORDS = ["Open it", "Close it", "Sell it"]
LIVES, HOLDS, A_DAY, A_WEEK = timedelta(days=30), timedelta(days=90), timedelta(days=1), timedelta(days=7)
NAME, NUMBER = st.sampled_from(NAMES), st.integers(0, 30)


class Signed:
    """What the model knows of one sign-on."""

    def __init__(self, group, direction, level, span, at, version, row):
        self.group, self.direction, self.level, self.span, self.at, self.row = group, direction, level, span, at, row
        self.state, self.said_at, self.renewals, self.forwards = "pending", None, 0, set()
        self.version = self.asked = version
        self.sits_out: set = set()
        self.history: list[str] = []

    @property
    def stands(self) -> bool:
        return self.state in ("pending", "accepted")


class Sponsorships(RuleBasedStateMachine):
    """Ada acts for the host and Bo for every other group: who may is tried elsewhere, here only what is possible."""

    def __init__(self):
        super().__init__()
        self.kept = transaction.atomic()
        self.kept.__enter__()
        self.clock = time_machine.travel(timezone.now(), tick=False)
        self.now = self.clock.start()
        self.ada, self.bo = factories.person("ada"), factories.person("bo")
        host = factories.group("Host", coordinator=self.ada)
        self.groups = {name: factories.group(name, coordinator=self.bo) for name in NAMES}
        self.series = factories.series(host, by=self.ada, weeks=60, summary=WORDS[0])
        self.days = list(self.series.occurrences.order_by("original_day").values_list("original_day", flat=True))[:6]
        self.listed = dict.fromkeys(NAMES, True)
        self.words = {1: WORDS[0]}
        self.signed: list[Signed] = []

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.kept.__exit__(None, None, None)

    # What people do

    @rule(name=NAME, level=st.sampled_from(LEVELS), span=st.sampled_from([None, (1, 3), (2, 2)]))
    def invite(self, name, level, span):
        self._ask(name, "invited", level, span, Sponsorship.invite, self.ada)

    @rule(name=NAME, level=st.sampled_from(LEVELS))
    def request(self, name, level):
        self._ask(name, "requested", level, None, Sponsorship.request, self.bo)

    @precondition(lambda self: self.signed)
    @rule(number=NUMBER, level=st.sampled_from(LEVELS))
    def accept(self, number, level):
        one = self._pick(number)
        terms = {"level": level} if one.direction == "invited" else {}
        expected = None
        if one.direction == "invited" and LEVELS.index(level) < LEVELS.index(one.level):
            expected = "level"
        expected = expected or self._refusal_to_answer(one)

        said = self._done(lambda row: row.accept(by=self._answerer(one), **terms), one)

        # Terms are read before the answer: either may be what is wrong first.
        assert said == expected
        if said is None:
            self._turn(one, "accepted")
            one.level = terms.get("level", one.level)
            if one.direction == "invited":
                one.version = one.asked = max(self.words)

    @precondition(lambda self: self.signed)
    @rule(number=NUMBER, act=st.sampled_from(["decline", "revoke"]))
    def answer(self, number, act):
        one = self._pick(number)
        expected = self._refusal_to_answer(one)
        by = self._answerer(one) if act == "decline" else self.ada

        assert self._done(lambda row: getattr(row, act)(by=by), one) == expected
        if expected is None:
            self._turn(one, {"decline": "declined", "revoke": "expired"}[act])
            if act == "revoke":
                one.forwards = set()

    @precondition(lambda self: self.signed)
    @rule(number=NUMBER)
    def withdraw(self, number):
        one = self._pick(number)
        expected = None if one.state == "accepted" else "not_signed"

        assert self._done(lambda row: row.withdraw(by=self.bo, note="Enough"), one) == expected
        if expected is None:
            self._turn(one, "withdrawn")

    @precondition(lambda self: self.signed)
    @rule(number=NUMBER)
    def renew(self, number):
        one = self._pick(number)
        between = [other for other in self.signed if other.group == one.group]
        taken = any(other.stands for other in between if other is not one)
        unanswered = one.direction == "invited" and one.state in ("pending", "expired")
        patient = timezone.now() - one.at > A_WEEK and one.renewals < 2
        expected = "taken" if taken else self._refusal_to_ask(one.group, "invited", between, [])
        if expected is None and not (unanswered and patient):
            expected = "too_often"

        assert self._done(lambda row: row.renew(by=self.ada), one) == expected
        if expected is None:
            one.state, one.at, one.said_at, one.renewals = "pending", timezone.now(), None, one.renewals + 1

    @precondition(lambda self: self.signed)
    @rule(number=NUMBER, name=st.sampled_from("abcd"))
    def forward(self, number, name):
        one = self._pick(number)
        address, live = f"{name}@example.org", one.state == "pending" and not self._is_overdue(one)
        known = address in one.forwards and one.state in ("pending",)
        row = Sponsorship.objects.get(pk=one.row)
        if one.state != "pending" or len(one.forwards) >= 3 or not live:
            if not known:
                with pytest.raises(ValidationError), transaction.atomic():
                    row.forward_to(address, by=self.bo)
            return
        if known or Message.objects.written_lately("sponsorship_invitation", address) < 3:
            row.forward_to(address, by=self.bo)
            one.forwards.add(address)

    @precondition(lambda self: any(one.state == "accepted" for one in self.signed))
    @rule(number=NUMBER, day=st.integers(0, 5))
    def sit_out(self, number, day):
        standing = [one for one in self.signed if one.state == "accepted"]
        one = standing[number % len(standing)]
        one.sits_out ^= {self.days[day].isoformat()}

        assert self._done(lambda row: row.amend(by=self.bo, sits_out=sorted(one.sits_out)), one) is None

    @rule(words=st.sampled_from(WORDS))
    def describe(self, words):
        newest = max(self.words)
        if not any(one.stands for one in self.signed):
            self.words[newest] = words  # nobody signed the others, nor was asked to
        elif words != self.words[newest]:
            self.words[newest + 1] = words
            for one in self.signed:
                if one.state == "accepted":
                    one.asked = newest + 1 if self.words[one.version] != words else one.version
        self.series.describe(by=self.ada, summary=words)

    @precondition(lambda self: any(one.state == "accepted" for one in self.signed))
    @rule(number=NUMBER, back=st.integers(0, 2))
    def reaffirm(self, number, back):
        standing = [one for one in self.signed if one.state == "accepted"]
        one, version = standing[number % len(standing)], max(1, max(self.words) - back)
        one.version = max(one.version, version)

        Sponsorship.objects.get(pk=one.row).reaffirm(by=self.bo, version=version)

    @rule(name=NAME)
    def lose_or_regain_listing(self, name):
        self.listed[name] = not self.listed[name]
        state = "listed" if self.listed[name] else "suspended"
        Organization.objects.filter(pk=self.groups[name].pk).update(state=state)
        self.groups[name].refresh_from_db()

    @rule(days=st.sampled_from([1, 8, 31, 91]))
    def wait(self, days):
        self.now.shift(timedelta(days=days))

    @rule()
    def sweep(self):
        Sponsorship.expire()
        for one in self.signed:
            if one.state == "pending" and self._is_overdue(one):
                self._turn(one, "expired")

    # What is always so

    @invariant()
    def rows_are_what_the_model_says(self):
        rows = {row.pk: (row.state, row.level, row.renewals) for row in Sponsorship.objects.all()}
        assert rows == {one.row: (one.state, one.level, one.renewals) for one in self.signed}

    @invariant()
    def of_each_group_one_stands_at_most(self):
        standing = [one.group for one in self.signed if one.stands]
        assert len(standing) == len(set(standing))

    @invariant()
    def each_date_names_who_stands_by_it_and_by_its_words(self):
        for number, day in enumerate(self.days):
            named = {group.name for group in called_by(self.series, day)} - {"Host"}
            assert named == {one.group for one in self.signed if self._is_named(one, number, day)}

    @invariant()
    def each_answer_is_on_record_once(self):
        verbs = {"accepted": ("accepted", "welcomed"), "withdrawn": ("withdrawn",)}
        for state, names in verbs.items():
            wanted = [f"sponsorship_{name}" for name in names]
            once = sum(1 for one in self.signed for past in one.history if past == state)
            assert AuditEntry.objects.filter(verb__in=wanted).count() == once

    # The model

    def _is_named(self, one: Signed, number: int, day) -> bool:
        within = one.span is None or one.span[0] <= number <= one.span[1]
        text = one.version >= one.asked
        return (
            one.state == "accepted"
            and self.listed[one.group]
            and within
            and text
            and day.isoformat() not in one.sits_out
        )

    def _ask(self, name, direction, level, span, verb, by) -> None:
        between = [one for one in self.signed if one.group == name]
        standing = [one for one in between if one.stands]
        expected, found = self._refusal_to_ask(name, direction, between, standing), []
        terms = {"level": level}
        if span:
            terms |= {"first_day": self.days[span[0]], "last_day": self.days[span[1]]}
        group = self.groups[name]

        def ask():
            found.append(verb(self.series, group, by=by, **terms).pk)

        assert self._tried(ask) == expected
        if expected is None and not standing:
            self.signed.append(Signed(name, direction, level, span, timezone.now(), max(self.words), found[0]))
        elif expected is None:
            assert found == [standing[0].row]

    def _refusal_to_ask(self, name, direction, between, standing) -> str | None:
        if direction == "invited" and not self.listed[name]:
            return "not_listed"
        if standing:
            ours = standing[0]
            return (
                "invited"
                if direction == "requested" and ours.state == "pending" and ours.direction == "invited"
                else None
            )
        if sum(1 for one in between if one.at > timezone.now() - A_DAY) >= 3:
            return "too_often"
        said_no = (one for one in between if one.direction == "invited" and one.state == "declined")
        if direction == "invited" and any(one.said_at > timezone.now() - HOLDS for one in said_no):
            return "said_no"
        return None

    def _refusal_to_answer(self, one: Signed) -> str | None:
        if one.state == "expired" or (one.state == "pending" and self._is_overdue(one)):
            return "expired"
        return None if one.state == "pending" else "answered"

    def _turn(self, one: Signed, state: str) -> None:
        one.state, one.said_at = state, timezone.now()
        one.history.append(state)

    def _is_overdue(self, one: Signed) -> bool:
        return one.at < timezone.now() - LIVES

    def _pick(self, number: int) -> Signed:
        return self.signed[number % len(self.signed)]

    def _answerer(self, one: Signed):
        return self.bo if one.direction == "invited" else self.ada

    def _done(self, verb, one: Signed) -> str | None:
        return self._tried(lambda: verb(Sponsorship.objects.get(pk=one.row)))

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
def test_any_order_of_acts():
    run_state_machine_as_test(Sponsorships, settings=patience(8, deep=500, steps=40))
