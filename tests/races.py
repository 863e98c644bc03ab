"""Several people at the same moment: each act in a thread with a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.core.exceptions import ValidationError
from django.db import connection


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act answered, in their order; the code of a refusal stands for its answer.

    Needs a test marked `django_db(transaction=True)`: others hide what they wrote from other connections.
    """
    start = Barrier(len(acts))

    def act(verb):
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            return verb()
        except ValidationError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(act, acts))
