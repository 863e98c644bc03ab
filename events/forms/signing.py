"""The terms on which a group signs, by letter or at the desk, and what it changes afterwards."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from events.models import Series, Sponsorship
from orgs.forms import GroupForm
from orgs.forms.days import FIRST_DAY, LAST_DAY
from orgs.forms.signing import SignedAnewForm, SignedByLinkForm
from orgs.models import Opened, User

Level = Sponsorship.Level
SHOWN_DATES = 12
ANSWERS = [
    (Level.CO_HOST, _("Co-host: your name is on it and you run it with them")),
    (Level.CO_SPONSOR, _("Co-sponsor: your name is on it and you help in a small way")),
    (Level.ENDORSE, _("Endorse: your name is on it, nothing else is expected")),
]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(attrs={"min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}, format="%Y-%m-%d")


def day_field(label, **kwargs) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DayInput(), **kwargs)


class StretchForm(forms.Form):
    """From when until when, where it is not the whole series. The same day twice is one date."""

    first_day = day_field(_("From"))
    last_day = day_field(_("Until"), help_text=_("Leave both empty for every date. The same day twice is one date."))

    def clean_first_day(self):
        return self._in_calendar("first_day")

    def clean_last_day(self):
        return self._in_calendar("last_day")

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("This is before the first day."))
        return cleaned

    def _in_calendar(self, name):
        day = self.cleaned_data[name]
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(_("Enter a year from 1900 to 2100."))
        return day


class OwnTermsForm(StretchForm):
    """What a group takes on, hopes for and says: its own to change once it has signed."""

    tasks = forms.MultipleChoiceField(
        label=_("We take on"), choices=Sponsorship.Task, required=False, widget=forms.CheckboxSelectMultiple
    )
    pledge = forms.IntegerField(label=_("People we hope to bring"), required=False, min_value=1, max_value=100_000)
    note = forms.CharField(
        label=_("A word beside our name"),
        max_length=200,
        required=False,
        help_text=_("Everybody can read it, for instance “We bring soup.”"),
    )

    def own_terms(self) -> dict:
        names = ("tasks", "pledge", "note", "first_day", "last_day")
        return {name: self.cleaned_data[name] for name in names}


class TermsForm(OwnTermsForm):
    """The same, with who decided it."""

    authority = forms.ChoiceField(
        label=_("Who decided"), choices=Sponsorship.Authority, initial=Sponsorship.Authority.OFFICER
    )
    voted_on = day_field(_("Day of the vote"), help_text=_("Where your group voted."))
    may_sign = forms.BooleanField(
        label=_("I may sign for this group"),
        help_text=_("We write to the other organizers of the group, so that they know."),
        error_messages={"required": _("Tick this if you may sign for the group.")},
    )

    def clean_voted_on(self):
        return self._in_calendar("voted_on")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("authority") != Sponsorship.Authority.VOTE:
            cleaned["voted_on"] = None
        elif not cleaned.get("voted_on") and "voted_on" not in self.errors:
            self.add_error("voted_on", _("Say on which day your group voted."))
        return cleaned

    def terms(self) -> dict:
        cleaned = self.cleaned_data
        return self.own_terms() | {"authority": cleaned["authority"], "voted_on": cleaned["voted_on"]}


class SignForm(TermsForm):
    """The answer to an invitation: what it asks for, or less. A no has a button of its own."""

    level = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    field_order = ["level", "tasks", "pledge", "note", "authority", "voted_on", "may_sign"]

    def __init__(self, *args, opened: Opened, **kwargs):
        super().__init__(*args, **kwargs)
        self.opened, asked = opened, opened.signon
        levels = list(Level)[list(Level).index(asked.level) :]
        self.fields["level"].choices = [(level, said) for level, said in ANSWERS if level in levels]
        self.fields["level"].initial = levels[0]
        for name in ("first_day", "last_day"):
            self.fields[name].initial = getattr(asked, name)

    def terms(self) -> dict:
        return super().terms() | {"level": self.cleaned_data["level"]}

    def save(self) -> None:
        """Sign for the group that was asked, as the person the link was made for."""
        self.opened.signon.accept(by=self.opened.user, **self.terms())


class ForwardedSignForm(SignedByLinkForm, SignForm):
    """The same by a link that was passed on to whoever decides."""

    field_order = ["level", "signed_as", *SignForm.field_order[1:]]


class NewGroupSignForm(SignedAnewForm, SignForm, GroupForm):
    """The same for a group that is not on the site."""

    field_order = [
        "level",
        *("name", "also_called", "kind", "town", "spot", "about", "website"),
        "signed_as",
        *("tasks", "pledge", "note", "authority", "voted_on"),
    ]


class AmendForm(OwnTermsForm):
    """What a group that has signed changes alone: what it takes on, and which of the next dates it sits out."""

    sits_out = forms.MultipleChoiceField(
        label=_("Dates we sit out"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("On these dates your group is not named."),
    )
    field_order = ["tasks", "pledge", "note", "sits_out", "first_day", "last_day"]

    def __init__(self, *args, sponsorship: Sponsorship, **kwargs):
        super().__init__(*args, **kwargs)
        self.sponsorship = sponsorship
        days = sponsorship.series.occurrences.kept().to_come().order_by("original_day")
        shown = list(days.values_list("original_day", flat=True)[:SHOWN_DATES])
        self.fields["sits_out"].choices = [
            (day.isoformat(), formats.date_format(day, "l j F")) for day in shown if self._agreed(day)
        ]
        for name in ("tasks", "pledge", "note", "sits_out", "first_day", "last_day"):
            self.fields[name].initial = getattr(sponsorship, name)

    def _agreed(self, day) -> bool:
        first, last = self.sponsorship.first_day, self.sponsorship.last_day
        return (first is None or first <= day) and (last is None or day <= last)

    def save(self, *, by: User) -> None:
        """Days that are not shown stay as they were said."""
        shown = {value for value, _label in self.fields["sits_out"].choices}
        kept = [day for day in self.sponsorship.sits_out if day not in shown]
        sits_out = sorted({*kept, *self.cleaned_data["sits_out"]})
        self.sponsorship.amend(by=by, sits_out=sits_out, **self.own_terms())


class PartingForm(forms.Form):
    """What a group says when it leaves."""

    note = forms.CharField(
        label=_("A word to the host"), max_length=200, required=False, help_text=_("Seen by the organizers of both.")
    )


class GrantsForm(forms.Form):
    """What the host lets its co-hosts do."""

    rights = forms.MultipleChoiceField(
        label=_("Co-hosts may"), choices=Series.Grant, required=False, widget=forms.CheckboxSelectMultiple
    )


class ReadForm(forms.Form):
    """Which version of a text somebody has read."""

    version = forms.IntegerField(min_value=1, max_value=1_000_000)
