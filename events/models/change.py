"""What was changed with one press: which dates and how they were before, so that people are told once, and it can
be taken back."""

from datetime import timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from events.models import audience
from events.models.former_rule import FormerRule
from events.models.undoing import Undoing
from events.recurrence import local
from orgs.models import User

UNDO_WITHIN = timedelta(hours=1)
OF_SERIES = (
    "cadence first_day last_day start_time minutes time_zone place_id open_ended rule_uid state state_note turned_at"
    " decided_at"
).split()
OF_DATE = "ruled_day former_rule_id day start_time minutes place_id time_zone state note changed_by_hand".split()


def snapshot(row, names: list[str]) -> dict:
    """Some fields of a row as JSON keeps them."""
    return {name: row._meta.get_field(name).get_prep_value(getattr(row, name)) for name in names}


def value_of(row, name: str, kept) -> object:
    """A field's value out of a snapshot."""
    return row._meta.get_field(name).to_python(kept)


class ChangeQuerySet(models.QuerySet):
    def standing(self):
        """Not taken back, and not a taking back itself."""
        return self.filter(undone_at=None).exclude(act=Change.Act.UNDONE)

    def undoable(self) -> "Change | None":
        """Of those of one series the one that can be taken back: the newest, within its hour."""
        newest = self.standing().select_related("series").order_by("-pk").first()
        return newest if newest and timezone.now() < newest.undo_until else None


class Change(Undoing):
    """One press of an organizer. It is begun under the lock of its series, gets its dates, and is finished once."""

    class Act(models.TextChoices):
        DATES = "dates"  # some dates
        RULE = "rule"  # from a day on
        CANCELLED = "cancelled"  # all of the series
        ENDED = "ended"  # no date after the last one
        UNDONE = "undone"  # takes another one back

    series = models.ForeignKey("events.Series", on_delete=models.CASCADE, related_name="changes")
    act = models.CharField(max_length=10, choices=Act)
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    from_day = models.DateField(null=True)  # of a new rule: the first day on which it holds
    series_before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    former_rule = models.ForeignKey(FormerRule, on_delete=models.SET_NULL, null=True, related_name="+")
    undoes = models.OneToOneField("self", on_delete=models.CASCADE, null=True, related_name="undone_by")
    undone_at = models.DateTimeField(null=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.act} of {self.series_id} at {self.made_at:%Y-%m-%d %H:%M}"

    # Verbs

    @classmethod
    def begin(cls, series, *, by: User | None, act: str = Act.DATES, **fields) -> "Change":
        """Open it, with the series as it stands. The caller holds the row of the series."""
        return cls.objects.create(series=series, by=by, act=act, series_before=snapshot(series, OF_SERIES), **fields)

    def add(self, occurrence, act: str, before) -> None:
        """Note what became of a date, which was `before`; None for one that came to be. Of two acts on a date within
        one change the first says how it was, the last what it is."""
        kept = snapshot(before, OF_DATE) if before else None
        row, made = DateChange.objects.get_or_create(
            change=self,
            occurrence=occurrence,
            defaults={"act": act, "before": kept, "sequence": occurrence.sequence},
        )
        if not made:
            row.act, row.sequence = act, occurrence.sequence
            row.save(update_fields=["act", "sequence"])

    def finish(self) -> None:
        """Let pages and calendars know, and write to everyone concerned."""
        self.series.revise(sequence=True)
        if self.series.is_announced:
            audience.tell_of_change(self)

    # Questions

    @property
    def letters_key(self) -> str:
        """What its letters are about."""
        return f"change:{self.pk}"

    @property
    def is_newest_rule(self) -> bool:
        """Whether it brought the rule that holds now."""
        later = self.series.changes.standing().filter(act=self.Act.RULE, pk__gt=self.pk)
        return self.act == self.Act.RULE and not later.exists()

    def letters_written(self) -> int:
        """How many people were told, or will be once it is morning."""
        return audience.letters_of(self).count()

    @property
    def made_local(self):
        return local(self.made_at, self.series.time_zone)

    @property
    def until_local(self):
        return local(self.undo_until, self.series.time_zone)

    @property
    def undo_until(self):
        return self.made_at + UNDO_WITHIN

    @property
    def can_be_undone(self) -> bool:
        """Within the hour, by whoever comes last: a later change is taken back first, and what goes on since stays."""
        if self.act == self.Act.UNDONE or self.undone_at or timezone.now() >= self.undo_until:
            return False
        if self.series.is_announced and (self.series.turned_at or self.made_at) > self.made_at:
            return False
        return not self.series.changes.standing().filter(pk__gt=self.pk).exists()


class DateChange(models.Model):
    """What became of one date in a change."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="dates")
    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="changes")
    act = models.CharField(max_length=10)  # a word of events.date_news
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)  # None: it came to be
    sequence = models.PositiveIntegerField()  # of the date, from then on

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["change", "occurrence"], name="one_row_per_change_and_date"),
        ]

    def __str__(self) -> str:
        return f"{self.act}: {self.occurrence_id}"
