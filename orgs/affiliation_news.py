"""What became of a place in a coalition, in the words of a letter."""

from django.utils.translation import gettext as _


def headline(affiliation) -> str:
    """One line without a full stop, for the subject and the heading."""
    words = _words(affiliation)
    if affiliation.state == "accepted":
        return _("%(group)s is a member of %(coalition)s") % words
    if affiliation.state == "declined":
        return _("Not this time: %(group)s and %(coalition)s") % words
    return _("%(group)s is no longer a member of %(coalition)s") % words


def opening(affiliation, *, parted: int | None) -> str:
    """The first sentence: who said what. `parted` is the side that ended it."""
    words = _words(affiliation)
    if affiliation.state == "accepted":
        if affiliation.is_invitation:
            return _("%(group)s has accepted the invitation of %(coalition)s.") % words
        return _("%(coalition)s has welcomed %(group)s as a member.") % words
    if affiliation.state == "declined":
        if affiliation.is_invitation:
            return _("%(group)s has declined the invitation of %(coalition)s.") % words
        return _("%(coalition)s has declined the request of %(group)s.") % words
    if parted == affiliation.coalition_id:
        return _("%(coalition)s has ended the membership of %(group)s.") % words
    return _("%(group)s has left %(coalition)s.") % words


def consequences(affiliation) -> list[str]:
    """What both sides see from now on; one sentence each."""
    if not affiliation.is_accepted:
        return []
    said = [_("Each is named on the page of the other.")]
    if affiliation.coalition.includes_members:
        words = _words(affiliation)
        said.append(_("What %(group)s hosts also stands on the page and in the calendar of %(coalition)s.") % words)
    return said


def _words(affiliation) -> dict[str, str]:
    return {"group": affiliation.organization.name, "coalition": affiliation.coalition.name}
