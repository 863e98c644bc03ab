"""Files of strangers are opened in a process of their own, with little memory and time, and made anew there.

What comes back is never what was sent: a picture is painted again, a PDF written again without what can act. Whatever
breaks, runs out of time or grows beyond its memory there is "not a file that we can read" here.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from planning.cleaning.refusal import MOST_BYTES, Refused

SECONDS = 30
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
    command = [sys.executable, "-E", "-s", "-m", "planning.cleaning"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, cwd=HOUSE, env={})  # noqa: S603
    except subprocess.TimeoutExpired:
        raise Refused("unreadable") from None
    word, _line, content = done.stdout.partition(b"\n")
    kind, _space, code = word.decode("ascii", "replace").partition(" ")
    if done.returncode or kind == "refused":
        raise Refused(code or "unreadable")
    return Cleaned(kind, content)


__all__ = ["Cleaned", "Refused", "cleaned"]
