from orgs.models.bucket import Bucket
from orgs.models.membership import Membership
from orgs.models.organization import Organization, Stock, when_shown
from orgs.models.signon import INVITATION_LIVES, SignOn, SignOnQuerySet
from orgs.models.user import User

__all__ = [
    "INVITATION_LIVES",
    "Bucket",
    "Membership",
    "Organization",
    "SignOn",
    "SignOnQuerySet",
    "Stock",
    "User",
    "when_shown",
]
