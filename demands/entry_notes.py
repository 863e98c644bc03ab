"""What the page of one entry says above it: how it stands, and what the reader can do. No database."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from demands.timeline import Told


class Note(NamedTuple):
    """The colour is go, wait or stop."""

    colour: str
    heading: str
    text: str


TAKEN_BACK = Note("stop", _("Taken back"), _("It was taken back before anybody confirmed it. It counts for nothing."))
MISTAKE = Note("stop", _("A mistake"), _("A later entry says that it did not happen. It counts for nothing."))
CORRECTED = Note("stop", _("Corrected"), _("A later entry has taken its place."))
CONFIRMED = Note("go", _("Confirmed"), _("Two people stand behind it, and everybody reads it."))
GONE = Note(
    "stop",
    _("What showed it was taken away"),
    _("It counts for nothing until other evidence is here and a second person has looked at it."),
)
MISSING = Note(
    "wait",
    _("Evidence is missing"),
    _(
        "Nothing is won without evidence. Add minutes, a signed copy or a recording below; "
        "then somebody else confirms it."
    ),
)
OWN_ANEW = Note(
    "wait",
    _("A second person looks again"),
    _("What showed it was taken away. Somebody else looks at what is here now; it counts from then on."),
)
OWN = Note(
    "wait",
    _("A second person confirms it"),
    _(
        "Another organizer of your group, of a group that endorses the demand, or a moderator looks at it. "
        "Until then it counts for nothing, and the public does not see it."
    ),
)
OWN_DAY = Note(
    "wait",
    _("A second person confirms it"),
    _(
        "The public page says at once that the day was moved and is not confirmed yet, so that nobody goes on the "
        "wrong one. Where the date is in calendars too, move it there. The rest counts once somebody else has looked."
    ),
)
UNSHOWN = Note(
    "wait",
    _("Look it up before you confirm"),
    _(
        "Nothing is attached to it. Look at the agenda or the minutes of the body, or ask who entered it, and confirm "
        "only what you have seen."
    ),
)
ANEW = Note(
    "wait",
    _("Look again before you confirm"),
    _("What showed it was taken away. Open what is here now, and confirm only what you have seen there."),
)
LOOK = Note(
    "wait",
    _("Look at it before you confirm"),
    _("Open the evidence and compare the day, the votes and the text. Confirm only what you have seen there."),
)


def note_of(told: Told, *, is_own: bool) -> Note:
    """The one thing to say of an entry, to who has entered it and to who has not."""
    action = told.action
    if action.dropped_at:
        return TAKEN_BACK
    if told.correction:
        return MISTAKE if told.never_happened else CORRECTED
    if action.is_settled:
        return CONFIRMED
    if action.lacks_evidence:
        return GONE if action.is_unproven else MISSING
    if is_own:
        return OWN_ANEW if action.is_unproven else OWN_DAY if action.turns_a_day else OWN
    return ANEW if action.is_unproven else LOOK if action.pieces else UNSHOWN
