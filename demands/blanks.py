"""What a model text leaves open, and how a town fills it in: `{body}`, `{town}`, and what the model itself asks for."""

import re
from collections.abc import Mapping

_BLANK = re.compile(r"\{([a-z_]{1,30})\}")
ALWAYS = frozenset({"body", "town"})


def blanks_in(*texts: str) -> set[str]:
    """The names of the blanks in these texts."""
    return {name for text in texts for name in _BLANK.findall(text)}


def fill(text: str, names: Mapping[str, str]) -> str:
    """The text with its blanks filled; one that is not named stays as it is. What is filled in is not read again."""
    return _BLANK.sub(lambda found: names.get(found[1]) or found[0], text)


def begun_with_a_capital(text: str) -> str:
    """A title that begins with a filled blank begins like one."""
    return text[:1].upper() + text[1:]
