"""When an organizer is written to about her week."""

from datetime import time

from django import forms
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from orgs.models import User
from outbox.contacts import contact_index
from outbox.models import Suppression

KIND = "your_week"
NEVER = "never"


class WeekForm(forms.Form):
    """A day or never, and an hour. Who has ended the letter by its link is shown, and means, never."""

    day = forms.TypedChoiceField(
        label=_("Day"),
        coerce=lambda day: None if day == NEVER else int(day),
        choices=[(NEVER, _("Never")), *User.Weekday.choices],
    )
    hour = forms.TypedChoiceField(label=_("Hour"), coerce=int)

    def __init__(self, *args, user: User, **kwargs):
        self.user = user
        self.indexes = [contact_index(address) for address in {user.email, *user.confirmed_addresses()}]
        day = NEVER if user.week_day is None or self._has_ended() else user.week_day
        super().__init__(*args, initial={"day": day, "hour": user.week_hour}, **kwargs)
        self.fields["hour"].choices = [(hour, time_format(time(hour))) for hour in range(24)]

    def save(self) -> None:
        """Whoever chooses a day wants the letter again, also where she had ended it."""
        self.user.choose_week(**self.cleaned_data)
        if self.user.week_day is not None:
            Suppression.objects.choose(self.indexes, ended=set(), wanted={(KIND, "")})

    def _has_ended(self) -> bool:
        return Suppression.objects.filter(recipient_index__in=self.indexes, kind=KIND, sender="").exists()
