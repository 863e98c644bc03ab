"""What was changed of a body, in the words of letters and of its record. Handed a body and its changes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS = {
    "body_corrected": gettext_lazy("what is said of it"),
    "body_seats_changed": gettext_lazy("its seats"),
    "body_term_changed": gettext_lazy("who sits in it"),
    "body_term_corrected": gettext_lazy("a term"),
}


def what(change) -> str:
    """ "What is said of it: name, website", "A term: Ward 3, who holds it"."""
    named = [change.about, *(label for label, _before, _after in change.lines)]
    said = ", ".join(name for name in named if name)
    word = str(WORDS[change.verb])
    return f"{word}: {said}" if said else word


def who(change) -> str:
    """The group, where the public may know it; nobody else's people are named."""
    return change.group.name if change.group and change.group.is_listed else _("A moderator or another group")


def told(body, changes: list) -> tuple[str, list[str]]:
    """The headline and the sentences of the letter."""
    lines = [_("%(group)s changed %(what)s.") % {"group": who(change), "what": what(change)} for change in changes]
    onward = _("Bodies are shared by all who ask something of them. Look whether it is right; any of you may mend it.")
    return _("What is said of %(body)s was changed") % {"body": body}, [*dict.fromkeys(lines), onward]
