"""What it means that a demand has come to stand somewhere, in plain words. No database."""

from django.utils.translation import gettext_lazy as _

from demands.stages import Stage

MEANINGS = {
    Stage.CONTINUED: _("No decision was taken. The body sets another day, or lets it lie; asking helps."),
    Stage.ADOPTED: _("The body has said yes. Now it has to be carried out, and somebody looks whether it is."),
    Stage.FAILED: _("The body has said no. It can be brought again, in other words or to other people."),
    Stage.WITHDRAWN: _("Whoever carried it has taken it back. Nothing was decided; another member can bring it."),
    Stage.EXPIRED: _("Its time ran out without a vote. It can be brought again in the next session."),
    Stage.SIGNED: _("It has become binding. What is left is that it is carried out."),
    Stage.VETOED: _("It does not take effect unless the body votes for it again by the larger majority it needs."),
    Stage.OVERRIDDEN: _("The body has voted for it again over the veto: it takes effect."),
    Stage.TO_BALLOT: _("The voters decide now, on the day of the ballot."),
    Stage.IN_FORCE: _("It is in effect from now on. Whoever it concerns can point to it."),
    Stage.IMPLEMENTED: _("What was decided is done."),
    Stage.CHALLENGED: _("It stays in effect unless a court or a higher government says otherwise."),
    Stage.RESCINDED: _("What was won was taken back. It counts no more as won."),
}
OF_ORDINANCES = {
    Stage.ADOPTED: _("The body has passed it. It becomes law unless it is vetoed within the days the charter gives."),
}


def meaning(stage: str, kind: str) -> str:
    """A sentence for what is told at once; "" for a step that decides nothing."""
    return (OF_ORDINANCES.get(stage) if kind == "ordinance" else None) or MEANINGS.get(stage, "")
