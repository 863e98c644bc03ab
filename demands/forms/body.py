"""A body written down, and what is said of it changed."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from demands.deciding import office
from demands.models import Body
from demands.models.body_division import division_of, name_around
from demands.models.body_keeping import MOST_SEATS
from demands.models.body_scopes import acting_for
from orgs.models import Organization, User
from places.forms import PlaceForm
from places.models import Place
from places.spots import Spot

MOST_LIKELY = 5
KINDS = [("", _("Choose one")), *Body.Kind.choices]


class WhereForm(PlaceForm):
    """The first page of a new body: its town and its kind. Changes nothing, and so comes in the address."""

    venue = None
    street = None
    kind = forms.ChoiceField(label=_("What kind of body"), choices=KINDS)

    @property
    def likely(self) -> list[Body]:
        """Those of this kind that are written down for this town."""
        spot, kind = self.cleaned_data["found_spot"], self.cleaned_data["kind"]
        return list(Body.objects.likely("", kind, spot).for_cards()[:MOST_LIKELY])

    def begun(self) -> dict:
        """What the second page begins with: the town, the kind, and the name that such a body usually has."""
        spot, kind = self.cleaned_data["found_spot"], self.cleaned_data["kind"]
        typed = {"town": self.cleaned_data["town"], "spot": spot.key, "kind": kind}
        return typed | {"name": usual_name(kind, spot)}


def usual_name(kind: str, spot: Spot) -> str:
    """ "Akron City Council"; empty where such bodies are called in too many ways."""
    named, where = office(kind).usual_name, name_around(kind, spot)
    return str(named) % {"where": where} if named and where else ""


class FactsForm(PlaceForm):
    """What a body is, where it meets and how one speaks there."""

    venue = forms.CharField(
        label=_("Where it meets"),
        max_length=120,
        required=False,
        help_text=_("Such as “City Hall, council chamber, 3rd floor”."),
    )
    kind = forms.ChoiceField(label=_("What kind of body"), choices=KINDS)
    name = forms.CharField(
        label=_("Its name"), max_length=120, help_text=_("As it calls itself, such as “Akron City Council”.")
    )
    votes_needed = forms.IntegerField(
        label=_("Votes that are needed"),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        help_text=_("Empty: more than half of its seats."),
    )
    website = forms.URLField(label=_("Its website"), max_length=200, required=False, assume_scheme="https")
    agenda_url = forms.URLField(
        label=_("Where its agenda is published"), max_length=200, required=False, assume_scheme="https"
    )
    how_to_speak = forms.CharField(
        label=_("How to speak there"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where and by when one signs up, for how long one speaks, where written comment goes."),
    )
    SAID = ("name", "kind", "votes_needed", "website", "agenda_url", "how_to_speak")

    def said(self) -> dict:
        """What the verbs are told, with a place and a division of its own."""
        kind, spot = self.cleaned_data["kind"], self.cleaned_data["found_spot"]
        facts = {name: self.cleaned_data[name] for name in self.SAID}
        return facts | {"place": self.save_place(), "jurisdiction": division_of(kind, spot)}

    def save_place(self) -> Place:
        """Where nobody says where it meets, the place is the town."""
        spot = self.cleaned_data["found_spot"]
        self.cleaned_data["venue"] = self.cleaned_data["venue"] or spot.locality or spot.label
        return super().save_place()


class BodyForm(FactsForm):
    """The second page of a new body.

    Where bodies that may be meant are here already the form is invalid and `likely` holds them; posted again with
    `another`, the keys of all of them, it is valid.
    """

    seats = forms.IntegerField(
        label=_("How many votes it has"),
        min_value=0,
        max_value=MOST_SEATS,
        required=False,
        help_text=_(
            "They are numbered “Seat 1”, “Seat 2” at first. Call them otherwise, and say who sits there, later."
        ),
    )
    group = forms.ModelChoiceField(
        label=_("For which group you write it down"), queryset=Organization.objects.none(), empty_label=None
    )
    another = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.likely: list[Body] = []
        groups = Organization.objects.organized_by(by).listed().order_by("name", "pk")
        self.fields["group"].queryset = groups
        if len(groups) == 1:
            self.fields["group"].widget = forms.HiddenInput()
            self.fields["group"].initial = groups[0].pk

    def clean(self):
        super().clean()
        name, kind, spot = (self.cleaned_data.get(field) for field in ("name", "kind", "found_spot"))
        if name and kind and spot:
            self._look_for_it(name, kind, spot)
        return self.cleaned_data

    @property
    def likely_keys(self) -> str:
        return " ".join(str(body.pk) for body in self.likely)

    def save(self) -> Body:
        """The body with its seats. ValidationError where somebody wrote it down in the same moment."""
        try:
            with transaction.atomic():
                seats = self.cleaned_data["seats"] or 0
                return Body.write_down(by=self.by, group=self.cleaned_data["group"], seats=seats, **self.said())
        except IntegrityError as error:
            raise ValidationError(_("This body is here already."), code="here") from error

    def _look_for_it(self, name: str, kind: str, spot: Spot) -> None:
        self.likely = list(Body.objects.likely(name, kind, spot).for_cards()[:MOST_LIKELY])
        if set(self.likely_keys.split()) - set(self.cleaned_data.get("another", "").split()):
            raise ValidationError(_("This may be here already. Look whether it is the same body."), code="known")


class BodyFactsForm(FactsForm):
    """What is said of a body is changed."""

    def __init__(self, *args, body: Body, **kwargs):
        self.body = body
        said = {name: getattr(body, name) for name in self.SAID}
        super().__init__(*args, place=body.place, initial=said, **kwargs)
        if body.place.name == body.place.locality:
            self.initial["venue"] = ""

    def save(self, *, by: User) -> None:
        try:
            with transaction.atomic():
                self.body.correct_facts(by=by, group=acting_for(self.body, by), **self.said())
        except IntegrityError as error:
            raise ValidationError(_("This body is here already."), code="here") from error
