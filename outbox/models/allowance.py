"""How much may go on one sender's behalf: so many letters a day, and none while too many come back."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.timezone import now

from outbox import senders
from outbox.letters import NotYet, urgent_kinds
from outbox.states import SENT


def wait_where_spent(message, letter, paused: Mapping[str, datetime]) -> None:
    """Raise NotYet where the message's sender has a pause, or, until tomorrow (UTC), has sent the day's letters.

    Two workers may each send one letter more in the same instant: the limit bounds a flood, it is no count
    of money. Urgent letters are neither held nor counted.
    """
    if letter.urgent or letter.security or not message.sender:
        return
    if message.sender in paused:
        raise NotYet(paused[message.sender])
    limit = senders.daily_limit(message.sender)
    if limit is None:
        return
    today = now().replace(hour=0, minute=0, second=0, microsecond=0)
    gone = type(message).objects.filter(sender=message.sender, state=SENT, finished_at__gte=today)
    if gone.exclude(kind__in=urgent_kinds())[:limit].count() >= limit:
        raise NotYet(today + timedelta(days=1))
