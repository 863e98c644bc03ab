"""What is asked, in its own words and part by part."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from demands.forms.lines import LineField
from demands.models import Component, Demand
from orgs.models import User

MOST_PARTS = 20
LONGEST_PART = Component._meta.get_field("text").max_length


class WordsForm(forms.Form):
    """Title, sentence, text and parts."""

    title = LineField(
        label=_("Title"), max_length=120, help_text=_("What is to be done: “Adopt the sanctuary schools resolution”.")
    )
    summary = LineField(
        label=_("What you ask, in one sentence"),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("As you would say it to a neighbor who has not heard of it."),
    )
    about = forms.CharField(
        label=_("The text"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("What the body is to adopt, and why. Markdown works: *italic*, **bold**, lists."),
    )
    components = forms.CharField(
        label=_("Its parts, one to a line"),
        max_length=MOST_PARTS * (LONGEST_PART + 2),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What can be obtained one without the other. With them a win can be said to be one in part."),
    )

    def clean_components(self) -> list[str]:
        """The parts in their order, each once."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["components"].splitlines())
        parts = list(dict.fromkeys(line for line in lines if line))
        if len(parts) > MOST_PARTS:
            raise ValidationError(_("At most %(most)s parts."), code="too_many", params={"most": MOST_PARTS})
        if any(len(part) > LONGEST_PART for part in parts):
            raise ValidationError(
                _("A part has at most %(most)s characters."), code="too_long", params={"most": LONGEST_PART}
            )
        return parts

    @classmethod
    def as_it_is(cls, demand: Demand) -> dict:
        """What stands there before somebody types."""
        columns = {field.name for field in Demand._meta.fields}
        plain = {name: getattr(demand, name) for name in cls.base_fields if name in columns - {"after"}}
        return plain | {"components": "\n".join(str(part) for part in demand.components.current())}


class DescribeForm(WordsForm):
    """Other words for a demand that was put to its body."""

    ask_again = forms.BooleanField(
        label=_("Ask every group again that endorses it"),
        required=False,
        help_text=_("They are asked in any case where the words say something else."),
    )

    def __init__(self, *args, demand: Demand, **kwargs):
        super().__init__(*args, initial=self.as_it_is(demand), **kwargs)
        self.demand = demand

    def clean(self):
        cleaned = super().clean()
        if "components" in cleaned:
            self.demand.refuse_other_parts(cleaned["components"])
        return cleaned

    def save(self, *, by: User) -> None:
        self.demand.describe(by=by, **self.cleaned_data)
