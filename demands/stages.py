"""Where a demand stands: derived from what happened to it, never typed. No database and no clock.

What may happen follows the actions of the Open States data model (openstates-core, MIT), with the words of local
bodies: a council or a board mostly reads, refers, puts off and lets lie.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

# Raised by one whenever the same entries come to say something else: what is kept beside demands is then derived anew.
RULES = 1


class Happened(models.TextChoices):
    """What can happen to a demand. `MISTAKEN` corrects an entry: it never happened."""

    DRAFTED = "drafted", _("Groups agreed on the text")
    SPONSOR_SOUGHT = "sponsor_sought", _("A member was asked to carry it")
    DELIVERED = "delivered", _("Delivered to the body")
    DIRECTED = "directed", _("Staff was told to draft it")
    INTRODUCED = "introduced", _("Introduced, or filed under a number")
    REFERRED = "referred", _("Referred to a committee or to staff")
    READ = "read", _("Read for the first time")
    HEARING_SET = "hearing_set", _("A hearing was set")
    HEARD = "heard", _("Heard: the public spoke")
    REPORTED = "reported", _("The committee sent it on")
    DEFERRED = "deferred", _("Put off")
    AMENDED = "amended", _("The text was changed")
    VOTE_SET = "vote_set", _("A vote was set")
    VOTED = "voted", _("Voted on, result not known")
    ADOPTED = "adopted", _("Adopted")
    REJECTED = "rejected", _("Voted down")
    WITHDRAWN = "withdrawn", _("Taken back by who carried it")
    EXPIRED = "expired", _("Ran out without a vote")
    SIGNED = "signed", _("Signed, or law without a signature")
    VETOED = "vetoed", _("Vetoed")
    OVERRIDDEN = "overridden", _("The veto was overridden")
    TO_BALLOT = "to_ballot", _("Sent to the voters")
    IN_FORCE = "in_force", _("In force")
    IMPLEMENTING = "implementing", _("Being carried out")
    IMPLEMENTED = "implemented", _("Carried out")
    CHALLENGED = "challenged", _("Challenged in court or by a higher government")
    REPEALED = "repealed", _("Repealed or replaced")
    MISTAKEN = "mistaken", _("It did not happen")


class Stage(models.TextChoices):
    DRAFTING = "drafting", _("Drafting")
    SEEKING_SPONSOR = "seeking_sponsor", _("Seeking a sponsor")
    ASKED = "asked", _("Asked")
    DIRECTED = "directed", _("Staff is drafting it")
    FILED = "filed", _("Introduced")
    REFERRED = "referred", _("In committee")
    FIRST_READING = "first_reading", _("First reading")
    HEARING = "hearing", _("Public hearing")
    REPORTED = "reported", _("Out of committee")
    CONTINUED = "continued", _("Put off")
    AMENDED = "amended", _("Amended")
    VOTE_SCHEDULED = "vote_scheduled", _("Vote set")
    VOTED = "voted", _("Voted on, result not known")
    ADOPTED = "adopted", _("Adopted")
    FAILED = "failed", _("Voted down")
    WITHDRAWN = "withdrawn", _("Taken back")
    EXPIRED = "expired", _("Ran out")
    SIGNED = "signed", _("Signed")
    VETOED = "vetoed", _("Vetoed")
    OVERRIDDEN = "overridden", _("Adopted over a veto")
    TO_BALLOT = "to_ballot", _("Before the voters")
    IN_FORCE = "in_force", _("In force")
    IMPLEMENTING = "implementing", _("Being carried out")
    IMPLEMENTED = "implemented", _("Carried out")
    CHALLENGED = "challenged", _("Challenged")
    RESCINDED = "rescinded", _("Repealed")


class Outcome(models.TextChoices):
    OPEN = "open", _("Under way")
    WON = "won", _("Won")
    LOST = "lost", _("Not won")
    REVERSED = "reversed", _("Won, then taken back")


class Degree(models.TextChoices):
    """How much of what was asked was obtained; empty while nothing is won or nobody has said."""

    FULLY = "fully", _("Fully")
    PARTLY = "partly", _("In part")
    NOT = "not", _("Not")


class Result(models.TextChoices):
    """What became of one component."""

    OBTAINED = "obtained", _("Obtained")
    PARTLY = "partly", _("In part")
    REFUSED = "refused", _("Not obtained")


_H, _S = Happened, Stage
LEADS_TO = {
    _H.DRAFTED: _S.DRAFTING,
    _H.SPONSOR_SOUGHT: _S.SEEKING_SPONSOR,
    _H.DELIVERED: _S.ASKED,
    _H.DIRECTED: _S.DIRECTED,
    _H.INTRODUCED: _S.FILED,
    _H.REFERRED: _S.REFERRED,
    _H.READ: _S.FIRST_READING,
    _H.HEARING_SET: _S.HEARING,
    _H.HEARD: _S.HEARING,
    _H.REPORTED: _S.REPORTED,
    _H.DEFERRED: _S.CONTINUED,
    _H.AMENDED: _S.AMENDED,
    _H.VOTE_SET: _S.VOTE_SCHEDULED,
    _H.VOTED: _S.VOTED,
    _H.ADOPTED: _S.ADOPTED,
    _H.REJECTED: _S.FAILED,
    _H.WITHDRAWN: _S.WITHDRAWN,
    _H.EXPIRED: _S.EXPIRED,
    _H.SIGNED: _S.SIGNED,
    _H.VETOED: _S.VETOED,
    _H.OVERRIDDEN: _S.OVERRIDDEN,
    _H.TO_BALLOT: _S.TO_BALLOT,
    _H.IN_FORCE: _S.IN_FORCE,
    _H.IMPLEMENTING: _S.IMPLEMENTING,
    _H.IMPLEMENTED: _S.IMPLEMENTED,
    _H.CHALLENGED: _S.CHALLENGED,
    _H.REPEALED: _S.RESCINDED,
}

# What says that it was won: it counts with evidence alone.
WINNING = frozenset({_H.ADOPTED, _H.SIGNED, _H.OVERRIDDEN, _H.IN_FORCE, _H.IMPLEMENTING, _H.IMPLEMENTED})
# What still moves a demand that is won: what else happens then, a report or another hearing, is news.
AFTER_A_WIN = WINNING | {_H.VETOED, _H.TO_BALLOT, _H.CHALLENGED, _H.REPEALED, _H.REJECTED, _H.EXPIRED}
SETS_A_DAY = frozenset({_H.HEARING_SET, _H.VOTE_SET})
# With these a day that was set does not come any more; with others it has come where it is not ahead of them.
CALLS_OFF_A_DAY = frozenset({_H.DEFERRED, _H.WITHDRAWN, _H.EXPIRED, _H.REJECTED, _H.REPEALED}) | WINNING
# What waits to be confirmed, and says that nobody should go on the day that is known.
TURNS_A_DAY = frozenset({_H.DEFERRED, _H.WITHDRAWN, _H.EXPIRED, _H.MISTAKEN})
# What was entered for one day happened in this order.
USUAL_ORDER = tuple(Happened)


class Box(NamedTuple):
    """One of the six steps that a page shows."""

    label: str
    stages: frozenset[Stage]


BOXES = (
    Box(_("Asked"), frozenset({_S.DRAFTING, _S.SEEKING_SPONSOR, _S.ASKED})),
    Box(_("Introduced"), frozenset({_S.DIRECTED, _S.FILED, _S.FIRST_READING})),
    Box(_("Committee"), frozenset({_S.REFERRED, _S.HEARING, _S.REPORTED, _S.CONTINUED, _S.AMENDED})),
    Box(
        _("Vote"),
        frozenset({_S.VOTE_SCHEDULED, _S.VOTED, _S.ADOPTED, _S.FAILED, _S.WITHDRAWN, _S.EXPIRED, _S.TO_BALLOT}),
    ),
    Box(_("Signed"), frozenset({_S.SIGNED, _S.VETOED, _S.OVERRIDDEN})),
    Box(_("In effect"), frozenset({_S.IN_FORCE, _S.IMPLEMENTING, _S.IMPLEMENTED, _S.CHALLENGED, _S.RESCINDED})),
)


@dataclass(frozen=True)
class Fact:
    """One confirmed action, as the derivation reads it.

    `number` tells it from others; `corrects` is the number of the one whose place it takes. `results` says of
    components, by any key, what became of them.
    """

    number: int
    kind: Happened
    on: date
    corrects: int | None = None
    has_evidence: bool = True
    set_day: date | None = None
    results: Mapping[int, Result] = field(default_factory=dict)
    acting_body: str = ""


@dataclass(frozen=True)
class Standing:
    """Where a demand stands. `since` is the day of the action it rests on; None where nothing happened yet.

    `decision_on` is the day of the hearing or vote that is set and has not been answered by another action.
    """

    stage: Stage = Stage.DRAFTING
    since: date | None = None
    outcome: Outcome = Outcome.OPEN
    degree: Degree | str = ""
    decision_on: date | None = None
    results: Mapping[int, Result] = field(default_factory=dict)
    rests_on: int | None = None


def current_rules() -> int:
    return RULES


def derive(facts: Iterable[Fact], components: Iterable[int] = ()) -> Standing:
    """Where a demand with these components stands by these confirmed actions, in whichever order they are given.

    What was obtained counts with evidence alone, as a win does; what was refused counts without.
    """
    stage, since, outcome, rests_on = Stage.DRAFTING, None, Outcome.OPEN, None
    decision_on, results, wanted, was_won = None, {}, set(components), False
    for fact in in_order(facts):
        results |= {key: result for key, result in _shown(fact).items() if key in wanted}
        if fact.kind in SETS_A_DAY:
            decision_on = fact.set_day
        elif decision_on and (fact.kind in CALLS_OFF_A_DAY or fact.on >= decision_on):
            decision_on = None
        if outcome != Outcome.WON or fact.kind in AFTER_A_WIN:
            stage, since, rests_on = LEADS_TO[fact.kind], fact.on, fact.number
            outcome = _outcome(fact.kind, outcome, was_won)
        was_won |= outcome == Outcome.WON and _degree(results, wanted) != Degree.NOT
    degree = _degree(results, wanted) if outcome == Outcome.WON else ""
    if degree == Degree.NOT:  # adopted without anything that was asked
        outcome = Outcome.LOST
    return Standing(stage, since, outcome, degree, decision_on, results, rests_on)


def expected_day(facts: Iterable[Fact], waiting: Iterable[Fact]) -> date | None:
    """The day of the hearing or vote that is set, if what waits to be confirmed is so.

    A vote that is set does not move the hearing before it, nor does what happens on the way.
    """
    known = list(facts)
    setting = next((fact.kind for fact in reversed(in_order(known)) if fact.kind in SETS_A_DAY), None)
    turning = [fact for fact in waiting if fact.kind == setting or fact.kind in TURNS_A_DAY]
    return derive([*known, *turning]).decision_on


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Those that count, by their days and within a day in their usual order, whoever entered which of them first.

    Left out is what was corrected, what never happened, and a win without evidence.
    """
    given = list(facts)
    corrected = {fact.corrects for fact in given}
    counting = [
        fact
        for fact in given
        if fact.number not in corrected
        and fact.kind != Happened.MISTAKEN
        and (fact.has_evidence or fact.kind not in WINNING)
    ]
    return sorted(counting, key=_place)


def _place(fact: Fact) -> tuple:
    """Two that share a place say the same. What is set for a later day follows what else happened on that day."""
    is_ahead = fact.set_day is not None and fact.set_day > fact.on
    said = sorted(fact.results.items())
    return fact.on, is_ahead, USUAL_ORDER.index(fact.kind), fact.set_day or fact.on, said, fact.number


def _shown(fact: Fact) -> Mapping[int, Result]:
    """What it says of components, as far as that needs no evidence or has some."""
    return {key: result for key, result in fact.results.items() if fact.has_evidence or result == Result.REFUSED}


def _outcome(kind: Happened, before: Outcome, was_won: bool) -> Outcome:
    """Before the voters it is open again, and so it is after a veto, until it is overridden.

    Only what was won, be it before a veto, is taken back; anything else that is repealed is not won.
    """
    if kind in WINNING:
        return Outcome.WON
    if kind == Happened.CHALLENGED:
        return before
    if kind == Happened.REPEALED:
        return Outcome.REVERSED if was_won else Outcome.LOST
    if kind in (Happened.REJECTED, Happened.WITHDRAWN, Happened.EXPIRED):
        return Outcome.REVERSED if was_won and before == Outcome.WON else Outcome.LOST
    return Outcome.OPEN


def _degree(results: Mapping[int, Result], wanted: set[int]) -> Degree | str:
    if not wanted:
        return Degree.FULLY
    said = [results[key] for key in wanted if key in results]
    if not said:
        return ""
    if len(said) == len(wanted) and set(said) == {Result.OBTAINED}:
        return Degree.FULLY
    return Degree.NOT if len(said) == len(wanted) and set(said) == {Result.REFUSED} else Degree.PARTLY
