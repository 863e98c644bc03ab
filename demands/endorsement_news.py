"""What letters say about who endorses a demand: a headline and sentences, handed what they are about.

`own` says that the letter goes to the organizers of the group, otherwise to those of the lead.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

Words = tuple[str, list[str]]


def invited(endorsement) -> Words:
    words = _names(endorsement)
    open_until = {"day": date_format(endorsement.open_until, "j F Y")}
    return _("%(lead)s asks: will %(group)s endorse “%(title)s”?") % words, [
        endorsement.demand.summary,
        _("It is put to: %(body)s.") % words,
        _("A yes puts your name under these words, nothing more. You can withdraw at any time."),
        _("The question is open until %(day)s. You can say no without a reason.") % open_until,
    ]


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
        "group": endorsement.organization.name,
        "lead": demand.lead.name,
        "title": demand.title,
        "body": demand.body.name,
    }
