"""What letters are in the world of the authorization matrix."""

from outbox.unsubscribing import token as unsubscribing_token
from tests.arguments import Arguments, tokens


class OutboxWorld:
    """The part of `World` that is of this room."""

    def of_outbox(self) -> Arguments:
        """What the addresses of letters are tried on."""
        return {
            "letters/<str:token>/": lambda: tokens(own=unsubscribing_token("0" * 64, "reminder")),
            "mail/<str:name>/": lambda: {"missing": {"name": "20260101-000000-000000.eml"}},
            "mail-reports/<slug:name>/": lambda: {"no provider": {"name": "postmark"}},
        }
