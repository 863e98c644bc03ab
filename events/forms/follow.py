"""Following: an address and a rhythm; for a town also how far around it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from demands.models import Demand
from events.models import Follow, Follower, Series
from orgs.models import Organization, User
from places import gazetteer
from places.forms import NearForm

HELP = _("We first send a link to confirm. It is used for nothing else, and erased when you stop.")
OF_SERIES = [
    (Follow.Rhythm.ANNOUNCED, _("When it goes on or ends")),
    (Follow.Rhythm.WEEKLY, _("That, and on Thursdays its dates of the next ten days")),
]


OF_DEMANDS = [(Follow.Rhythm.ANNOUNCED, _("A week and two days before a hearing or vote, and at the result"))]


class RhythmField(forms.ChoiceField):
    def __init__(self, **kwargs):
        super().__init__(label=_("When to write"), choices=Follow.Rhythm, widget=forms.RadioSelect, **kwargs)


class KmField(forms.TypedChoiceField):
    def __init__(self, **kwargs):
        super().__init__(
            label=_("Within"), choices=[(int(km), label) for km, label in NearForm.KMS], coerce=int, **kwargs
        )


class SpotField(forms.CharField):
    """A place of the gazetteer, by the key that a page about it bears."""

    default_error_messages = {"unknown": _("We do not know this place. Choose the town again.")}

    def __init__(self, **kwargs):
        super().__init__(label=_("Town"), max_length=60, widget=forms.HiddenInput, **kwargs)

    def clean(self, value):
        typed = super().clean(value)
        spot = gazetteer.spot(typed)
        if spot is None and typed:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return spot


class FollowForm(forms.Form):
    """Follow a group or a series by an address."""

    rhythm = RhythmField(initial=Follow.Rhythm.ANNOUNCED)
    email = forms.EmailField(label=_("Email"), max_length=254, help_text=HELP)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"prefix": "follow"} | kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    @classmethod
    def of_series(cls, *args, **kwargs) -> "FollowForm":
        form = cls(*args, **kwargs)
        form.fields["rhythm"].choices = OF_SERIES
        return form

    @classmethod
    def of_demand(cls, *args, **kwargs) -> "FollowForm":
        form = cls(*args, **kwargs)
        form.fields["rhythm"].choices = OF_DEMANDS
        return form

    def ask(self, target: dict) -> None:
        Follow.ask(self.cleaned_data["email"], target, rhythm=self.cleaned_data["rhythm"])


class TownFollowForm(FollowForm):
    """Follow what is on around a town."""

    spot = SpotField()
    km = KmField(initial=25)
    rhythm = RhythmField(initial=Follow.Rhythm.WEEKLY)
    field_order = ["spot", "km", "rhythm", "email"]

    @property
    def target(self) -> dict:
        return Follow.of_town(self.cleaned_data["spot"], self.cleaned_data["km"])


class OwnFollowForm(forms.Form):
    """Follow with an account: one group, one series, one demand or one town."""

    group = forms.ModelChoiceField(Organization.objects.none(), to_field_name="slug", required=False)
    series = forms.ModelChoiceField(Series.objects.none(), to_field_name="slug", required=False)
    demand = forms.ModelChoiceField(Demand.objects.none(), to_field_name="slug", required=False)
    spot = SpotField(required=False)
    km = KmField(required=False, empty_value=25)
    rhythm = RhythmField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"prefix": "follow"} | kwargs)
        self.fields["group"].queryset = Organization.objects.listed().select_related("place")
        self.fields["series"].queryset = Series.objects.public()
        self.fields["demand"].queryset = Demand.objects.public().for_cards()

    def clean(self):
        cleaned = super().clean()
        if not self.errors and sum(bool(cleaned[name]) for name in ("group", "series", "demand", "spot")) != 1:
            raise forms.ValidationError(_("Choose a group, a series, a demand or a town to follow."), code="no_target")
        return cleaned

    def begin(self, *, by: User) -> None:
        cleaned = self.cleaned_data
        if cleaned["group"]:
            target = Follow.of_group(cleaned["group"])
        elif cleaned["series"]:
            target = Follow.of_series(cleaned["series"])
        elif cleaned["demand"]:
            target = Follow.of_demand(cleaned["demand"])
        else:
            target = Follow.of_town(cleaned["spot"], cleaned["km"])
        Follow.begin(target, rhythm=cleaned["rhythm"] or Follow.Rhythm.ANNOUNCED, by=by)


class ConfirmationForm(forms.Form):
    """Which of the follows that were asked for are meant."""

    follows = forms.TypedMultipleChoiceField(
        label=_("What we write about"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args, follower: Follower, **kwargs):
        super().__init__(*args, **kwargs)
        self.waiting = [follow for follow in follower.follows.pending().for_cards() if follow.is_shown]
        self.fields["follows"].choices = [(follow.pk, follow.title) for follow in self.waiting]


class ChangeForm(forms.Form):
    """Another rhythm, or another radius around a town."""

    rhythm = RhythmField()
    km = KmField()

    def __init__(self, *args, follow: Follow, **kwargs):
        initial = {"rhythm": follow.rhythm, "km": follow.km}
        super().__init__(*args, **{"prefix": f"follow-{follow.pk}", "initial": initial} | kwargs)
        if not follow.is_town:
            del self.fields["km"]
        if follow.series_id:
            self.fields["rhythm"].choices = OF_SERIES
        if follow.demand_id:
            self.fields["rhythm"].choices = OF_DEMANDS
