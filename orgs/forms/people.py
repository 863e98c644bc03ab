"""Who belongs to a group: invite, ask to join, change a role, hand over, take over."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from orgs.models import CoordinatorChange, Handover, Invitation, JoinRequest, Membership, Organization, User, claim
from orgs.people_news import ROLE_MEANS
from outbox.contacts import normalise

AT_ONCE = 20
ROLES = [(role, Membership.Role(role).label) for role in reversed(Membership.GIVEN_ALONE)]


class RoleField(forms.ChoiceField):
    """A role that one coordinator gives alone."""

    def __init__(self, **kwargs):
        kwargs = {"label": _("Role"), "choices": ROLES, "widget": forms.RadioSelect} | kwargs
        super().__init__(help_text=f"{ROLE_MEANS['member']} {ROLE_MEANS['organizer']}", **kwargs)


class InvitePeopleForm(forms.Form):
    """Addresses, one to a line, and the place that is offered to whoever holds them."""

    addresses = forms.CharField(
        label=_("Email addresses"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("One to a line, twenty at most. Each gets a link of its own, open for seven days."),
    )
    role = RoleField(initial=Membership.Role.MEMBER)

    def clean_addresses(self) -> list[str]:
        lines = [line.strip() for line in re.split(r"[\s,;]+", self.cleaned_data["addresses"]) if line.strip()]
        if len(lines) > AT_ONCE:
            raise ValidationError(_("Twenty addresses at once are the most."), code="too_many")
        wrong = [line for line in lines if not _is_address(line)]
        if wrong or not lines:
            raise ValidationError(
                _("This is no email address: %(wrong)s"), code="invalid", params={"wrong": ", ".join(wrong)[:300]}
            )
        return list(dict.fromkeys(map(normalise, lines)))

    def save(self, group: Organization, *, by: User) -> int:
        """Invite them one by one; how many. Those that were refused stand beside the field, each with why."""
        invited, refused = 0, {}
        for address in self.cleaned_data["addresses"]:
            try:
                Invitation.invite(group, address, role=self.cleaned_data["role"], by=by)
                invited += 1
            except ValidationError as refusal:
                refused[address] = refusal.message
        if refused:
            self.data = self.data.copy()
            self.data["addresses"] = "\n".join(refused)
            for address, why in refused.items():
                self.add_error("addresses", f"{address}: {why}")
        return invited


def _is_address(line: str) -> bool:
    try:
        validate_email(line)
    except ValidationError:
        return False
    return len(line) <= 254


class RoleForm(forms.Form):
    """Organizer or member."""

    role = RoleField()

    def save(self, place: Membership, *, by: User) -> None:
        place.change_role(self.cleaned_data["role"], by=by)


class PublicNameForm(forms.Form):
    """Whether one stands on the public page, and under which name."""

    is_named = forms.BooleanField(label=_("Name me on the group’s public page"), required=False)
    public_name = forms.CharField(
        label=_("The name to show"),
        max_length=120,
        required=False,
        help_text=_("Any name you like. Everybody can read it, search engines too."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_named") and not cleaned.get("public_name") and "public_name" not in self.errors:
            self.add_error("public_name", ValidationError(_("Say which name is to be shown."), code="nameless"))
        return cleaned

    def save(self, place: Membership) -> None:
        place.show(self.cleaned_data["public_name"] if self.cleaned_data["is_named"] else "")


class JoinRequestForm(forms.Form):
    """Ask to join, with a word to those who answer."""

    word = forms.CharField(
        label=_("A word to the group"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who you are, or how they know you. Its coordinators read it, nobody else."),
    )

    def save(self, group: Organization, *, by: User) -> JoinRequest:
        return JoinRequest.ask(group, by=by, word=self.cleaned_data["word"])


class HandoverForm(forms.Form):
    """Offer one's place as coordinator to somebody of the group."""

    place = forms.ModelChoiceField(label=_("Who takes over"), queryset=Membership.objects.none(), empty_label=None)
    afterwards = forms.ChoiceField(
        label=_("You afterwards"),
        choices=Handover.Afterwards,
        initial=Handover.Afterwards.ORGANIZER,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, group: Organization, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        field.queryset = (
            group.memberships.filter(user__is_active=True)
            .exclude(role=Membership.Role.COORDINATOR)
            .select_related("user")
            .by_right()
        )
        field.label_from_instance = lambda place: f"{place.user.shown_name} ({place.user.masked_email})"

    def save(self, *, by: User) -> Handover:
        cleaned = self.cleaned_data
        return Handover.offer(cleaned["place"], afterwards=cleaned["afterwards"], by=by)


class CoordinationForm(forms.Form):
    """What is to become of somebody, for all coordinators to see before it is done."""

    act = forms.ChoiceField(label=_("What is to happen"), widget=forms.RadioSelect)

    def __init__(self, *args, place: Membership, **kwargs):
        super().__init__(*args, **kwargs)
        self.place, act = place, CoordinatorChange.Act
        acts = [act.LOWER, act.REMOVE] if place.is_coordinator else [act.PROMOTE]
        self.fields["act"].choices = [(one.value, one.label) for one in acts]
        self.initial.setdefault("act", acts[0].value)

    def save(self, *, by: User) -> CoordinatorChange:
        return CoordinatorChange.ask(self.place, self.cleaned_data["act"], by=by)


class ClaimForm(forms.Form):
    """Make a case for taking over."""

    text = forms.CharField(
        label=_("Why you"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "How you belong to the group, and how a moderator can see that it is so: a page of the group that names "
            "you, people who can speak for you."
        ),
    )

    def save(self, group: Organization, *, by: User):
        return claim.claim(group, by=by, text=self.cleaned_data["text"])
