"""What it means that a demand has come to stand somewhere, in plain words. No database."""

from django.utils.translation import gettext_lazy as _

from demands.stages import Degree, Outcome, Stage

# As each stage is mostly reached.
MEANINGS = {
    Stage.CONTINUED: _("No decision was taken. The body sets another day, or lets it lie; asking helps."),
    Stage.ADOPTED: _("The body has said yes. Now it has to be carried out, and somebody looks whether it is."),
    Stage.FAILED: _("It was voted down. It can be brought again, in other words or to other people."),
    Stage.WITHDRAWN: _("Whoever carried it has taken it back. Another member can bring it."),
    Stage.EXPIRED: _("Its time ran out without a vote. It can be brought again in the next session."),
    Stage.SIGNED: _("It has become binding. What is left is that it is carried out."),
    Stage.VETOED: _("It does not take effect unless the body votes for it again by the larger majority it needs."),
    Stage.OVERRIDDEN: _("The body has voted for it again over the veto: it takes effect."),
    Stage.TO_BALLOT: _("The voters decide now, on the day of the ballot."),
    Stage.IN_FORCE: _("It is in effect from now on. Whoever it concerns can point to it."),
    Stage.IMPLEMENTED: _("What was decided is done."),
    Stage.CHALLENGED: _("It stands unless a court or a higher government says otherwise."),
    Stage.RESCINDED: _("What was won was taken back. It counts no more as won."),
}
OF_ORDINANCES = {
    Stage.ADOPTED: _("The body has passed it. It becomes law unless it is vetoed within the days the charter gives."),
}
WITHOUT_WHAT_WAS_ASKED = _("The body has decided, and nothing of what was asked is in it. It does not count as won.")
NOT_WON_YET = _("A court or a higher government looks at it. It does not count as won.")
# Where it came out otherwise than the stage alone would say.
OTHERWISE = {
    (Stage.ADOPTED, Outcome.LOST): WITHOUT_WHAT_WAS_ASKED,
    (Stage.SIGNED, Outcome.LOST): WITHOUT_WHAT_WAS_ASKED,
    (Stage.OVERRIDDEN, Outcome.LOST): WITHOUT_WHAT_WAS_ASKED,
    (Stage.IN_FORCE, Outcome.LOST): WITHOUT_WHAT_WAS_ASKED,
    (Stage.IMPLEMENTED, Outcome.LOST): WITHOUT_WHAT_WAS_ASKED,
    (Stage.FAILED, Outcome.REVERSED): _("It had been won, and was voted down since. It counts no more as won."),
    (Stage.EXPIRED, Outcome.REVERSED): _("What was won has run out. It counts no more as won."),
    (Stage.CHALLENGED, Outcome.OPEN): NOT_WON_YET,
    (Stage.CHALLENGED, Outcome.LOST): NOT_WON_YET,
    (Stage.CHALLENGED, Outcome.REVERSED): NOT_WON_YET,
    (Stage.RESCINDED, Outcome.LOST): _("What was decided before was repealed or replaced. It had not been won."),
}
IN_PART = {
    Stage.ADOPTED: _("The body has said yes to a part of what was asked. Now that part has to be carried out."),
    Stage.IMPLEMENTED: _("What was decided is done: a part of what was asked."),
}


def meaning(stage: str, kind: str, outcome: str, degree: str = "") -> str:
    """A sentence for what is told at once, true of how it came out; "" for a step that decides nothing."""
    if said := OTHERWISE.get((stage, outcome)):
        return said
    in_part = IN_PART.get(stage) if degree == Degree.PARTLY else None
    by_kind = OF_ORDINANCES.get(stage) if kind == "ordinance" else None
    return by_kind or in_part or MEANINGS.get(stage, "")
