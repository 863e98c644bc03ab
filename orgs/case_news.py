"""What a moderator did, in the words of a letter and of the page behind it. Handed a case and one of its acts."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS = {
    "asked": (gettext_lazy("A question about %(title)s"), gettext_lazy("A moderator asks about “%(title)s”:")),
    "confirmed": (
        gettext_lazy("%(title)s: agreed"),
        gettext_lazy("A moderator has looked at “%(title)s” and agrees."),
    ),
    "declined": (
        gettext_lazy("%(title)s: not agreed"),
        gettext_lazy("A moderator has looked at “%(title)s” and does not agree. The reason:"),
    ),
    "undone": (
        gettext_lazy("A decision about %(title)s was taken back"),
        gettext_lazy("A moderator has taken the decision about “%(title)s” back. It waits to be decided again."),
    ),
    "lifted": (
        gettext_lazy("%(title)s is shown again"),
        gettext_lazy("A moderator has lifted the decision about “%(title)s”. Everybody can see it again."),
    ),
}


def headline(case, act: str) -> str:
    """One line without a full stop, for the subject and the heading."""
    return _word(case, act, 0)


def opening(case, act: str) -> str:
    """The first sentence. The moderator's own words follow where she wrote some."""
    return _word(case, act, 1)


def onward(case, act: str) -> str:
    """What happens next, and what those concerned can do; "" where there is nothing to do."""
    if act == "asked":
        return _("Answer on the page below. Then a moderator looks again.")
    if act == "hidden":
        return _("That is a precaution and no decision. We write as soon as a person has looked.")
    if act != case.nature.refusal:
        return ""
    if case.can_be_appealed:
        return _(
            "If you think this is wrong, say so once on the page below: another moderator looks, where there is one."
        )
    return _("This was the second look, and it is final. You can still write to us.")


def _word(case, act: str, part: int) -> str:
    return str((case.nature.words.get(act) or WORDS[act])[part]) % case.words
