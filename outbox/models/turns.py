"""One after the other: who counts what stands about an address, and then writes, waits for who does the same."""

import hashlib

from django.db import connections


def wait_for(index: str, *, database: str) -> None:
    """Hold what is counted about this address until the transaction ends.

    SQLite has one writer at a time anyway, from BEGIN on.
    """
    connection = connections[database]
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        lock = int.from_bytes(hashlib.sha256(index.encode()).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
