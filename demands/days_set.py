"""Which hearings and votes are set, and what has called them off: from the confirmed actions alone. No database and no
clock."""

from collections.abc import Iterable

from demands.stages import CALLS_OFF_A_DAY, SETS_A_DAY, Fact, Happened, in_order


def days_set(facts: Iterable[Fact]) -> dict[int, Fact | None]:
    """Each hearing or vote that was set, by its number, with what has called it off since: None while it stands.

    A vote set anew takes the place of the one before it in the same body; hearings stand side by side. On its own day
    and later nothing calls off what was set: it has come.
    """
    found: dict[int, Fact | None] = {}
    standing: list[Fact] = []
    for fact in in_order(facts):
        gone = [one for one in standing if _calls_off(fact, one)]
        found |= {one.number: fact for one in gone}
        standing = [one for one in standing if one not in gone]
        if fact.kind in SETS_A_DAY:
            found[fact.number] = None
            standing.append(fact)
    return found


def _calls_off(fact: Fact, one: Fact) -> bool:
    if one.set_day <= fact.on:
        return False
    anew = fact.kind == one.kind == Happened.VOTE_SET and fact.acting_body == one.acting_body
    return anew or fact.kind in CALLS_OFF_A_DAY
