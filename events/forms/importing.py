"""Bring in what a group keeps elsewhere: a file or an address, which of its columns says what, and what comes in."""

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.forms.rule import HourInput
from events.importing import sheet
from events.importing.columns import COLUMNS, known
from events.importing.lines import MOST_BYTES
from events.importing.looking import fetched
from events.importing.taking import Errand, asked_of, may_announce, taken
from events.importing.verdicts import Found
from events.models import CalendarSource, Upload
from orgs.models import Bucket, Organization
from outbox.fetching import web_address

MOST_TICKS = 150  # on one page, since no more than 200 fields are taken at once
MENDABLE = ("missing_columns", "double_column")  # what choosing columns can put right

# Those that a group's own sheet may say, in the order of a row; whose events they are was said already.
CHOSEN = {
    "title": _("Title"),
    "first_date": _("Day, or the first one"),
    "last_date": _("Last day"),
    "start_time": _("Starts at"),
    "minutes": _("Length in minutes"),
    "repeats": _("Repeats"),
    "weekday": _("Days of the week"),
    "venue": _("Venue"),
    "street": _("Street and number"),
    "locality": _("Town"),
    "state": _("State"),
    "country": _("Country"),
    "kind": _("Kind"),
    "summary": _("In one sentence"),
    "about": _("What it is about"),
    "series_id": _("What it is known by"),
}


class ImportForm(forms.Form):
    """A file or an address, looked at before anything comes of it."""

    group = forms.ModelChoiceField(label=_("Your group"), queryset=Organization.objects.none())
    file = forms.FileField(
        label=_("A file"),
        required=False,
        allow_empty_file=True,
        help_text=_("A calendar (.ics) or a spreadsheet saved as CSV, up to 256 KB."),
        widget=forms.FileInput(attrs={"accept": ".ics,.csv,.tsv,.txt,text/calendar,text/csv", "class": "input"}),
    )
    address = forms.CharField(
        label=_("Or the address of a calendar"),
        required=False,
        max_length=1000,
        help_text=_("It begins with https:// or webcal:// and mostly ends in .ics."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    whole_days_at = forms.TimeField(
        label=_("Events without an hour begin at"),
        required=False,
        widget=HourInput(attrs={"class": "input"}),
        help_text=_("Left empty, they stay out."),
    )

    def __init__(self, *args, by, **kwargs):
        self.by = by
        super().__init__(*args, **kwargs)
        groups = Organization.objects.organized_by(by).select_related("place").order_by("name")
        self.fields["group"].queryset = groups
        if len(groups) == 1:
            self.fields["group"].empty_label = None
            self.fields["group"].initial = groups[0]
        if not settings.FETCH_CALENDARS:
            del self.fields["address"]

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if bool(cleaned.get("file")) == bool(cleaned.get("address")):
            self.add_error("file", ValidationError(self._which(), code="one"))
            return cleaned
        name = "file" if cleaned.get("file") else "address"
        try:
            cleaned["data"] = self._data(cleaned[name]) if name == "file" else self._fetched(cleaned)
            asked_of(cleaned["data"], cleaned["group"])
        except ValidationError as refusal:
            mendable = refusal.error_list[0].code in MENDABLE and any(sheet.header(cleaned["data"]))
            if not mendable:
                self.add_error(name, refusal)
        return cleaned

    def save(self) -> Upload:
        """Keep it for a day, to be looked at."""
        cleaned = self.cleaned_data
        address = cleaned.get("address", "")
        name = urlsplit(address).hostname if address else cleaned["file"].name
        name = "".join(sign for sign in name if sign.isprintable())
        fields = {"address": address, "whole_days_at": cleaned["whole_days_at"]}
        return Upload.keep(cleaned["group"], cleaned["data"], user=self.by, name=name, **fields)

    def _which(self) -> str:
        if "address" in self.fields:
            return _("Choose a file or write an address, one of the two.")
        return _("Choose a file.")

    @staticmethod
    def _data(file) -> bytes:
        if file.size > MOST_BYTES:
            sentence = _("The file is larger than %(most)s KB. Export a shorter time, or fewer calendars at once.")
            raise ValidationError(sentence, code="too_big", params={"most": MOST_BYTES // 1024})
        return file.read(MOST_BYTES + 1)

    def _fetched(self, cleaned: dict) -> bytes:
        cleaned["address"] = web_address(cleaned["address"])
        if not Bucket.take_hourly_fetch(self.by):
            raise ValidationError(_("That were many addresses. Try again in an hour."), code="too_often")
        return fetched(cleaned["address"])


class ColumnsForm(forms.Form):
    """Which column of a sheet says what. What is left empty is read by its own name, or not at all."""

    def __init__(self, *args, upload: Upload, **kwargs):
        self.upload = upload
        super().__init__(*args, **kwargs)
        header = [name for name in dict.fromkeys(sheet.header(upload.data)) if name]
        ours = dict(zip(known(header), header, strict=True)) | {k: v for k, v in upload.columns.items() if v in header}
        choices = [("", _("not in the file")), *((name, name) for name in header)]
        for name, label in CHOSEN.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=name == "first_date",
                initial=ours.get(name, ""),
                widget=forms.Select(attrs={"class": "input"}),
                error_messages={"required": _("Say which column has the day.")},
            )

    def clean(self):
        cleaned = super().clean()
        chosen = [name for name in cleaned.values() if name]
        if twice := next((name for name in chosen if chosen.count(name) > 1), None):
            sentence = _("“%(column)s” is chosen twice. Each column says one thing.")
            raise ValidationError(sentence, code="twice", params={"column": twice})
        return cleaned

    def save(self) -> None:
        self.upload.choose({name: theirs for name, theirs in self.cleaned_data.items() if name in COLUMNS})


class TakeForm(forms.Form):
    """What comes in of what was looked at, and how. What is not ticked is as the preview says."""

    announce = forms.TypedChoiceField(
        label=_("New ones come in"),
        choices=[("drafts", _("as drafts that you look through and announce")), ("announced", _("announced at once"))],
        coerce=lambda said: said == "announced",
        empty_value=False,
        initial="drafts",
        widget=forms.RadioSelect,
    )
    daily = forms.BooleanField(
        label=_("Look there every day"),
        required=False,
        help_text=_("What changes there changes here. What is no longer there is shown to you to decide."),
    )
    without = forms.MultipleChoiceField(required=False)
    even = forms.MultipleChoiceField(required=False)

    def __init__(self, *args, upload: Upload, by, asked=(), **kwargs):
        self.upload, self.by, self.asked = upload, by, asked
        super().__init__(*args, **kwargs)
        keys = [(one.key, one.key) for one in asked]
        self.fields["without"].choices = self.fields["even"].choices = keys
        self.may_announce = may_announce(upload.organization)
        if not self.may_announce:
            del self.fields["announce"]
        if not (upload.address and settings.FETCH_CALENDARS):
            del self.fields["daily"]

    def save(self) -> list[Found]:
        """Bring it in; the file is not needed any more."""
        cleaned, group = self.cleaned_data, self.upload.organization
        announce = cleaned.get("announce", False)
        source = None
        if cleaned.get("daily"):
            at = self.upload.whole_days_at
            source = CalendarSource.follow(group, self.upload.address, by=self.by, announces=announce, whole_days_at=at)
        errand = Errand(group, by=self.by, announce=announce, source=source)
        found = list(taken(self.asked, errand, without=cleaned["without"], even=cleaned["even"]))
        self.upload.delete()
        return found
