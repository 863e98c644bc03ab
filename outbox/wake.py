"""Waking a worker. It is only a nudge: where the broker is away, the sweep finds the rows a little later."""

import logging
import os
import time
from functools import lru_cache

from celery import current_app
from django.conf import settings
from kombu.pools import producers

log = logging.getLogger(__name__)

# While the broker is away requests must not each wait for it.
PAUSE_SECONDS = 10
# A broker of one host answers in a millisecond; these bound what a caller can wait.
_TIMEOUTS = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "max_retries": 0}
_away_until = 0.0


def deliver(pks: list[int]) -> None:
    """A worker is to send these now, before the batches that wait in the common queue."""
    _nudge("outbox.tasks.deliver_messages", [pks], queue="urgent")


def sweep() -> None:
    """A worker is to look now for what is due."""
    _nudge("outbox.tasks.send_due_messages", [])


def is_reachable() -> bool:
    """Whether the broker answers now. Waits for at most a second or so."""
    try:
        _connection(os.getpid()).clone().ensure_connection(max_retries=1, timeout=1)
    except Exception:
        return False
    return True


def _nudge(task: str, args: list, **options) -> None:
    """Never raises and waits for at most a second."""
    global _away_until
    if time.monotonic() < _away_until:
        return
    try:
        with producers[_connection(os.getpid())].acquire(block=True, timeout=0.5) as producer:
            current_app.send_task(
                task, args, producer=producer, retry=False, expires=settings.MAIL_HANDED_SECONDS, **options
            )
    except Exception:
        # The row is written and the sweep will find it: whatever is wrong with the broker, the caller goes on.
        _away_until = time.monotonic() + PAUSE_SECONDS
        log.warning("The broker is away; letters wait for the sweep.")


@lru_cache(maxsize=2)
def _connection(pid: int):
    """A connection of this process (a forked child must not share its parent's) that gives up early."""
    conf = current_app.conf
    options = dict(conf.broker_transport_options or {})
    if conf.broker_url and conf.broker_url.startswith(("redis", "rediss", "unix")):
        options |= _TIMEOUTS
    return current_app.connection_for_write(transport_options=options)
