"""How long the outbox keeps what. Registered with retention at start."""

from datetime import timedelta

from django.utils.timezone import now

from outbox import retention
from outbox.models import Bounce, Erasure, Heartbeat, Message, Pause, Suppression
from outbox.states import DROPPED

CONTENTS_KEPT = timedelta(days=7)
ROW_KEPT = timedelta(days=90)
HELD_AT_MOST = timedelta(days=90)
_BATCH = 1000


def purge_messages() -> int:
    """Erase whom and what finished letters were about, later the rows; drop what is held for ever."""
    moment = now()
    held = Message.objects.waiting().exclude(held_for="").filter(created_at__lt=moment - HELD_AT_MOST)
    count = held.update(state=DROPPED, reason="held too long", sealed="", finished_at=moment)
    full = Message.objects.filter(finished_at__lt=moment - CONTENTS_KEPT).exclude(recipient="")
    while pks := list(full.values_list("pk", flat=True)[:_BATCH]):
        count += Message.objects.filter(pk__in=pks).update(recipient="", sealed="", context={})
    old = Message.objects.filter(finished_at__lt=moment - ROW_KEPT)
    while pks := list(old.values_list("pk", flat=True)[:_BATCH]):
        count += Message.objects.filter(pk__in=pks).delete()[0]
    return count


_WITH_ROW = "final state + 90 days"
retention.register(
    Message,
    kept=_WITH_ROW,
    fields={
        "recipient": "final state + 7 days",
        "context": "final state + 7 days",
        "sealed": "final state",
    }
    | dict.fromkeys(
        ["key", "kind", "about", "recipient_index", "due_at", "next_at", "held_for", "sender", "state", "reason"],
        _WITH_ROW,
    )
    | dict.fromkeys(["attempts", "lease_until", "message_id", "created_at", "finished_at"], _WITH_ROW),
    purge=purge_messages,
)
retention.register(
    Bounce,
    kept="90 days, as long as the letter that it speaks of",
    fields=["key", "kind", "status", "recipient_index", "sender", "forgiven_at", "at"],
    purge=Bounce.purge,
)
retention.register(
    Pause,
    kept="its end + 12 months",
    fields=["sender", "reason", "letters", "returned", "began_at", "until"],
    purge=Pause.purge,
)
retention.register(Suppression, kept="for ever", fields=["recipient_index", "kind", "sender", "reason", "created_at"])
retention.register(
    Erasure,
    kept="60 days: twice as long as a backup",
    fields=["recipient_index", "at"],
    purge=Erasure.purge,
)
retention.register(Heartbeat, kept="for ever", fields=["name", "at"])
