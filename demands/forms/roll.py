"""How the seats of a large body voted: who voted otherwise than the rest, by names pasted from the minutes."""

import re
from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from demands.models import Seat

SHOWN = 5  # names that are not found, in one sentence
LONGEST = 20_000
LABELS = {
    "for": _("Who voted for it"),
    "against": _("Who voted against it"),
    "abstained": _("Who abstained"),
    "absent": _("Who was absent"),
}
BETWEEN = re.compile(r"[\n,;]+")


class NamesField(forms.CharField):
    """Seats by the name of the seat or of who holds it; a last name is enough where one alone bears it."""

    widget = forms.Textarea

    def __init__(self, *, seats: dict[str, set[int]], **kwargs):
        super().__init__(required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)
        self.seats = seats

    def clean(self, value) -> list[int]:
        """The keys of the seats that are named, each once."""
        names = [spelled(name) for name in BETWEEN.split(super().clean(value)) if spelled(name)]
        unclear = [name for name in names if len(self.seats.get(name, ())) != 1]
        if unclear:
            said = _("Not found, or borne by several: %(names)s. Write the seat or the whole name.")
            shown = {"names": ", ".join(unclear[:SHOWN])}
            raise ValidationError(said, code="unclear", params=shown)
        return list(dict.fromkeys(key for name in names for key in self.seats[name]))


def named_fields(seats: Iterable[Seat]) -> dict[str, forms.Field]:
    """A field for each vote, and one for all who are not named."""
    known = known_as(seats)
    hint = _("One a line, or with commas between them.")
    fields = {f"names-{vote}": NamesField(seats=known, label=label, help_text=hint) for vote, label in LABELS.items()}
    rest = [("", _("Not said")), ("for", _("Voted for it")), ("against", _("Voted against it"))]
    fields["rest"] = forms.ChoiceField(label=_("All the others"), choices=rest, required=False)
    return fields


def known_as(seats: Iterable[Seat]) -> dict[str, set[int]]:
    """The seats by every name that means them: the seat's own, the holder's, and her last name."""
    known: dict[str, set[int]] = {}
    for seat in seats:
        held = next((term.holder for term in seat.terms.all() if term.until is None), "")
        for name in {spelled(seat.name), spelled(held), spelled(held).rpartition(" ")[2]} - {""}:
            known.setdefault(name, set()).add(seat.pk)
    return known


def votes_of(cleaned: dict, seats: Iterable[Seat]) -> dict[int, str]:
    """What each seat voted. ValidationError, by field, for a seat that is named twice."""
    votes: dict[int, str] = {}
    for vote in LABELS:
        keys = cleaned.get(f"names-{vote}") or []
        if any(key in votes for key in keys):
            twice = next(seat for seat in seats if seat.pk in votes and seat.pk in keys)
            said = ValidationError(_("%(seat)s is named above already."), code="twice", params={"seat": twice})
            raise ValidationError({f"names-{vote}": said})
        votes |= dict.fromkeys(keys, vote)
    if rest := cleaned.get("rest"):
        votes |= {seat.pk: rest for seat in seats if seat.pk not in votes and not is_empty(seat)}
    return votes


def is_empty(seat: Seat) -> bool:
    """Whether somebody held it and nobody does now. Where nobody was ever written down we do not know."""
    terms = seat.terms.all()
    return bool(terms) and all(term.until for term in terms)


def spelled(name: str) -> str:
    return " ".join(name.split()).casefold()
