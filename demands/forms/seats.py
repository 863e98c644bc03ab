"""The seats of a body, and who sits in them since when."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from demands.models import Seat, Term
from demands.models.body_keeping import MOST_SEATS

LONGEST_NAME = Seat._meta.get_field("name").max_length


class SeatsForm(forms.Form):
    """More seats: one a line, as many as a body may have."""

    names = forms.CharField(
        label=_("More seats, one a line"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As the body calls them: “Ward 1”, “At large”, “Chair”."),
    )

    def clean_names(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if len(names) > MOST_SEATS:
            most = {"most": MOST_SEATS}
            raise ValidationError(_("A body has at most %(most)d seats."), code="many", params=most)
        if any(len(name) > LONGEST_NAME for name in names):
            longest = {"longest": LONGEST_NAME}
            raise ValidationError(_("Each line has at most %(longest)d letters."), code="long", params=longest)
        return names


class SeatForm(forms.ModelForm):
    """What a seat is called, and its place in the row."""

    place = forms.IntegerField(label=_("Its place in the row"), min_value=1, max_value=MOST_SEATS)

    class Meta:
        model = Seat
        fields = ["name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].initial = max(self.instance.order, 1)

    def said(self) -> dict:
        return {"name": self.cleaned_data["name"], "place": self.cleaned_data["place"]}


class TermForm(forms.ModelForm):
    """Who holds a seat, since when, and until when where that is known."""

    class Meta:
        model = Term
        fields = ["holder", "since", "until"]
        labels = {"holder": _("Who holds it"), "since": _("Since"), "until": _("Until")}
        help_texts = {
            "holder": _("The name of the office holder, as the body publishes it. Nothing else about the person."),
            "until": _("Empty: until somebody follows."),
        }
        widgets = {
            "since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def clean(self):
        super().clean()
        for name in ("since", "until"):
            if (day := self.cleaned_data.get(name)) and not 1900 <= day.year <= 2100:
                self.add_error(name, ValidationError(_("Enter a day between 1900 and 2100."), code="year"))
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", ValidationError(_("A term does not end before it begins."), code="order"))
        return self.cleaned_data

    def said(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("holder", "since", "until")}
