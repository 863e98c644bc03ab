"""The process that opens a file: it comes in on standard input; a word goes out, then a line end and the bytes."""

import resource
import sys
from contextlib import suppress

from files.cleaning import pdf, pictures
from files.cleaning.refusal import MOST_BYTES, Refused

MEMORY = 1024**3
SECONDS = 10


def main() -> None:
    _limit(resource.RLIMIT_CPU, SECONDS)
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    try:
        kind, content = clean(sys.stdin.buffer.read(MOST_BYTES + 1))
        if len(content) > MOST_BYTES:
            raise Refused("size")
    except Refused as refusal:
        kind, content = f"refused {refusal.code}", b""
    except Exception:  # the libraries raise whatever they like about a broken file
        kind, content = "refused unreadable", b""
    sys.stdout.buffer.write(kind.encode() + b"\n" + content)


def clean(data: bytes) -> tuple[str, bytes]:
    """Its kind by what is in it, whatever it is called, and the bytes made anew."""
    if data.startswith(b"%PDF-"):
        return "pdf", pdf.clean(data)
    return pictures.clean(data)


def _limit(what: int, most: int) -> None:
    with suppress(ValueError, OSError):  # some systems do not know each of them
        resource.setrlimit(what, (most, most))


main()
