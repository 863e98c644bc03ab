"""Who asks what of whom in the groups of the sample: an invitation, a request to join, an offer to hand over."""

from orgs.models import Handover, Invitation, JoinRequest, Membership, Organization, User


def ask(groups: dict[str, Organization], people: dict[str, User]) -> None:
    """Ada is named on her group's page, has somebody to let in, and asks Cy to coordinate in her stead."""
    library = groups["library-friends"]
    _place(library, people["ada"]).show("Ada")
    Invitation.invite(library, "night.reader@example.org", role=Membership.Role.ORGANIZER, by=people["ada"])
    JoinRequest.ask(library, by=people["dee"], word="I am at the Hilltop branch every Tuesday and can bring a lantern.")
    Handover.offer(_place(library, people["cy"]), afterwards=Handover.Afterwards.ORGANIZER, by=people["ada"])


def _place(group: Organization, user: User) -> Membership:
    return group.memberships.select_related("organization", "user").get(user=user)
