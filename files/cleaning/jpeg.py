"""Photographs within a PDF: their bytes without what was noted beside the picture."""

import re

from files.cleaning.refusal import Refused

MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")  # what is left out belongs to the picture itself
BEGIN, SCAN, END, COMMENT = 0xD8, 0xDA, 0xD9, 0xFE
OF_COLORS = {0xE0, 0xE2, 0xEE}  # the application segments that say how the colors are meant


def without_notes(jpeg: bytes) -> bytes:
    """A JPEG without comments, without application segments but those of its colors, and nothing after its end."""
    kept, at, painting = bytearray(b"\xff\xd8"), jpeg.find(b"\xff\xd8") + 2, False
    if at < 2:
        raise Refused("unreadable")
    while found := MARKER.search(jpeg, at):
        if painting:
            kept += jpeg[at : found.start()]
        marker, at = found[1][0], found.end()
        if marker == END:
            return bytes(kept) + b"\xff\xd9"
        if marker in {0x01, BEGIN}:  # these two have no length
            continue
        after = at + int.from_bytes(jpeg[at : at + 2])
        if not _is_note(marker):
            kept += bytes((0xFF, marker)) + jpeg[at:after]
        painting, at = marker == SCAN, after
    return bytes(kept + jpeg[at:]) if painting else bytes(kept)


def _is_note(marker: int) -> bool:
    return marker == COMMENT or (0xE0 <= marker <= 0xEF and marker not in OF_COLORS)
