"""How long plans are kept, field by field."""

from outbox.retention import register
from planning.models import Meeting, Note, PlanFile, Task

OVER = "the series is over + 90 days, or it is deleted before"
ACCOUNT = "the same, or until that account is deleted"
WRITTEN = "series organization written_at"


def register_all() -> None:
    _register(Task, "date title note due group given_at asked taken_at done_at reminded_at", "owner done_by")
    _register(Note, "text changed_at")
    _register(PlanFile, "title kind size content")
    _register(
        Meeting,
        "day start_time time_zone minutes place link dial_in agenda starts_at ends_at changed_at called_off_at uid"
        " sequence told",
    )


def _register(model, fields: str, people: str = "") -> None:
    kept = dict.fromkeys(f"{WRITTEN} {fields}".split(), OVER)
    register(model, kept=OVER, fields=kept | dict.fromkeys(f"written_by {people}".split(), ACCOUNT), purge=model.purge)
