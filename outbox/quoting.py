"""What a group wrote, inside a letter of ours: plain lines in which nothing can be clicked."""

import re

from django.utils.translation import gettext as _

MOST = 2_000
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
# Whatever a mail program might turn into a link: an address, a name with a point in it, a scheme.
_LINK = re.compile(r"\S*(?:://|@|www\.|\w\.[^\W\d_]\w)\S*", re.IGNORECASE)


def inert(text: str) -> list[str]:
    """The lines of a text, without control characters; in place of each link it is said that there was one."""
    text = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))[:MOST]
    lines = [" ".join(_LINK.sub(lambda found: _("[link]"), line).split()) for line in text.strip().split("\n")]
    return [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
