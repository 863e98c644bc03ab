"""The versions of what groups sign: title, sentence and text of a series as they were."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events import wording
from events.models import record
from orgs.models import User

SIGNED = ("title", "summary", "about")
KEPT = 100  # versions of one series, and those that somebody signed


class SeriesText(models.Model):
    """One version of the words of a series. Written when the words change, the one before with it; never changed."""

    series = models.ForeignKey("events.Series", on_delete=models.CASCADE, related_name="texts", editable=False)
    number = models.PositiveIntegerField(editable=False)
    title = models.CharField(max_length=120, editable=False)
    summary = models.CharField(max_length=240, blank=True, editable=False)
    about = models.TextField(max_length=10_000, blank=True, editable=False)
    since = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="one_text_per_series_and_number"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id}, version {self.number}"

    @transaction.atomic
    def blank(self, *, by: User) -> None:
        """Take the words out of a version that holds no more, such as an address that should not have stood there.

        Its number and day stay; who signed it is asked about the words of now. Refused for those. The second time
        nothing changes.
        """
        series = self.series.locked()
        if self.number >= series.text_version:
            raise ValidationError(_("These words hold now: change the text instead."), code="newest")
        if SeriesText.objects.filter(pk=self.pk).exclude(title="").update(title="", summary="", about=""):
            series.sponsorships.all().ask_again(series, force=False)
            series.revise()
            record.note(series, "series_text_blanked", by=by)

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in SIGNED}


class Worded(models.Model):
    """A series whose words groups put their names under: they change, and who signed them is asked again."""

    text_version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def describe(self, *, by: User | None, ask_again: bool = False, **texts) -> None:
        """Say it better: title, kind, texts or paper. Time and place stay, so nobody who comes is written to.

        Groups that signed other words are asked again where the difference is material (`wording.is_material`), or
        where the editor says so (`ask_again`); until they have said yes their names stand under the text they signed.
        """
        before = self.locked()
        changed = record.differing(before, texts)
        for name, value in texts.items():
            setattr(self, name, value)
        self.full_clean(exclude=["slug", "host", "place", "created_by"], validate_constraints=False)
        self.save(update_fields=list(texts))
        if before.is_announced and set(changed) & set(SIGNED) and self.sponsorships.standing().exists():
            self._write_version(before)
            self.sponsorships.all().ask_again(self, force=ask_again)
        elif before.is_announced:  # nobody signed or was shown what it said: that is kept nowhere
            self.texts.filter(number=self.text_version).update(**self.words)
        self.revise()
        if changed:
            record.note(self, "series_described", by=by, fields=changed)

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in SIGNED}

    def first_text(self) -> SeriesText:
        """What it says as its only version, where the words have never changed."""
        return SeriesText(series=self, number=1, since=self.announced_at or self.created_at, **self.words)

    def words_of(self, version: int) -> dict[str, str]:
        """What it said in that version."""
        text = self.texts.filter(number=version).first()
        return text.words if text else self.words

    def differences_since(self, version: int) -> list[list[wording.Piece]]:
        """Title, sentence and text, each with what went and came since the version; [] where nothing did."""
        before, after = self.words_of(version), self.words
        changed = [name for name in SIGNED if before[name] != after[name]]
        return [wording.differences(before[name], after[name]) for name in changed]

    def _write_version(self, before) -> None:
        SeriesText.objects.get_or_create(
            series=self,
            number=before.text_version,
            defaults=before.words | {"since": before.announced_at},
        )
        self.text_version = before.text_version + 1
        self.save(update_fields=["text_version"])
        SeriesText.objects.create(series=self, number=self.text_version, since=timezone.now(), **self.words)
        signed = self.sponsorships.standing().values("text_version")
        self.texts.filter(number__lte=self.text_version - KEPT).exclude(number__in=signed).delete()
