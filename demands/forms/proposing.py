"""A group proposes a model demand: words that any town could put to its body."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from demands.forms.lines import LineField
from demands.models import Body, Demand, ModelDemand, ModelText
from orgs.models import Organization, User

MOST_PARTS, LONGEST_PART = 8, 240
BODIES = range(1, 4)  # of so many kinds of bodies the form asks what they decide


class ModelForm(forms.ModelForm):
    """Everything that a model is made of; where each town fills in its own it says {town} and {body}."""

    group = forms.ModelChoiceField(
        label=_("Which of your groups proposes it"), queryset=Organization.objects.none(), empty_label=None
    )
    name = LineField(label=_("Name of the model"), max_length=120, help_text=_("For example: Sanctuary school."))
    topic = forms.ChoiceField(label=_("What it is about"), choices=Demand.Topic)
    components = forms.CharField(
        label=_("Parts that can be won one by one"),
        max_length=MOST_PARTS * LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line."),
    )
    review_after = forms.IntegerField(
        label=_("Days until somebody looks whether it was done"), min_value=7, max_value=730, initial=90
    )

    class Meta:
        model = ModelText
        fields = ["title", "kind", "ask", "text", "evidence"]
        field_classes = dict.fromkeys(["title", "ask", "evidence"], LineField)
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}
        help_texts = {
            "title": _("For example: Make the schools of {town} safe for every family."),
            "ask": _("For example: We ask the {body} to name every school a protected place."),
            "text": _("As a body would pass it: whereas, and sections with numbers. {town} and {body} are filled in."),
            "evidence": _("For example: a signed copy or the minutes of the vote."),
        }

    field_order = ["group", "name", "topic", "title", "kind", "ask", "text", "components", "evidence", "review_after"]

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Organization.objects.organized_by(user).listed().order_by("name", "pk")
        kinds = [("", _("No other")), *Body.Kind.choices]
        for number in BODIES:
            first = number == BODIES[0]
            label = _("Who can decide about it") if first else _("Who else can decide about it")
            self.fields[f"body_{number}"] = forms.ChoiceField(
                label=label, choices=kinds[first:], required=first, initial="city_council" if first else ""
            )
            self.fields[f"says_{number}"] = forms.CharField(
                label=_("What it can really decide, and what it cannot"), max_length=240, required=first
            )

    def clean_components(self) -> list[str]:
        parts = [line.strip() for line in self.cleaned_data["components"].splitlines() if line.strip()]
        if not 1 <= len(parts) <= MOST_PARTS or any(len(part) > LONGEST_PART for part in parts):
            raise ValidationError(_("Name one to eight parts, each in one short line."), code="parts")
        return parts

    def clean(self) -> dict:
        cleaned = super().clean()
        bodies = {}
        for number in BODIES:
            body, says = cleaned.get(f"body_{number}"), cleaned.get(f"says_{number}")
            if body and not says and f"says_{number}" not in self.errors:
                self.add_error(f"says_{number}", ValidationError(_("Say what it can decide."), code="required"))
            elif body:
                bodies.setdefault(body, {"kind": cleaned.get("kind", ""), "says": says})
        cleaned["bodies"] = bodies
        return cleaned

    def save(self, *, by: User) -> ModelDemand:
        names = "group name topic title kind ask text evidence components review_after bodies".split()
        return ModelDemand.put_forward(by=by, **{name: self.cleaned_data[name] for name in names})


class NewerModelForm(ModelForm):
    """The words of a model written anew by the group that proposed it; its name and its topic stay."""

    def __init__(self, *args, model: ModelDemand, user: User, **kwargs):
        self.model = model
        super().__init__(*args, user=user, initial=_said(model.waiting_words or model.text), **kwargs)
        for name in ("group", "name", "topic"):
            del self.fields[name]

    def save(self, *, by: User) -> ModelDemand:
        names = "title kind ask text evidence components review_after bodies".split()
        self.model.propose_words(by=by, **{name: self.cleaned_data[name] for name in names})
        return self.model


def _said(text: ModelText) -> dict:
    """What the fields begin with: the words of a version."""
    said = {name: getattr(text, name) for name in ("title", "kind", "ask", "text", "evidence", "review_after")}
    said["components"] = "\n".join(text.components)
    for number, (body, decides) in zip(BODIES, text.bodies.items(), strict=False):
        said |= {f"body_{number}": body, f"says_{number}": decides["says"]}
    return said
