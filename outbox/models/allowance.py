"""How much may go on one sender's behalf in a day."""

from datetime import timedelta

from django.utils.timezone import now

from outbox import senders
from outbox.letters import NotYet, urgent_kinds
from outbox.states import SENT


def wait_where_spent(message, letter) -> None:
    """Raise NotYet, until tomorrow (UTC), where the day's letters of the message's sender have gone out.

    Two workers may each send one letter more in the same instant: the limit bounds a flood, it is no count
    of money. Urgent letters are neither held nor counted.
    """
    if letter.urgent or letter.security or not message.sender:
        return
    limit = senders.daily_limit(message.sender)
    if limit is None:
        return
    today = now().replace(hour=0, minute=0, second=0, microsecond=0)
    gone = type(message).objects.filter(sender=message.sender, state=SENT, finished_at__gte=today)
    if gone.exclude(kind__in=urgent_kinds())[:limit].count() >= limit:
        raise NotYet(today + timedelta(days=1))
