"""Put a group on a board, and correct what stands on its card."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from orgs.forms import GroupNameForm
from orgs.models import Organization, User
from outbox.contacts import contact_index
from outreach.forms.touch import NextStep
from outreach.models import Board, Prospect


class ContactForm(forms.Form):
    """Why them, and whom to ask there."""

    why = forms.CharField(
        label=_("Why them"), max_length=200, required=False, help_text=_("One line: where the idea came from.")
    )
    person = forms.CharField(
        label=_("Whom you know there"),
        max_length=120,
        required=False,
        help_text=_("A name and a role. Only those who see this board see the contact."),
    )
    address = forms.EmailField(label=_("Email address"), max_length=254, required=False)
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )

    CONTACT = ("why", "person", "address", "phone")

    def contact(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.CONTACT}


class ProspectForm(ContactForm, GroupNameForm):
    """A group of this site by its name, or another one with its contact.

    Where a name may mean a group that is here, or one on the board, the form is invalid and says so. Posted again with
    `another` it is a group of its own.
    """

    OWN = _("That is your own group.")

    who = forms.CharField(label=_("Name of the group"), max_length=120)
    town = forms.CharField(label=_("Town"), max_length=120, required=False)
    another = forms.BooleanField(label=_("None of these: another group"), required=False)
    takes = forms.BooleanField(label=_("I look after it"), required=False)
    field_order = ["who", "town", "why", "person", "address", "phone", "takes", "another"]

    def __init__(self, *args, board: Board, **kwargs):
        super().__init__(*args, own=board.host, **kwargs)
        self.board = board
        self.known: Prospect | None = None

    def clean(self):
        cleaned = super().clean()
        if who := cleaned.get("who"):
            try:
                cleaned["organization"] = self._group_here(who)
            except ValidationError as refusal:
                self.add_error("who", refusal)
            else:
                self._refuse_twice()
        return cleaned

    @property
    def is_in_doubt(self) -> bool:
        """Whether the tick for another group is offered: the name may mean one that is known."""
        return bool(self.offered or (self.known and self.known.organization is None))

    def enter(self, *, by: User) -> Prospect:
        cleaned = self.cleaned_data
        return Prospect.enter(
            self.board,
            cleaned["organization"],
            by=by,
            name=cleaned["who"],
            town=cleaned["town"],
            takes=cleaned["takes"],
            **self.contact(),
        )

    def _group_here(self, who: str) -> Organization | None:
        try:
            return self.named(" ".join(who.split()))
        except ValidationError as refusal:
            if refusal.code == "unknown" or (refusal.code == "ambiguous" and self.cleaned_data.get("another")):
                self.offered = []
                return None
            raise

    def _refuse_twice(self) -> None:
        cleaned = self.cleaned_data
        index = contact_index(cleaned["address"]) if cleaned.get("address") else ""
        if found := Prospect.known(self.board, cleaned["organization"], index):
            self.known = found
            name = found.shown_name
            self.add_error("who", ValidationError(_("%(name)s is on this board already."), "known", {"name": name}))
        elif not cleaned["organization"] and not cleaned.get("another"):
            self.known = Prospect.namesake(self.board, cleaned["who"], cleaned.get("town", ""))
            if self.known:
                said = _("A group of this name is on this board already. Look whether it is the same.")
                self.add_error("who", ValidationError(said, "namesake"))


class CorrectForm(NextStep, ContactForm):
    """What stands on the card. A group of this site has its own name and town."""

    name = forms.CharField(label=_("Name of the group"), max_length=120)
    town = forms.CharField(label=_("Town"), max_length=120, required=False)
    field_order = ["name", "town", "why", "person", "address", "phone", "next_step", "due_on"]

    def __init__(self, *args, prospect: Prospect, **kwargs):
        super().__init__(*args, **kwargs)
        self.prospect = prospect
        if prospect.organization:
            del self.fields["name"], self.fields["town"]
        if not prospect.is_open:
            del self.fields["next_step"], self.fields["due_on"]

    @classmethod
    def of(cls, prospect: Prospect, data) -> "CorrectForm":
        names = ("name", "town", *cls.CONTACT, "next_step", "due_on")
        return cls(data, prospect=prospect, initial={name: getattr(prospect, name) for name in names})

    def save(self, *, by: User) -> None:
        self.prospect.correct(by=by, **self.cleaned_data)
