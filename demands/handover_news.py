"""What letters say about who leads a demand: a headline and sentences, handed what they are about."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

Words = tuple[str, list[str]]


def offered(offer) -> Words:
    words = _names(offer) | {"day": date_format(offer.open_until, "j F Y")}
    said = _("%(lead)s stays beside it and endorses it.") if offer.stays else _("%(lead)s does not stay beside it.")
    return _("%(lead)s asks whether %(group)s will lead “%(title)s”") % words, [
        offer.demand.summary,
        _("It is put to: %(body)s.") % words,
        _("With your yes it is yours at once: you enter what happens, ask groups, and say what comes next.")
        + " "
        + said % words,
        _("The page, its words, the groups under it and those who follow it stay as they are."),
        _("The offer is open until %(day)s. You can say no without a reason.") % words,
    ]


def declined(offer) -> Words:
    return _("%(group)s would rather not lead “%(title)s”") % _names(offer), [
        _("Everything stays as it was. You can ask another group.")
    ]


def accepted(offer) -> Words:
    words = _names(offer)
    said = [
        _("%(lead)s has handed it over, and stays beside it.") % words
        if offer.stays
        else _("%(lead)s has handed it over, and is not named beside it any more.") % words,
        _("Its words, what happened so far and the groups under it stay as they are."),
    ]
    if not offer.stays:
        said.append(_("Seats that people of %(lead)s talked to are free for others.") % words)
    said.append(
        _("There is nothing to do. A group that does not want to stand beside it any more can withdraw its name.")
    )
    return _("%(group)s leads “%(title)s” now") % words, said


def _names(offer) -> dict[str, str]:
    demand = offer.demand
    return {"lead": offer.organization.name, "group": offer.to.name, "title": demand.title, "body": demand.body.name}
