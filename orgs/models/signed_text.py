"""Which words a group has put its name under, and whether it was asked about newer ones."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

from orgs.models.signon import SignOnQuerySet
from orgs.models.user import User
from orgs.models.worded import Worded
from orgs.wording import is_material

SETTLES = timedelta(minutes=30)  # who corrects a text corrects it twice


class SignedTextQuerySet(SignOnQuerySet):
    """Sign-ons by which words they are under."""

    def asked_again(self):
        """Accepted, but of a text that has changed in what it says since; the group has not said yes to that yet."""
        return self.accepted().filter(text_version__lt=models.F("asked_version"))

    def ask_again(self, worded: Worded, *, force: bool) -> None:
        """The words have changed: those who signed other ones are asked about the new ones, by letter half an hour
        later, so that a second correction is in the same letter."""
        versions: dict[int, int | None] = {}
        for signed in self.accepted().select_related("organization"):
            if (version := signed.text_version) not in versions:
                versions[version] = self._to_ask(worded, version, force)
            asked = signed.asked_version if versions[version] is None else versions[version]
            if asked != signed.asked_version:
                self.filter(pk=signed.pk).update(asked_version=asked)
                signed.asked_version, signed.target = asked, worded
                signed.tell_of_text()

    @staticmethod
    def _to_ask(worded: Worded, version: int, force: bool) -> int | None:
        """About which version those are asked who signed this one; None where what was asked stays as it is.

        What somebody was asked about is taken back only by the very words that she signed.
        """
        signed = worded.words_of(version)
        if force or is_material(signed, worded.words):
            return worded.text_version
        return version if signed == worded.words else None


class SignedText(models.Model):
    """The part of a sign-on that says what was signed; versions are those of `orgs/models/worded.py`."""

    TEXT_LETTER: str  # the kind of letter that asks about words that changed

    text_version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    # The newest version that it was asked about; greater than the one it signed while it has not answered.
    asked_version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def reaffirm(self, *, by: User | None, version: int) -> None:
        """The group stands by the words of this version, which somebody has read. The second time nothing changes.

        Where the text went on meanwhile, what it is asked about stays open.
        """
        worded = self.target.locked()
        standing = type(self).objects.accepted().filter(pk=self.pk, text_version__lt=version)
        if version <= worded.text_version and standing.update(text_version=version):
            self.refresh_from_db()
            worded.revise()
            self.note_by_group("reaffirmed", by=by)

    def tell_of_text(self) -> None:
        """A letter to the group's organizers about words that changed; none where they are back to what it signed."""
        if self.is_asked_again:
            due_at = timezone.now() + SETTLES
            for person in self.organization.organizers():
                context = {"user": person.pk, "version": self.asked_version}
                sequence = str(self.asked_version)
                self._write(self.TEXT_LETTER, person.email, context, self.target.held_for, sequence, due_at)

    @property
    def is_asked_again(self) -> bool:
        """Whether the text has become another one since it signed."""
        return self.is_accepted and self.text_version < self.asked_version
