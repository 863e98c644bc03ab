"""How long this room keeps what, field by field."""

from outbox.retention import register
from outreach.models import Addressee, Appeal, Prospect, Sheet, Touch

BOARD = "its board closed + 90 days, or 12 months without a word"
CONTACT = f"the owner of the address asks not to be written to; {BOARD}"
ACCOUNT = "until that account is deleted"


def register_all() -> None:
    register(
        Prospect,
        kept=BOARD,
        fields=dict.fromkeys(
            "series demand kept_by coalition organization name town name_key why stage claimed_at next_step due_on"
            " sleeps_until thanked_at last_touch touched_at"
            " sponsorship endorsement added_at changed_at reminded_of reminders".split(),
            BOARD,
        )
        | dict.fromkeys(["person", "address", "phone"], CONTACT)
        | {"address_index": f"{BOARD}; it says no more than that nobody writes there"}
        | dict.fromkeys(["claimed_by", "added_by"], ACCOUNT),
        purge=Prospect.purge,
    )
    register(
        Appeal,
        kept=BOARD,
        fields=dict.fromkeys(
            "series demand kept_by coalition letter level first_day last_day state sent_at changed_at".split(), BOARD
        )
        | dict.fromkeys(["begun_by", "sent_by"], ACCOUNT),
        purge=Appeal.purge,
    )
    register(
        Addressee,
        kept=BOARD,
        fields=[
            "appeal",
            "prospect",
            "sponsorship",
            "endorsement",
            "affiliation",
            "asked_at",
            "even_claimed",
            "why_not",
        ],
    )
    register(
        Sheet,
        kept="brought in, or a day",
        fields=["series", "demand", "kept_by", "coalition", "made_by", "made_at", "name", "content"],
        purge=Sheet.purge,
    )
    register(
        Touch,
        kept=CONTACT,
        fields=dict.fromkeys("prospect kind at text stage".split(), CONTACT) | {"by": ACCOUNT},
    )
