"""How long this room keeps what, field by field."""

from demands.models import (
    Action,
    Adopted,
    Body,
    BodyChange,
    Component,
    ComponentResult,
    Demand,
    DemandHandover,
    DemandText,
    Endorsement,
    EndorsementForward,
    Evidence,
    EvidenceFile,
    ModelDemand,
    ModelText,
    Plank,
    Platform,
    PlatformSignature,
    Seat,
    SeatVote,
    SignedPlank,
    Term,
)
from demands.models.seat_claim import SeatClaim
from demands.models.seat_reply import SeatReply
from demands.models.stance import Stance
from outbox.retention import register

PUBLIC = "public record, until the organization is deleted and 30 days to undo"
TALKS = "ninety days after the demand is closed or decided, a year in any case"
REPLY = "as long as it stands; 30 days once it was declined, withdrawn or replaced, 48 hours unconfirmed"
ITS_ADDRESS = "with the reply; of one that stands until 90 days after the term or the demand is over"
ACCOUNT = "until that account is deleted"
ANSWERED = "answered, taken back or 30 days"
SIGNED = "with the endorsement"
UNTIL_TAKEN = f"until it is taken away; otherwise {PUBLIC}"
SETTLED_DAYS = 90
SETTLED = f"settled + {SETTLED_DAYS} days; the record of both groups has it longer"
PARTING = "with the signature, for the organizers of both sides alone"


def register_all() -> None:
    _register_bodies()
    _register_demands()
    _register_entries()
    _register_seats()
    _register_models()
    _register_endorsements()
    _register_platforms()


def _register_bodies() -> None:
    _register(
        Body,
        "name slug kind jurisdiction place website agenda_url how_to_speak votes_needed created_at"
        " written_for changed_at changed_for frozen_at",
    )
    _register(BodyChange, "body verb about term before after group at taken_back_at")
    _register(Seat, "body name order")
    _register(Term, "seat holder since until")


def _register_demands() -> None:
    _register(
        Demand,
        "lead body slug title summary about kind topic identifier state created_at put_at closed_at closed_note"
        " next_step next_step_on review_on after nothing_next_at shown_at withheld_at"
        " stage stage_since outcome degree decision_on day_waits moved_to staged_by"
        " uid sequence revision changed_at text_version",
        "created_by put_by next_step_by",
    )
    _register(Component, "demand text order")
    register(
        DemandHandover,
        kept=SETTLED,
        fields=dict.fromkeys("organization demand to stays with_notes state asked_at decided_at".split(), SETTLED)
        | dict.fromkeys(["asked_by", "decided_by"], ACCOUNT),
        purge=lambda: DemandHandover.expire() + DemandHandover.purge_settled(SETTLED_DAYS),
    )
    _register(DemandText, "demand number title summary about since")


def _register_entries() -> None:
    _register(
        Action,
        "demand kind on acting_body votes_for votes_against abstained absent note set_day set_time entered_at"
        " entered_for confirmed_at confirmed_for dropped_at corrects unproven_at",
        "entered_by confirmed_by dropped_by",
    )
    _register(ComponentResult, "action component result")
    _register(SeatVote, "action seat holder vote")
    _register(
        Evidence,
        "action kind title url file checked_on added_at looked_at taken_at taken_for taken_because",
        "added_by taken_by",
        title=UNTIL_TAKEN,
        url=UNTIL_TAKEN,
        file=UNTIL_TAKEN,
    )
    _register(EvidenceFile, "action name title kind size content")


def _register_seats() -> None:
    _register(Stance, "demand seat value on source source_url corrects entered_at said_for", "entered_by")
    register(
        SeatClaim,
        kept=TALKS,
        fields=(
            "demand seat group claimed_by taken_at due_on ended_at ended_as note within_group stance reminders"
        ).split(),
        purge=lambda: SeatClaim.objects.purge(),
    )
    words = "demand term answers text state asked_at confirmed_at decided_at ended_at withheld_at read_at"
    register(
        SeatReply,
        kept=REPLY,
        fields=dict.fromkeys(words.split(), REPLY) | dict.fromkeys(["contact", "contact_index"], ITS_ADDRESS),
        purge=lambda: SeatReply.objects.purge(),
    )


def _register_models() -> None:
    _register(ModelDemand, "slug name topic state version proposed_by made_at")
    _register(
        ModelText,
        "model number title kind ask text components evidence review_after bodies next blanks since stood_at",
        "written_by",
    )
    _register(Adopted, "demand text said answered adopted_at")


def _register_endorsements() -> None:
    _register(
        Endorsement,
        "demand organization direction state asked_at decided_at authority voted_on note letter"
        " text_version asked_version renewals link_version reminders_sent reminded_at",
        "asked_by decided_by",
        parting_note=PARTING,
        signed_as=PARTING,
        invited_address=ANSWERED,
        invited_index="the same; with a no it stays, so that nobody asks again",
    )
    register(
        EndorsementForward,
        kept=SIGNED,
        fields=dict.fromkeys(["endorsement", "made_at", "has_signed"], SIGNED)
        | dict.fromkeys(["address", "address_index"], ANSWERED),
    )


def _register_platforms() -> None:
    _register(
        Platform,
        "keeper slug title summary about state created_at put_at closed_at closed_note shown_at withheld_at"
        " uid sequence revision changed_at",
        "created_by put_by",
    )
    _register(Plank, "platform order title text model demand added_at struck_at instead_of")
    _register(
        PlatformSignature,
        "platform organization direction state asked_at decided_at authority voted_on note letter planks chosen_at",
        "asked_by decided_by",
        parting_note=PARTING,
    )
    _register(SignedPlank, "signature plank signed_at")


def _register(model, fields: str, people: str = "", **others: str) -> None:
    kept = dict.fromkeys(fields.split(), PUBLIC)
    register(model, kept=PUBLIC, fields=kept | dict.fromkeys(people.split(), ACCOUNT) | others)
