"""What several letters of one claim ask alike is asked once, as long as that is a moment ago."""

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# As fresh as a letter that was written while another went out.
MOMENT = 1.0

_known: ContextVar[dict[Hashable, tuple[float, object]] | None] = ContextVar("known", default=None)


@contextmanager
def sending() -> Iterator[None]:
    """Letters made within this share what they ask by `once`."""
    before = _known.set({})
    try:
        yield
    finally:
        _known.reset(before)


def once[Found](key: Hashable, find: Callable[[], Found]) -> Found:
    """What `find` finds, or found under the key less than a moment ago. Errors are not remembered; alone it asks."""
    known = _known.get()
    if known is None:
        return find()
    at, found = known.get(key, (0.0, None))
    if not at or time.monotonic() - at >= MOMENT:
        found = find()
        known[key] = time.monotonic(), found
    return found
