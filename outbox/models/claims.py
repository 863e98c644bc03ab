"""The two updates that every letter costs, as SQL by hand.

The ORM would build the same statements anew each time, which takes five times as long as running them.
"""

from datetime import datetime

from django.db import connections

_CLAIM = """
    UPDATE outbox_message SET state = 'sending', lease_until = %s, attempts = attempts + 1
    WHERE id = %s AND attempts = %s AND state = 'waiting' AND held_for = '' AND due_at <= %s
"""
_SENT = """
    UPDATE outbox_message SET state = 'sent', lease_until = NULL, reason = %s, sealed = '', finished_at = %s
    WHERE id = %s AND attempts = %s AND state = 'sending'
"""


def claim(database: str, pk: int, *, attempts: int, moment: datetime, until: datetime) -> bool:
    """Whether the row was waiting, due, not held and of so many attempts, and is now ours until then."""
    return _changed(database, _CLAIM, until, pk, attempts, moment)


def write_sent(database: str, pk: int, *, attempts: int, reason: str, moment: datetime) -> bool:
    """Whether the row was still ours, by its attempts, and is now sent."""
    return _changed(database, _SENT, reason, moment, pk, attempts)


def _changed(database: str, statement: str, *values) -> bool:
    connection = connections[database]
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(statement, [adapt(value) if isinstance(value, datetime) else value for value in values])
        return cursor.rowcount == 1
