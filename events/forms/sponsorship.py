"""Invite a group; ask to join."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from events.forms.signing import ANSWERS, StretchForm, TermsForm
from events.models import Series, Sponsorship
from events.models.sponsorship import may_invite
from orgs.forms import GroupNameForm
from orgs.models import Organization

Level = Sponsorship.Level


class InviteForm(StretchForm, GroupNameForm):
    """A listed group by its name, or an address; why we ask, as what, and for which dates."""

    OWN = _("Your own group is the host.")
    UNKNOWN = _("No group called “%(name)s” is listed here. Enter an email address to invite it.")

    who = forms.CharField(
        label=_("Group or email address"),
        max_length=254,
        help_text=_("The name of a group on this site, or an address of a group that is not here yet."),
    )
    letter = forms.CharField(
        label=_("Why you ask them"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A few words of your own. They stand on the page that the letter leads to."),
    )

    level = forms.ChoiceField(
        label=_("As what"),
        choices=[
            (Level.CO_SPONSOR, _("Co-sponsor: they may also only endorse")),
            (Level.CO_HOST, _("Co-host: they may also only co-sponsor or endorse")),
            (Level.ENDORSE, _("Endorse only")),
        ],
        initial=Level.CO_SPONSOR,
        required=False,
    )
    field_order = ["who", "letter", "level", "first_day", "last_day"]

    def __init__(self, *args, series: Series | None = None, **kwargs):
        super().__init__(*args, own=series.host if series else None, **kwargs)

    def clean_who(self):
        who = " ".join(self.cleaned_data["who"].split())
        if "@" in who:
            validate_email(who)
            return who
        return self.named(who)

    def save(self, series: Series, *, by) -> Sponsorship:
        """Write the invitation. Refused where the group or address was asked or has asked already."""
        cleaned = self.cleaned_data
        who, terms = cleaned["who"], {name: cleaned[name] for name in ("letter", "first_day", "last_day")}
        terms["level"] = cleaned["level"] or Level.CO_SPONSOR
        if known := Sponsorship.standing(series, who):
            raise ValidationError(self._said(known), code="asked_already", params={"who": str(who)})
        for look in may_invite:
            look(series, who)
        if isinstance(who, Organization):
            return Sponsorship.invite(series, who, by=by, **terms)
        return Sponsorship.invite_address(series, who, by=by, **terms)

    @staticmethod
    def _said(known: Sponsorship):
        if known.is_accepted:
            return _("%(who)s stands with you already.")
        if known.is_invitation:
            return _("%(who)s is invited already.")
        return _("%(who)s has asked to join. Answer that instead.")


class RequestForm(TermsForm):
    """Our group would like to co-sponsor."""

    organization = forms.ModelChoiceField(label=_("Your group"), queryset=Organization.objects.none())
    letter = forms.CharField(
        label=_("A word to the host"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    level = forms.ChoiceField(label=_("As what"), choices=ANSWERS, initial=Level.CO_SPONSOR, widget=forms.RadioSelect)
    field_order = ["organization", "level", "tasks", "pledge", "note", "letter", "authority", "voted_on", "may_sign"]

    def __init__(self, *args, series, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.series, self.by = series, by
        mine = Organization.objects.organized_by(by).exclude(pk=series.host_id).order_by("name")
        self.fields["organization"].queryset = mine
        if len(mine) == 1:
            self.fields["organization"].initial = mine[0]

    def save(self) -> Sponsorship:
        cleaned = self.cleaned_data
        return Sponsorship.request(
            self.series,
            cleaned["organization"],
            by=self.by,
            letter=cleaned["letter"],
            level=cleaned["level"],
            **self.terms(),
        )
