"""I'll be there: which dates, how many of us, and an address only for who wants a reminder."""

from datetime import date

from django import forms
from django.core.validators import slug_re
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from events.models import Occurrence, referral

PEOPLE = [(1, _("Just me")), *((number, _("%d of us") % number) for number in range(2, 11))]
REMINDER_HELP = _("For reminders and changes only; we first send a link to confirm. Erased 14 days after the date.")


INVITATION = _("Bring the dates into my calendar")
INVITATION_HELP = _("By a letter that your calendar reads, up to eight dates. To come every time, subscribe instead.")


class InvitationField(forms.BooleanField):
    """Whether a letter is to bring each chosen date into her calendar."""

    def __init__(self):
        super().__init__(label=INVITATION, help_text=INVITATION_HELP, required=False)


class DatesField(forms.ModelMultipleChoiceField):
    """Dates of one series, by their original day."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(Occurrence.objects.none(), to_field_name="original_day", required=False, **kwargs)


class ViaField(forms.CharField):
    """The code of the link by which somebody came, carried along unseen. A bad one is never wrong, it is nobody's."""

    widget = forms.HiddenInput

    def clean(self, value) -> str:
        return value if isinstance(value, str) and slug_re.fullmatch(value) else ""


class AnswerForm(forms.Form):
    """At least one date, or every one."""

    on = DatesField(label=_("On which dates are you coming?"))
    every = forms.BooleanField(label=_("Every date"), required=False)
    people = forms.TypedChoiceField(label=_("How many of you"), choices=PEOPLE, coerce=int, initial=1)
    email = forms.EmailField(label=_("Email"), required=False, max_length=254, help_text=REMINDER_HELP)
    invitation = InvitationField()
    via = ViaField(required=False)

    def __init__(self, *args, series, **kwargs):
        super().__init__(*args, **kwargs)
        self.series = series
        self.fields["on"].queryset = series.occurrences.to_come().order_by("starts_at")
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    @property
    def chosen_days(self) -> set[date]:
        """The original days that are ticked, as typed or as they stand."""
        value = self["on"].value() or []
        return {day if isinstance(day, date) else parse_date(str(day)) for day in value if _is_day(day)}

    def clean(self):
        cleaned = super().clean()
        if "on" in cleaned and not cleaned["on"] and not cleaned.get("every"):
            self.add_error("on", forms.ValidationError(_("Choose at least one date."), code="no_date"))
        cleaned["via"] = referral.group_of(self.series, cleaned.get("via", ""))
        return cleaned


def _is_day(value) -> bool:
    try:
        return isinstance(value, date) or parse_date(str(value)) is not None
    except ValueError:
        return False


class ReminderForm(forms.Form):
    """An address for the reminders of an answer."""

    email = forms.EmailField(label=_("Email"), max_length=254, help_text=REMINDER_HELP)
    invitation = InvitationField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "email"
