"""A calendar of one's own: what it is called and what is in it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import PrivateCalendar

TICKS = ("with_answers", "with_follows", "with_groups")


class OwnCalendarForm(forms.ModelForm):
    """A name, and at least one tick."""

    class Meta:
        model = PrivateCalendar
        fields = ["name", *TICKS, "with_cancelled"]
        help_texts = {
            "name": _("As your calendar shows it."),
            "with_groups": _("With their planning meetings."),
            "with_answers": _("These dates make you busy; the others do not."),
        }

    def __init__(self, *args, groups: bool, **kwargs):
        row = kwargs.get("instance")
        kwargs.setdefault("prefix", f"calendar-{row.pk}" if row else "calendar")
        super().__init__(*args, **kwargs)
        if not groups:
            del self.fields["with_groups"]
        elif row is None:
            self.fields["with_groups"].initial = True
        if row is None:
            self.fields["name"].initial = _("My dates")

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(tick) for tick in TICKS):
            raise forms.ValidationError(_("Tick at least one thing to put in it."), code="empty")
        return cleaned

    def _post_clean(self):
        """The verbs of the calendar set its fields, once all is right."""
