"""Make a demand and look after it: what is asked of whom, how it is filed, what comes next."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from demands.forms.body_field import BodyField
from demands.forms.lines import LineField
from demands.forms.words import WordsForm
from demands.models import Body, Demand
from orgs.forms.days import DayField
from orgs.models import Organization, User


class FactsForm(forms.Form):
    """Under what a demand is found. It may change at any time; nobody is written to."""

    kind = forms.ChoiceField(label=_("What it asks for"), choices=Demand.Kind, initial=Demand.Kind.RESOLUTION)
    topic = forms.ChoiceField(label=_("What it is about"), choices=Demand.Topic, initial=Demand.Topic.OTHER)
    identifier = LineField(
        label=_("File number"),
        max_length=60,
        required=False,
        help_text=_("Once the body has given it one: “2026-114”."),
    )

    @classmethod
    def of(cls, data, demand: Demand) -> "FactsForm":
        return cls(data, initial={name: getattr(demand, name) for name in cls.base_fields})

    def save(self, demand: Demand, *, by: User) -> None:
        demand.classify(by=by, **self.cleaned_data)


class AfterForm(forms.Form):
    """What is new may come after a demand of hers; the address of the page names it."""

    by: User
    after = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    def clean_after(self) -> Demand | None:
        """The demand of hers that this one comes after; None for any other word."""
        return Demand.objects.editable_by(self.by).put().filter(slug=self.cleaned_data["after"]).first()


class DemandForm(AfterForm, WordsForm, FactsForm):
    """Everything about a demand, on one page; `save` makes or changes a draft."""

    lead = forms.ModelChoiceField(label=_("Your group"), queryset=Organization.objects.none())
    body = BodyField()

    field_order = ["lead", "body", "title", "summary", "kind", "topic", "about", "components", "identifier"]

    def __init__(self, *args, by: User, demand: Demand | None = None, **kwargs):
        self.by, self.demand = by, demand
        if demand:
            kwargs["initial"] = self.as_it_is(demand) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        leads = Organization.objects.organized_by(by).order_by("name")
        self.fields["lead"].queryset = leads
        if len(leads) == 1:
            self.fields["lead"].empty_label = None
            self.fields["lead"].initial = leads[0]

    def save(self) -> Demand:
        """A draft, new or changed. Asked twice with the same demand it changes that one."""
        fields = dict(self.cleaned_data)
        after = fields.pop("after")
        if self.demand is None:
            return Demand.draft(by=self.by, after=after, **fields)
        self.demand.rewrite(by=self.by, **fields)
        return self.demand

    @classmethod
    def beginning(cls, data, *, by: User, asked) -> "DemandForm":
        """A new one; where the address names the demand before it, that one's group, body and topic stand there.

        The page of a body names the body.
        """
        ladder = LadderForm(asked, by=by)
        before = ladder.before
        if before is None:
            return cls(data, by=by, initial={"body": ladder.asked})
        same = {name: getattr(before, name) for name in ("lead", "body", "kind", "topic")}
        return cls(data, by=by, initial=same | {"after": before.slug})


class LadderForm(forms.Form):
    """The demand of hers that a new one comes after, or the body it is put to, as an address names it."""

    after = forms.SlugField(max_length=80, required=False)
    body = forms.SlugField(max_length=80, required=False)

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    @property
    def asked(self) -> Body | None:
        """The body whose page one comes from."""
        slug = self.cleaned_data["body"] if self.is_valid() else ""
        return Body.objects.filter(slug=slug).first() if slug else None

    @property
    def before(self) -> Demand | None:
        slug = self.cleaned_data["after"] if self.is_valid() else ""
        hers = Demand.objects.editable_by(self.by).put().select_related("lead", "body")
        return hers.filter(slug=slug).first() if slug else None


class ClosingForm(forms.Form):
    """Nobody works on it any more, and why."""

    note = LineField(
        label=_("Why"),
        max_length=200,
        required=False,
        help_text=_("A word for those who stood with you. It stands on its page."),
    )


class NextStepForm(forms.Form):
    """What comes next, who does it, and until when."""

    step = LineField(
        label=_("Next step"),
        max_length=160,
        required=False,
        help_text=_("For example: ask the clerk when it is on the agenda. Empty: nothing is planned."),
    )
    who = forms.ModelChoiceField(
        label=_("Who"), queryset=User.objects.none(), required=False, empty_label=_("Nobody yet")
    )
    on = DayField(label=_("By when"), required=False)

    def __init__(self, *args, demand: Demand, **kwargs):
        now = {"step": demand.next_step, "who": demand.next_step_by_id, "on": demand.next_step_on}
        super().__init__(*args, initial=now, **kwargs)
        self.demand = demand
        self.fields["who"].queryset = demand.lead.organizers()

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("who") or cleaned.get("on")) and "step" not in self.errors and not cleaned["step"]:
            self.add_error("step", ValidationError(_("Say what comes next."), code="required"))
        return cleaned

    def save(self, *, by: User) -> None:
        self.demand.plan_next(by=by, **self.cleaned_data)
