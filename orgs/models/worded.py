"""The words that groups put their names under: as they are now, and the versions that were signed."""

from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs import wording
from orgs.models.audit import AuditEntry
from orgs.models.user import User

SIGNED = ("title", "summary", "about")
KEPT = 100  # versions of one text, and those that somebody signed


class TextVersion(models.Model):
    """One version of the words. Written when the words change, the one before with it; never changed."""

    OF: str  # the field that holds what says it

    number = models.PositiveIntegerField(editable=False)
    title = models.CharField(max_length=120, editable=False)
    summary = models.CharField(max_length=240, blank=True, editable=False)
    about = models.TextField(max_length=10_000, blank=True, editable=False)
    since = models.DateTimeField(editable=False)

    class Meta:
        abstract = True
        ordering = ["-number"]

    @transaction.atomic
    def blank(self, *, by: User) -> None:
        """Take the words out of a version that holds no more, such as an address that should not have stood there.

        Its number and day stay; who signed it is asked about the words of now. Refused for those. The second time
        nothing changes.
        """
        worded = getattr(self, self.OF).locked()
        if self.number >= worded.text_version:
            raise ValidationError(_("These words hold now: change the text instead."), code="newest")
        versions = type(self).objects.filter(pk=self.pk)
        if versions.exclude(title="").update(title="", summary="", about=""):
            worded.signatures.ask_again(worded, force=False)
            worded.revise()
            worded.note_words("text_blanked", by=by)

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in SIGNED}

    def changes_since(self, older: Self) -> list[list[wording.Piece]]:
        """Title, sentence and text, each with what went and what came; [] where nothing did."""
        return _changes(older.words, self.words)


class Worded(models.Model):
    """Something whose words groups put their names under: they change, and who signed them is asked again.

    Its versions are `texts`, its sign-ons `signatures`, the latter with `SignedTextQuerySet`.
    """

    text_version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        abstract = True

    # Verbs

    def reword(self, before: Self, *, ask_again: bool = False) -> None:
        """Its words are other ones than those of the row `before`, which everybody could sign.

        Groups that signed are asked again where the difference is material (`wording.is_material`), or where the
        editor says so; until they have said yes their names stand under the text they signed.
        """
        if before.words != self.words and self.signatures.standing().exists():
            self._write_version(before)
            self.signatures.ask_again(self, force=ask_again)
        else:  # nobody signed or was shown what it said: that is kept nowhere
            self.texts.filter(number=self.text_version).update(**self.words)

    def note_words(self, act: str, *, by: User | None, **facts) -> None:
        """On the record of its group."""
        AuditEntry.record(self.group, f"{self.WHAT}_{act}", by=by, about=self.title, **facts)

    # Questions

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in SIGNED}

    @property
    def words_since(self) -> datetime:
        """Since when its first words could be signed."""
        raise NotImplementedError

    def first_text(self) -> TextVersion:
        """What it says as its only version, where the words have never changed."""
        return self.texts.model(**self._own(), number=1, since=self.words_since, **self.words)

    def words_of(self, version: int) -> dict[str, str]:
        """What it said in that version."""
        text = self.texts.filter(number=version).first()
        return text.words if text else self.words

    def differences_since(self, version: int) -> list[list[wording.Piece]]:
        """Title, sentence and text, each with what went and came since the version; [] where nothing did."""
        return _changes(self.words_of(version), self.words)

    # Private steps

    def _own(self) -> dict:
        return {self.texts.model.OF: self}

    def _write_version(self, before: Self) -> None:
        texts = self.texts.model.objects
        since = {"since": before.words_since}
        texts.get_or_create(**self._own(), number=before.text_version, defaults=before.words | since)
        self.text_version = before.text_version + 1
        self.save(update_fields=["text_version"])
        texts.create(**self._own(), number=self.text_version, since=timezone.now(), **self.words)
        signed = self.signatures.standing().values("text_version")
        self.texts.filter(number__lte=self.text_version - KEPT).exclude(number__in=signed).delete()


def _changes(before: dict[str, str], after: dict[str, str]) -> list[list[wording.Piece]]:
    changed = [name for name in SIGNED if before[name] != after[name]]
    return [wording.differences(before[name], after[name]) for name in changed]
