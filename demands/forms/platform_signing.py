"""To sign a platform: invited, asking oneself, and choosing planks anew."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from demands.forms.endorsing import SignedForm, note_field
from demands.models import Platform, PlatformSignature
from orgs.forms.naming import GroupNameForm
from orgs.models import Organization, User


class PlanksField(forms.TypedMultipleChoiceField):
    """Planks to tick, each by what it asks; gives their keys."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Under which planks"))
        kwargs.setdefault("help_text", _("All of them is the whole platform. Leave out what your group does not sign."))
        kwargs.setdefault("error_messages", {"required": _("Choose at least one plank.")})
        super().__init__(coerce=int, **kwargs)

    def offer(self, platform: Platform) -> None:
        """What stands to be signed."""
        self.choices = [(plank.pk, f"{plank.title}: {plank.text}") for plank in platform.planks.standing()]


class ReadForm(forms.Form):
    """Carries the mark of the words that the page showed; others are not signed by it, and nothing typed is lost."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def shows(self, platform: Platform) -> None:
        """The planks to tick, and what is read with them."""
        self.platform = platform
        self.fields["planks"].offer(platform)
        self.fields["seen"].initial = platform.as_read()

    def clean(self):
        cleaned = super().clean()
        try:
            self.platform.refuse_unread(self.cleaned_data.get("seen", ""))
        except ValidationError as refusal:
            self.errors.pop("planks", None)
            self.add_error(None, refusal)
            self.data = self.data.copy()
            self.data["seen"] = self.fields["seen"].initial  # the page that says so shows the words of now
        return cleaned


class SignPlatformForm(ReadForm, SignedForm):
    """A group says yes to the planks that it ticks. A no has a button of its own."""

    planks = PlanksField()
    field_order = ["planks", "note", "authority", "voted_on", "may_sign"]

    def __init__(self, *args, platform: Platform, **kwargs):
        super().__init__(*args, **kwargs)
        self.shows(platform)
        self.fields["planks"].initial = [key for key, _plank in self.fields["planks"].choices]

    def terms(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("planks", "note", "authority", "voted_on", "seen")}


class AskToSignForm(SignPlatformForm):
    """Our group would like to sign it."""

    organization = forms.ModelChoiceField(label=_("Your group"), queryset=Organization.objects.none())
    letter = forms.CharField(
        label=_("A word to the group that keeps it"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only their organizers read it."),
    )
    field_order = ["organization", "planks", "note", "letter", "authority", "voted_on", "may_sign"]

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        taken = [self.platform.keeper_id, *self.platform.signatures.standing().values_list("organization", flat=True)]
        mine = Organization.objects.organized_by(by).exclude(pk__in=taken).order_by("name", "pk")
        self.fields["organization"].queryset = mine
        if len(mine) == 1:
            self.fields["organization"].initial = mine[0]

    def save(self) -> PlatformSignature:
        cleaned = self.cleaned_data
        group, letter = cleaned["organization"], cleaned["letter"]
        return PlatformSignature.request(self.platform, group, by=self.by, letter=letter, **self.terms())


class InviteSignerForm(GroupNameForm):
    """The keeper asks a listed group by its name."""

    OWN = _("Your own group keeps this platform.")

    who = forms.CharField(label=_("Name of the group"), max_length=120)
    letter = forms.CharField(
        label=_("Why you ask them"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A few words of your own. Only their organizers read them."),
    )

    def __init__(self, *args, platform: Platform, **kwargs):
        super().__init__(*args, own=platform.keeper, **kwargs)
        self.platform = platform

    def clean_who(self):
        return self.named(" ".join(self.cleaned_data["who"].split()))

    def save(self, *, by: User) -> PlatformSignature:
        """Write the invitation. Refused where the group was asked or has asked already."""
        group = self.cleaned_data["who"]
        known = PlatformSignature.objects.standing().filter(platform=self.platform, organization=group).first()
        if known:
            raise ValidationError(self._said(known), code="asked_already", params={"who": group.name})
        return PlatformSignature.invite(self.platform, group, by=by, letter=self.cleaned_data["letter"])

    @staticmethod
    def _said(known: PlatformSignature):
        if known.is_accepted:
            return _("%(who)s has signed it already.")
        if known.is_invitation:
            return _("%(who)s is invited already.")
        return _("%(who)s has asked to be named. Answer that instead.")


class SignerPartingForm(forms.Form):
    """What a group says when it leaves."""

    note = forms.CharField(
        label=_("A word to the group that keeps it"),
        max_length=200,
        required=False,
        help_text=_("Seen by the organizers of both."),
    )


class ChoosePlanksForm(ReadForm):
    """The planks that a group stands by from now on, and what it says beside its name."""

    planks = PlanksField()
    note = note_field()

    def __init__(self, *args, signature: PlatformSignature, **kwargs):
        signed = list(signature.planks.standing().values_list("pk", flat=True))
        now = {"planks": signed, "note": signature.note}
        super().__init__(*args, initial=now, **kwargs)
        self.signature = signature
        self.shows(signature.platform)

    def save(self, *, by: User) -> None:
        cleaned = self.cleaned_data
        self.signature.choose_planks(cleaned["planks"], by=by, note=cleaned["note"], seen=cleaned["seen"])
