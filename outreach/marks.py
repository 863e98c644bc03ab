"""What stands in a letter for what differs from group to group: words in braces. No database."""

import re

from django.utils.translation import gettext_lazy as _

# In the order in which they are explained.
MARKS = {
    "{group}": _("the name of the group"),
    "{person}": _("whom you know there; where nobody is noted, the name of the group"),
    "{title}": _("what they are asked to join"),
    "{host}": _("your group"),
    "{sender}": _("the name of who sends it"),
}
PERSON = "{person}"  # a contact: never stored in a letter, but filled in where it is read

_IN_BRACES = re.compile(r"\{[^{}\r\n]{0,60}\}")


def unknown(text: str, known) -> list[str]:
    """What stands in braces and is no mark, each once."""
    return list(dict.fromkeys(found for found in _IN_BRACES.findall(text) if found not in known))


def fill(text: str, words: dict[str, str]) -> str:
    """The text with each mark replaced, in one pass: a name that holds braces is left as it is."""
    return _IN_BRACES.sub(lambda found: words.get(found[0], found[0]), text)
