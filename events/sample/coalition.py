"""The coalition of the sample: who has joined it, and who is asked today."""

from events.sample import history
from events.sample.days import Days
from orgs.models import Affiliation, Organization

# In the order in which they joined.
MEMBERS = ("tenants", "bus-riders", "table", "nurses", "river", "kettle")


def gather(groups: dict[str, Organization], days: Days) -> None:
    """Groups that joined some time ago; what they host stands on the coalition's page."""
    rivers = groups["rivers"]
    history.chose_to_include(rivers, at=days.ago(80))
    for number, key in enumerate(MEMBERS):
        history.had_joined(groups[key], rivers, at=days.ago(76 - number * 9))


def ask(groups: dict[str, Organization]) -> None:
    """One group is asked to join, and its letter is on the way."""
    rivers = groups["rivers"]
    Affiliation.invite(
        rivers,
        groups["library-friends"],
        by=rivers.created_by,
        letter="Six groups share one calendar here. Your Saturdays belong in it: will you join us?",
    )
