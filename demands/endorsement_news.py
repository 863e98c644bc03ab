"""What letters say about who endorses a demand: a headline and sentences, handed what they are about.

`own` says that the letter goes to the organizers of the group, otherwise to those of the lead.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

Words = tuple[str, list[str]]


def invited(endorsement) -> Words:
    words = _names(endorsement)
    known = _("%(lead)s asks: will %(group)s endorse “%(title)s”?") % words
    by_letter = _("%(lead)s asks: will your group endorse “%(title)s”?") % words
    open_until = {"day": date_format(endorsement.open_until, "j F Y")}
    return known if endorsement.organization else by_letter, [
        *_what_is_asked(endorsement, words),
        _("A yes puts your name under these words, nothing more. You can withdraw at any time."),
        _("The question is open until %(day)s. No account is needed, and you can say no without a reason.")
        % open_until,
    ]


def reminded(endorsement, *, last: bool) -> Words:
    words = _names(endorsement) | {"day": date_format(endorsement.asked_at, "j F")}
    known = _("On %(day)s %(lead)s asked %(group)s to endorse “%(title)s”. Nobody has answered yet.") % words
    by_letter = _("On %(day)s %(lead)s asked your group to endorse “%(title)s”. Nobody has answered yet.") % words
    again = _("We do not ask again.") if last else _("After a no we do not ask again.")
    open_until = {"day": date_format(endorsement.open_until, "j F Y")}
    return _("%(lead)s asks once more: “%(title)s”") % words, [
        known if endorsement.organization else by_letter,
        *_what_is_asked(endorsement, words),
        _("A yes and a no are one press each. No account is needed."),
        _("The question is open until %(day)s.") % open_until + " " + again,
    ]


def _what_is_asked(endorsement, words: dict[str, str]) -> list[str]:
    """The demand in its own words: its sentence, its parts, and who decides."""
    parts = [f"{number}. {part.text}" for number, part in enumerate(endorsement.demand.components.current()[:12], 1)]
    return [endorsement.demand.summary, *parts, _("It is put to: %(body)s.") % words]


def requested(endorsement) -> Words:
    words = _names(endorsement)
    return _("%(group)s would like to endorse “%(title)s”") % words, [
        _("%(group)s asks to be named under the demand “%(title)s”. Its name appears once you welcome it.") % words
    ]


def answered(endorsement, *, own: bool) -> Words:
    words = _names(endorsement)
    if endorsement.state == "accepted":
        return _accepted(endorsement, words, own)
    if endorsement.state == "declined":
        said = (
            _("%(group)s has declined the invitation to endorse “%(title)s”.")
            if endorsement.is_invitation
            else _("%(lead)s has declined the request of %(group)s to be named under “%(title)s”.")
        )
        return _("Not this time: %(group)s and “%(title)s”") % words, [said % words]
    said = [_("%(group)s has withdrawn its name from “%(title)s”.") % words]
    if endorsement.parting_note:
        said.append(_("It says: “%(note)s”") % {"note": endorsement.parting_note})
    return _("%(group)s no longer endorses “%(title)s”") % words, said


def _accepted(endorsement, words: dict[str, str], own: bool) -> Words:
    said = [
        _("%(group)s has endorsed “%(title)s”.") % words
        if endorsement.is_invitation
        else _("%(lead)s welcomes %(group)s, which endorses “%(title)s”.") % words
    ]
    if endorsement.signed_name:
        said.append(_("Signed by: %(name)s") % {"name": endorsement.signed_name})
    if not endorsement.organization.is_listed:
        said.append(_("The group is named once it is listed."))
    if own:
        said.append(_("If that was not agreed in your group, sign in and withdraw: one press, and the name is gone."))
    return _("%(group)s endorses “%(title)s”") % words, said


def _names(endorsement) -> dict[str, str]:
    demand = endorsement.demand
    return {
        "group": endorsement.organization.name if endorsement.organization else _("A group asked by letter"),
        "lead": demand.lead.name,
        "title": demand.title,
        "body": demand.body.name,
    }
