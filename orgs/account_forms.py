"""What the account page asks: how somebody likes the site, which letters she gets, and whether she means it."""

from typing import NamedTuple

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from orgs.models import Organization, User
from outbox import letters
from outbox.composing import one_line
from outbox.contacts import contact_index
from outbox.models import Message, Suppression
from places.zone_list import zones_by_continent

MOST_COLUMNS = 12


class SettingsForm(forms.Form):
    """Name, language and clock."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Any name you like. The people of your groups read it; it is never published."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, help_text=_("Of the pages and of letters to you.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        help_text=_("For the hours of this account. Events are always told by the clock of their place."),
    )

    def __init__(self, *args, user: User, **kwargs):
        self.user = user
        initial = {"name": user.name, "language": user.language, "time_zone": user.time_zone}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["time_zone"].choices = [("", _("The site’s own")), *self._zones()]
        if len(settings.LANGUAGES) > 1:
            self.fields["language"].choices = [("", _("The site’s own")), *settings.LANGUAGES]
        else:
            del self.fields["language"]

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"], 120)

    def save(self) -> None:
        self.user.settle(**self.cleaned_data)

    def _zones(self) -> list:
        """The zones of the list; hers too where it has an older name."""
        zones, hers = zones_by_continent(), self.user.time_zone
        known = {name for _continent, names in zones for name, _town in names}
        return zones if not hers or hers in known else [(hers, hers), *zones]


class Cell(NamedTuple):
    """One box of the table: its value in the form, what it is called, whether letters come."""

    value: str
    label: str
    ticked: bool


class LettersForm(forms.Form):
    """Kinds of letters down, groups across. A letter comes where its row, its column and its own box are ticked.

    Only what was shown is changed: a group that came since the page was opened is not ended by it.
    """

    shown = forms.MultipleChoiceField(required=False)
    wanted = forms.MultipleChoiceField(required=False)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.index = user, contact_index(user.email)
        self.kinds = {"": [""]} | {kinds[0]: kinds for kinds in letters.offered().values()}
        self.titles = {"": _("Every letter")} | {kinds[0]: title for title, kinds in letters.offered().items()}
        self.columns = {"": str(_("From everybody"))} | self._groups()
        self.fields["shown"].choices = [(sender, sender) for sender in self.columns]
        cells = [f"{row}|{sender}" for row in self.kinds for sender in self.columns]
        self.fields["wanted"].choices = [(cell, cell) for cell in cells]

    def rows(self) -> list[tuple[str, list[Cell]]]:
        """(title, cells) of each row of the table, as things stand."""
        ended = set(self._standing)
        return [
            (
                capfirst(str(self.titles[row])),
                [
                    Cell(f"{row}|{sender}", f"{self.titles[row]}: {name}", not {(k, sender) for k in kinds} & ended)
                    for sender, name in self.columns.items()
                ],
            )
            for row, kinds in self.kinds.items()
        ]

    def save(self) -> None:
        """For every address that is proved to be hers."""
        wanted, ended = set(), set()
        for sender in self.cleaned_data["shown"]:
            for row, kinds in self.kinds.items():
                ticked = f"{row}|{sender}" in self.cleaned_data["wanted"]
                (wanted if ticked else ended).update((kind, sender) for kind in kinds)
        addresses = {self.user.email, *self.user.confirmed_addresses()}
        Suppression.objects.choose([contact_index(address) for address in addresses], ended=ended, wanted=wanted)

    @cached_property
    def _standing(self) -> list[tuple[str, str]]:
        # What came back is no wish of hers: the page says it above the table.
        hers = Suppression.objects.filter(recipient_index=self.index, reason=Suppression.ASKED)
        return list(hers.values_list("kind", "sender"))

    def _groups(self) -> dict[str, str]:
        """Her groups, and those that wrote to her lately or that she ended, as far as she may see them."""
        about_her = {"recipient_index": self.index, "sender__startswith": "organization:"}
        keys = set(Message.objects.filter(**about_her).values_list("sender", flat=True).distinct())
        keys |= {sender for _kind, sender in self._standing}
        pks = [int(key.partition(":")[2]) for key in keys if key.startswith("organization:")]
        own = Organization.objects.of_member(self.user)
        others = Organization.objects.visible_to(self.user).filter(pk__in=pks)
        groups = [*own, *(group for group in others if group not in set(own))]
        return {group.letters_key: group.name for group in groups[:MOST_COLUMNS]}


class ErasureForm(forms.Form):
    """One tick, so that a slip of the finger erases nobody."""

    sure = forms.BooleanField(
        label=_("Erase my account and what is kept about me"),
        error_messages={"required": _("Tick the box if you mean it.")},
    )
