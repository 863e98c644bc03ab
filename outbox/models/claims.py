"""The two updates that letters cost, as SQL by hand.

The ORM would build the same statements anew each time, which takes five times as long as running
them, and cannot ask which rows an update changed.
"""

from datetime import datetime

from django.db import connections

_CLAIM = """
    UPDATE outbox_message SET state = 'sending', lease_until = %s, attempts = attempts + 1
    WHERE id IN ({places}) AND state = 'waiting' AND held_for = '' AND (due_at <= %s OR due_at = created_at)
    RETURNING id
"""
_SENT = """
    UPDATE outbox_message SET state = 'sent', lease_until = NULL, reason = %s, sealed = '', finished_at = %s
    WHERE id = %s AND attempts = %s AND state = 'sending'
"""


def claim(database: str, pks: list[int], *, moment: datetime, until: datetime) -> list[int]:
    """Which of the rows were waiting, due and not held, and are now ours until then.

    The update filters on columns of the rows alone: a join would let two workers both win.
    """
    if not pks:
        return []
    with connections[database].cursor() as cursor:
        values = _adapted(database, until, *pks, moment)
        cursor.execute(_CLAIM.format(places=", ".join(["%s"] * len(pks))), values)
        return [pk for (pk,) in cursor.fetchall()]


def write_sent(database: str, pk: int, *, attempts: int, reason: str, moment: datetime) -> bool:
    """Whether the row was still ours, by its attempts, and is now sent."""
    with connections[database].cursor() as cursor:
        cursor.execute(_SENT, _adapted(database, reason, moment, pk, attempts))
        return cursor.rowcount == 1


def _adapted(database: str, *values) -> list:
    adapt = connections[database].ops.adapt_datetimefield_value
    return [adapt(value) if isinstance(value, datetime) else value for value in values]
