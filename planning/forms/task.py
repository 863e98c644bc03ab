"""What is to be done by when, who takes it, and to whom it is passed on."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.models import Occurrence, Series
from orgs.forms.days import DayField
from orgs.models import Organization, User
from planning.models import Task, beside

MOST_DATES = 30


class DateChoice(forms.ModelChoiceField):
    def label_from_instance(self, date: Occurrence) -> str:
        return date_format(date.day, "l j F Y")


class TaskForm(forms.ModelForm):
    """A sentence, perhaps a day, and perhaps one date of the series."""

    due = DayField(label=_("By when"), required=False)
    date = DateChoice(
        label=_("For which date"), queryset=Occurrence.objects.none(), required=False, empty_label=_("For all of it")
    )

    class Meta:
        model = Task
        fields = ["title", "note", "due", "date"]
        help_texts = {
            "title": _("For example: borrow the loudspeaker and two batteries."),
            "note": _("Everybody who plans reads it. No telephone numbers of people who were not asked."),
        }

    def __init__(self, *args, series: Series, **kwargs):
        super().__init__(*args, **kwargs)
        self.series = series
        dates = series.occurrences.kept().to_come().order_by("day").values("pk")[:MOST_DATES]
        offered = [*dates.values_list("pk", flat=True), self.instance.date_id]
        self.fields["date"].queryset = Occurrence.objects.filter(series=series, pk__in=offered).order_by("day")

    def save(self, *, by: User) -> Task:
        if self.instance.pk:
            self.instance.change(by=by, **self.cleaned_data)
            return self.instance
        return Task.add(self.series, by=by, **self.cleaned_data)

    def _post_clean(self):
        """The verbs of the task set its fields, once all is right."""


class GroupForm(forms.Form):
    """For which of her groups somebody takes a task; asked only where she is in several."""

    group = forms.ModelChoiceField(queryset=Organization.objects.none(), required=False)

    def __init__(self, *args, series: Series, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        mine = beside.groups_of_member(series, user)
        self.first = mine[0] if mine else None
        self.fields["group"].queryset = Organization.objects.filter(pk__in=[group.pk for group in mine])

    @property
    def chosen(self) -> Organization | None:
        """The group that is named, else the first of hers."""
        return (self.is_valid() and self.cleaned_data["group"]) or self.first


class PassForm(forms.Form):
    """To which of the groups."""

    group = forms.ModelChoiceField(
        label=_("Which group"),
        queryset=Organization.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the group that is to do it.")},
    )

    def __init__(self, *args, task: Task, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.task = task
        self.gives = Series.objects.editable_by(by).filter(pk=task.series_id).exists()
        groups = beside.groups_of(task.series).order_by("name")
        self.fields["group"].queryset = groups.exclude(pk=task.group_id) if task.group_id else groups

    @property
    def has_choice(self) -> bool:
        return self.fields["group"].queryset.exists()

    def save(self, *, by: User) -> Organization:
        self.task.pass_to(self.cleaned_data["group"], by=by)
        return self.cleaned_data["group"]
