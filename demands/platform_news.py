"""What letters say about the names under a platform: a headline and sentences, handed what they are about.

`own` says that the letter goes to the organizers of the group that signs, otherwise to those of the keeper.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Words = tuple[str, list[str]]


def invited(asked) -> Words:
    words = _names(asked)
    until = {"day": date_format(asked.open_until, "j F Y")}
    return _("%(keeper)s asks: will %(group)s sign “%(title)s”?") % words, [
        asked.platform.summary,
        _("You can sign the whole of it, or only the planks your group stands for."),
        _("A yes puts your name under these words, nothing more. You can withdraw at any time."),
        _("The question is open until %(day)s. You can say no without a reason.") % until,
    ]


def requested(asked) -> Words:
    words = _names(asked)
    return _("%(group)s would like to sign “%(title)s”") % words, [
        _("%(group)s asks to be named under the platform “%(title)s”. Its name appears once you welcome it.") % words
    ]


def answered(asked, *, own: bool) -> Words:
    words = _names(asked)
    if asked.is_accepted:
        return _accepted(asked, words, own)
    if asked.state == "declined":
        said = (
            _("%(group)s has declined the invitation to sign “%(title)s”.")
            if asked.is_invitation
            else _("%(keeper)s has declined the request of %(group)s to be named under “%(title)s”.")
        )
        return _("Not this time: %(group)s and “%(title)s”") % words, [said % words]
    said = [_("%(group)s has withdrawn its name from “%(title)s”.") % words]
    if asked.parting_note:
        said.append(_("It says: “%(note)s”") % {"note": asked.parting_note})
    return _("%(group)s no longer stands under “%(title)s”") % words, said


def of_planks(asked, planks: list) -> Words:
    words = _names(asked) | {"number": len(planks)}
    headline = ngettext(
        "“%(title)s” has a plank that %(group)s has not signed",
        "“%(title)s” has %(number)d planks that %(group)s has not signed",
        len(planks),
    )
    new = [f"{plank.title}: {plank.text}" for plank in planks]
    return headline % words, [
        _("%(keeper)s has added to the platform since your group signed it:") % words,
        *new,
        _("Your name stands where it stood. Sign what is new as well, or leave it.") % words,
    ]


def _accepted(asked, words: dict[str, str], own: bool) -> Words:
    said = [
        _("%(group)s has signed “%(title)s”.") % words
        if asked.is_invitation
        else _("%(keeper)s welcomes %(group)s, which signs “%(title)s”.") % words
    ]
    if asked.signed_name:
        said.append(_("Signed by: %(name)s") % {"name": asked.signed_name})
    if not asked.organization.is_listed:
        said.append(_("The group is named once it is listed."))
    if own:
        said.append(_("If that was not agreed in your group, sign in and withdraw: one press, and the name is gone."))
    return _("%(group)s signs “%(title)s”") % words, said


def _names(asked) -> dict[str, str]:
    platform = asked.platform
    return {"group": asked.organization.name, "keeper": platform.keeper.name, "title": platform.title}
