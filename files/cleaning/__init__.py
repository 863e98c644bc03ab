"""Files of strangers are opened in a process of their own, with little memory and time, and made anew there.

What comes back is never what was sent: a picture is painted again, a PDF written again without what can act. Whatever
breaks, runs out of time or grows beyond its memory there is "not a file that we can read" here. One at a time: who
has waited for her turn too long is told to try again.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from files.cleaning.refusal import MOST_BYTES, Refused

SECONDS = 15
PATIENCE = 5.0  # seconds until it is one's turn
TURN = Lock()
HOUSE = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Cleaned:
    """What was made anew: "jpeg", "png", "webp" or "pdf", and its bytes."""

    kind: str
    content: bytes


def cleaned(data: bytes) -> Cleaned:
    """The same picture or PDF, made anew. Refused with a code where it is none, too large, or could act by itself."""
    if len(data) > MOST_BYTES:
        raise Refused("size")
    command = [sys.executable, "-E", "-s", "-m", "files.cleaning"]
    try:
        with _turn():
            done = subprocess.run(  # noqa: S603
                command, input=data, capture_output=True, timeout=SECONDS, cwd=HOUSE, env={}
            )
    except subprocess.TimeoutExpired:
        raise Refused("unreadable") from None
    word, _line, content = done.stdout.partition(b"\n")
    kind, _space, code = word.decode("ascii", "replace").partition(" ")
    if done.returncode or kind == "refused":
        raise Refused(code or "unreadable")
    return Cleaned(kind, content)


@contextmanager
def _turn() -> Iterator[None]:
    """One file at a time in each process of the site, so that many at once take neither its memory nor its threads."""
    if not TURN.acquire(timeout=PATIENCE):
        raise Refused("busy")
    try:
        yield
    finally:
        TURN.release()


__all__ = ["Cleaned", "Refused", "cleaned"]
