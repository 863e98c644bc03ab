"""Every order of acts by all upon the people of one group, against plain Python that says what may happen.

Each rule finds what it acts on as the pages do, by a scope, and acts by a verb; the oracle knows neither. Letters and
daily limits are left out: they are tried elsewhere.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from orgs.models import CoordinatorChange, Handover, Invitation, JoinRequest, Organization, User
from tests import factories
from tests.depth import patience

NAMES = ["ada", "bo", "cy", "dee"]
WHO = st.sampled_from(NAMES)
ROLE = st.sampled_from(["coordinator", "organizer", "member"])
GIVEN = st.sampled_from(["organizer", "member"])
AFTER = st.sampled_from(["organizer", "member", "gone"])
ACT = st.sampled_from(["promote", "lower", "remove"])
DAY = timedelta(days=1)
INVITED, ASKED, OFFERED, WAITS = 7 * DAY, 30 * DAY, 14 * DAY, 3 * DAY


class Oracle:
    """What is so in the group, by names and times alone."""

    def __init__(self):
        self.now = datetime(2027, 1, 1, tzinfo=ZoneInfo("UTC"))
        self.roles = {"ada": "coordinator", "bo": "member"}
        self.closed, self.suspended = set(), False
        self.invited: dict[str, tuple] = {}  # to whom: (role, when)
        self.asking: dict[str, datetime] = {}
        self.declined: dict[str, datetime] = {}
        self.offers: dict[str, tuple] = {}  # from whom: (to whom, afterwards, when)
        self.changes: dict[str, tuple] = {}  # of whom: (act, by whom, when)

    def coordinates(self, who) -> bool:
        return not self.suspended and self.acts(who) and self.roles.get(who) == "coordinator"

    def acts(self, who) -> bool:
        return who not in self.closed

    def coordinators(self) -> set[str]:
        return {who for who, role in self.roles.items() if role == "coordinator" and self.acts(who)}

    def may_go(self, who) -> bool:
        return self.roles[who] != "coordinator" or bool(self.coordinators() - {who})

    def forget_what_is_late(self) -> None:
        late = lambda at, lives: self.now - at >= lives  # noqa: E731
        self.invited = {who: one for who, one in self.invited.items() if not late(one[1], INVITED)}
        self.asking = {who: at for who, at in self.asking.items() if not late(at, ASKED)}
        self.offers = {who: one for who, one in self.offers.items() if not late(one[2], OFFERED)}

    def put(self, who, role) -> None:
        """A place anew, or none: what rested on the former one goes."""
        if self.roles[who] == "coordinator":
            self.offers.pop(who, None)
        self.changes.pop(who, None)
        self.offers = {giver: one for giver, one in self.offers.items() if one[0] != who}
        if role is None:
            del self.roles[who]
            self.offers.pop(who, None)
        else:
            self.roles[who] = role

    def begin(self, who, role) -> None:
        self.roles.setdefault(who, role)
        self.asking.pop(who, None)

    def may_change(self, by, who, act) -> bool:
        if not self.coordinates(by) or by == who or who not in self.roles:
            return False
        if act == "promote":
            return self.roles[who] != "coordinator" and self.acts(who)
        return self.roles[who] == "coordinator"


class People(RuleBasedStateMachine):
    """The site beside the oracle."""

    def __init__(self):
        super().__init__()
        self.oracle = Oracle()
        self.clock = time_machine.travel(self.oracle.now, tick=False)
        self.traveller = self.clock.start()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.people = {name: factories.person(name) for name in NAMES}
        self.group = factories.group("Choir", coordinator=self.people["ada"])
        factories.join(self.group, self.people["bo"], "member")

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        self.clock.stop()

    def tries(self, allowed: bool, rows, verb: str, **given) -> None:
        """Do it to the first row of the scope, and compare whether it could be done."""
        found = rows.first()
        try:
            if found is not None:
                with transaction.atomic():
                    getattr(found, verb)(**given)
            done = found is not None
        except ValidationError:
            done = False
        assert done == allowed, (verb, given)

    def asks(self, allowed: bool, by, ask) -> None:
        """The same for what only coordinators begin."""
        group = Organization.objects.coordinated_by(self.people[by]).first()
        try:
            done = group is not None and ask(group, self.people[by]) is not None
        except ValidationError:
            done = False
        assert done == allowed, ask

    def coordinated(self, model, by):
        return model.objects.pending().filter(organization__in=Organization.objects.coordinated_by(self.people[by]))

    def place(self, who):
        return self.group.memberships.filter(user=self.people[who])

    # Invitations

    @rule(by=WHO, who=WHO, role=GIVEN)
    def invite(self, by, who, role):
        allowed = self.oracle.coordinates(by)
        address = self.people[who].email
        self.asks(allowed, by, lambda group, user: Invitation.invite(group, address, role=role, by=user))
        if allowed:
            self.oracle.invited[who] = (role, self.oracle.now)

    @rule(who=WHO, yes=st.booleans())
    def answer_invitation(self, who, yes):
        if not self.oracle.acts(who):
            return
        allowed = who in self.oracle.invited and not self.oracle.suspended
        mine = Invitation.objects.to_address_of(self.people[who])
        self.tries(allowed, mine, "accept" if yes else "decline", by=self.people[who])
        if allowed:
            role, _at = self.oracle.invited.pop(who)
            if yes:
                self.oracle.begin(who, role)

    @rule(by=WHO)
    def take_an_invitation_back(self, by):
        allowed = self.oracle.coordinates(by) and bool(self.oracle.invited)
        first = self.coordinated(Invitation, by).in_time() if allowed else self.coordinated(Invitation, by).none()
        invited = next((one for one in NAMES if allowed and first[0].is_for(self.people[one])), None)
        self.tries(allowed, first, "revoke", by=self.people[by])
        self.oracle.invited.pop(invited, None)

    # Asking to join

    @rule(who=WHO)
    def ask_to_join(self, who):
        oracle = self.oracle
        if not oracle.acts(who):
            return
        lately = who in oracle.declined and oracle.now - oracle.declined[who] < 30 * DAY
        allowed = who in oracle.asking or not (oracle.suspended or who in oracle.roles or lately)
        try:
            JoinRequest.ask(self.group, by=self.people[who])
            done = True
        except ValidationError:
            done = False
        assert done == allowed
        if allowed:
            oracle.asking.setdefault(who, oracle.now)

    @rule(by=WHO, who=WHO, role=GIVEN, yes=st.booleans())
    def answer_a_request(self, by, who, role, yes):
        oracle = self.oracle
        allowed = oracle.coordinates(by) and who in oracle.asking and oracle.acts(who)
        rows = JoinRequest.objects.answerable_by(self.people[by]).filter(user=self.people[who])
        given = {"by": self.people[by]} | ({"role": role} if yes else {})
        self.tries(allowed, rows, "accept" if yes else "decline", **given)
        if allowed and yes:
            oracle.begin(who, role)
        elif allowed:
            del oracle.asking[who]
            oracle.declined[who] = oracle.now

    @rule(who=WHO)
    def take_a_request_back(self, who):
        allowed = who in self.oracle.asking
        self.tries(allowed, JoinRequest.objects.of(self.people[who]), "withdraw", by=self.people[who])
        self.oracle.asking.pop(who, None)

    # Places

    @rule(by=WHO, who=WHO, role=ROLE)
    def change_a_role(self, by, who, role):
        oracle = self.oracle
        allowed = oracle.coordinates(by) and who in oracle.roles
        same = allowed and oracle.roles[who] == role
        if allowed and not same:
            hers = oracle.roles[who] != "coordinator" or by == who
            allowed = role != "coordinator" and hers and oracle.may_go(who)
        rows = self.place(who) if oracle.coordinates(by) else self.place(who).none()
        self.tries(allowed, rows, "change_role", role=role, by=self.people[by])
        if allowed and not same:
            oracle.put(who, role)

    @rule(by=WHO, who=WHO)
    def remove(self, by, who):
        oracle = self.oracle
        allowed = oracle.coordinates(by) and oracle.roles.get(who) in ("organizer", "member")
        rows = self.place(who) if oracle.coordinates(by) else self.place(who).none()
        self.tries(allowed, rows, "remove", by=self.people[by])
        if allowed:
            oracle.put(who, None)

    @rule(who=WHO)
    def leave(self, who):
        oracle = self.oracle
        if oracle.suspended or not oracle.acts(who):
            return
        allowed = who in oracle.roles and oracle.may_go(who)
        self.tries(allowed, self.place(who), "leave")
        if allowed:
            oracle.put(who, None)

    # Handing over

    @rule(by=WHO, who=WHO, afterwards=AFTER)
    def offer_to_hand_over(self, by, who, afterwards):
        oracle = self.oracle
        allowed = oracle.coordinates(by) and oracle.roles.get(who) in ("organizer", "member") and oracle.acts(who)
        allowed = allowed and oracle.offers.get(by, (who, afterwards))[:2] == (who, afterwards)
        place = self.place(who).first()
        self.asks(allowed, by, lambda group, user: place and Handover.offer(place, afterwards=afterwards, by=user))
        if allowed:
            oracle.offers.setdefault(by, (who, afterwards, oracle.now))

    @rule(giver=WHO, yes=st.booleans())
    def answer_an_offer(self, giver, yes):
        oracle = self.oracle
        who, afterwards, _at = oracle.offers.get(giver, ("bo", "", None))
        if not oracle.acts(who):
            return
        allowed = giver in oracle.offers and not oracle.suspended
        rows = Handover.objects.answerable_by(self.people[who]).filter(asked_by=self.people[giver])
        self.tries(allowed, rows, "accept" if yes else "decline", by=self.people[who])
        if allowed:
            del oracle.offers[giver]
        if allowed and yes:
            oracle.put(who, "coordinator")
            oracle.put(giver, None if afterwards == "gone" else afterwards)

    @rule(by=WHO)
    def take_an_offer_back(self, by):
        allowed = self.oracle.coordinates(by) and by in self.oracle.offers
        self.tries(allowed, Handover.objects.withdrawable_by(self.people[by]), "withdraw", by=self.people[by])
        if allowed:
            del self.oracle.offers[by]

    # One-sided changes

    @rule(by=WHO, who=WHO, act=ACT)
    def announce_a_change(self, by, who, act):
        oracle = self.oracle
        allowed = oracle.may_change(by, who, act) and oracle.changes.get(who, (act,))[0] == act
        place = self.place(who).select_related("organization").first()
        self.asks(allowed, by, lambda group, user: place and CoordinatorChange.ask(place, act, by=user))
        if allowed:
            oracle.changes.setdefault(who, (act, by, oracle.now))

    @rule(by=WHO, who=WHO)
    def stop_a_change(self, by, who):
        allowed = self.oracle.coordinates(by) and who in self.oracle.changes
        rows = CoordinatorChange.objects.stoppable_by(self.people[by]).filter(user=self.people[who])
        self.tries(allowed, rows, "stop", by=self.people[by])
        if allowed:
            del self.oracle.changes[who]

    @rule(times=st.integers(1, 2))
    def do_what_is_due(self, times):
        for _ in range(times):
            CoordinatorChange.take_effect_all()
        oracle = self.oracle
        for who, change in list(oracle.changes.items()):
            act, by, at = change
            if oracle.now - at < WAITS or oracle.changes.get(who) is not change:
                continue
            del oracle.changes[who]
            if oracle.may_change(by, who, act) and (act == "promote" or oracle.may_go(who)):
                oracle.put(who, {"promote": "coordinator", "lower": "organizer", "remove": None}[act])

    # What else happens

    @rule(hours=st.sampled_from([1, 30, 73, 24 * 8, 24 * 31]))
    def time_passes(self, hours):
        self.oracle.now += timedelta(hours=hours)
        self.traveller.move_to(self.oracle.now, tick=False)
        self.oracle.forget_what_is_late()

    @rule(suspended=st.booleans())
    def suspend_or_list_again(self, suspended):
        self.oracle.suspended = suspended
        Organization.objects.filter(pk=self.group.pk).update(state="suspended" if suspended else "listed")

    @rule(who=WHO, really=st.integers(0, 9))
    def close_an_account(self, who, really):
        if really == 0:
            self.oracle.closed.add(who)
            User.objects.filter(pk=self.people[who].pk).update(is_active=False)
            self.people[who].refresh_from_db()

    # What must hold

    @invariant()
    def the_site_is_as_the_oracle_says(self):
        names = {user.pk: name for name, user in self.people.items()}
        roles = {names[user]: role for user, role in self.group.memberships.values_list("user", "role")}
        asking = {names[pk] for pk in self.group.joinrequests.in_time().values_list("user", flat=True)}
        offers = {
            names[giver]: (names[taker], afterwards)
            for giver, taker, afterwards in self.group.handovers.in_time().values_list("asked_by", "user", "afterwards")
        }
        changes = {
            names[who]: (act, names[by])
            for who, act, by in self.group.coordinatorchanges.pending().values_list("user", "act", "asked_by")
        }
        oracle = self.oracle
        assert roles == oracle.roles
        assert asking == set(oracle.asking)
        assert offers == {giver: one[:2] for giver, one in oracle.offers.items()}
        assert changes == {who: one[:2] for who, one in oracle.changes.items()}
        assert self.group.invitations.in_time().count() == len(oracle.invited)

    @invariant()
    def somebody_coordinates_it_unless_an_account_was_closed(self):
        assert self.oracle.closed or self.group.coordinators().exists()


@pytest.mark.django_db
def test_every_order_of_acts(monkeypatch):
    monkeypatch.setattr("outbox.models.Message.write", lambda **given: None)
    monkeypatch.setattr("orgs.models.Bucket.take", lambda *args, **given: True)
    for limit in ("joining.REQUESTS_A_DAY", "coordinators.CHANGES_A_DAY"):
        monkeypatch.setattr(f"orgs.models.{limit}", 10_000)

    run_state_machine_as_test(People, settings=patience(50, deep=2_000))
