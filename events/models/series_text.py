"""The versions of what groups sign: title, sentence and text of a series as they were."""

from datetime import datetime

from django.db import models, transaction

from events.models import record
from orgs.models import TextVersion, User, Worded


class SeriesText(TextVersion):
    """One version of the words of a series."""

    OF = "series"

    series = models.ForeignKey("events.Series", on_delete=models.CASCADE, related_name="texts", editable=False)

    class Meta(TextVersion.Meta):
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="one_text_per_series_and_number"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id}, version {self.number}"


class WordedSeries(Worded):
    """The part of a series that says what it is about, under the names of groups."""

    class Meta:
        abstract = True

    @transaction.atomic
    def describe(self, *, by: User | None, ask_again: bool = False, **texts) -> None:
        """Say it better: title, kind, texts or paper. Time and place stay, so nobody who comes is written to.

        Groups that signed other words are asked again as `reword` says, or where the editor wants it (`ask_again`).
        """
        before = self.locked()
        changed = record.differing(before, texts)
        for name, value in texts.items():
            setattr(self, name, value)
        self.full_clean(exclude=["slug", "host", "place", "created_by"], validate_constraints=False)
        self.save(update_fields=list(texts))
        if before.is_announced:
            self.reword(before, ask_again=ask_again)
        self.revise()
        if changed:
            record.note(self, "series_described", by=by, fields=changed)
        if set(changed) - {"stock"} and (hearing := getattr(self, "hearing", None)):
            hearing.wait_for_look(by=by)

    def note_words(self, act: str, *, by: User | None, **facts) -> None:
        record.note(self, f"series_{act}", by=by, **facts)

    @property
    def signatures(self):
        return self.sponsorships.all()

    @property
    def words_since(self) -> datetime:
        return self.announced_at or self.created_at
