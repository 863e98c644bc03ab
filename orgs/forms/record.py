"""Reading the record of a group."""

from datetime import UTC, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from orgs import chronicle

LARGEST_KEY = 2**63 - 1


class RecordForm(forms.Form):
    """What of the record to read, and where to go on. What nobody can have meant is read as all of it."""

    what = forms.ChoiceField(label=_("What"), choices=list(chronicle.TOPICS.items()), required=False)
    after = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    def clean_after(self) -> tuple[datetime, int] | None:
        """The instant and key of the entry that the list goes on from; None, its beginning, for any other text."""
        text, _dash, key = self.cleaned_data["after"].partition("~")
        try:
            at, key = datetime.fromisoformat(text).astimezone(UTC), int(key)
        except (ValueError, OverflowError):
            return None
        return (at, key) if 1900 < at.year < 9000 and 0 <= key <= LARGEST_KEY else None

    @property
    def topic(self) -> str:
        return self.cleaned_data.get("what", "")

    def among(self, entries):
        """The entries asked for, of which the page shows the first."""
        self.is_valid()
        if self.topic:
            entries = entries.of_topic(self.topic)
        if after := self.cleaned_data.get("after"):
            entries = entries.before(*after)
        return entries.for_page()
