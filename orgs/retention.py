"""How long this room keeps what, field by field."""

from orgs.models import Bucket, Membership, Organization, User
from outbox.retention import register

PUBLIC = "public record, until the organization is deleted and 30 days to undo"
ACCOUNT = "until the account is deleted"


def register_all() -> None:
    register(
        User,
        kept=ACCOUNT,
        fields="password last_login is_superuser email name is_moderator is_active joined_at groups"
        " user_permissions".split(),
    )
    register(Membership, kept=ACCOUNT, fields="organization user role joined_at".split())
    register(
        Organization,
        kept=PUBLIC,
        fields=dict.fromkeys(
            "name slug kind about place website public_contact stock state created_at submitted_at listed_at"
            " changed_at".split(),
            PUBLIC,
        )
        | dict.fromkeys(["created_by", "listed_by"], ACCOUNT),
    )
    register(Bucket, kept="24 hours; names nobody", fields="key began_at count".split(), purge=Bucket.purge)
