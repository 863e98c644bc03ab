"""How a group writes its own model anew, and takes it back: what holds changes once a moderator has looked."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models.adopted import Adopted
from demands.models.model_text import ModelText
from orgs.models import AuditEntry, Case, User

FIRST, NEWER = "model_demand", "model_words"  # the kinds of cases in which its words are judged


class Reworded(models.Model):
    """Words in versions. One that a moderator has not let stand yet has a higher number than the one that holds."""

    class Meta:
        abstract = True

    # Verbs

    @transaction.atomic
    def propose_words(self, *, by: User, **words) -> None:
        """Another version, which waits for a moderator; what holds stays meanwhile. One that waited gives way to it.

        What is not named stays as it was. Towns that took the model up are offered it once it stands, and keep their
        own words until they take it.
        """
        self._lock()
        judged = self.waiting_words or self.text
        said = judged.words | words
        if said == judged.words:
            raise ValidationError(_("These are the words that are here already."), code="same")
        self._forget_waiting()
        self._add(said, by=by)
        self._put_before_moderators(NEWER if self.is_public else FIRST, by=by)
        AuditEntry.record(self.proposed_by, "model_reworded", by=by, about=self.name)

    @transaction.atomic
    def withdraw_words(self, *, by: User) -> None:
        """Newer words of a model that everybody sees are thrown away before they stand. The second time nothing."""
        self._lock()
        if self.is_public and self._forget_waiting():
            Case.drop(NEWER, self.proposed_by, subject=self.case_subject)
            AuditEntry.record(self.proposed_by, "model_words_withdrawn", by=by, about=self.name)

    @transaction.atomic
    def take_off(self, *, by: User) -> None:
        """The model is offered to nobody any more. Demands that came from it stay as they are."""
        self._lock()
        if self.state not in (self.State.ACCEPTED, self.State.PROPOSED):
            raise ValidationError(_("This model is not offered."), code="not_offered")
        for kind in (FIRST, NEWER):
            Case.drop(kind, self.proposed_by, subject=self.case_subject)
        self.decide_proposal(self.State.TAKEN_OFF)
        AuditEntry.record(self.proposed_by, "model_taken_off", by=by, about=self.name)

    @transaction.atomic
    def put_forward_again(self, *, by: User) -> None:
        """After it was taken off: a moderator looks at it as at the first time."""
        self._lock()
        if self.state != self.State.TAKEN_OFF:
            raise ValidationError(_("This model was not taken off."), code="not_taken_off")
        self._put_before_moderators(FIRST, by=by)
        AuditEntry.record(self.proposed_by, "model_proposed", by=by, about=self.name)

    @transaction.atomic
    def let_words_stand(self) -> None:
        """What waited holds from now on, and is offered to those who adopted an earlier version.

        Where nothing waited, what is there has stood since now.
        """
        if waiting := self.waiting_words:
            self._hold(waiting.number)
        else:
            self._stamp(self.version)

    @transaction.atomic
    def take_words_back(self, decided_at: datetime) -> None:
        """A decision of then is undone: the newest version that stood before holds again, and what came since waits.

        Nobody reads words that no moderator let stand, be they older or newer than those that hold.
        """
        self.texts.filter(stood_at__gte=decided_at).update(stood_at=None)
        before = self.texts.stood().first()
        if before:
            type(self).objects.filter(pk=self.pk).update(version=before.number)
            self.version = before.number

    # Questions

    @property
    def waiting_words(self) -> ModelText | None:
        """The version that no moderator has let stand, be it that she has not looked or that she declined it."""
        return self.texts.filter(number__gt=self.version).first()

    @property
    def is_judged_anew(self) -> bool:
        """Whether newer words of a model that everybody sees wait for a moderator."""
        pending = Case.objects.pending().filter(kind=NEWER, organization=self.proposed_by, subject=self.case_subject)
        return pending.exists()

    # Private steps

    def _lock(self) -> None:
        self.proposed_by.locked()
        self.refresh_from_db(fields=["state", "version"])
        self.__dict__.pop("newest", None)  # what a list had read of its words

    def _forget_waiting(self) -> int:
        return self.texts.filter(number__gt=self.version, adoptions=None).delete()[0]

    def _put_before_moderators(self, kind: str, *, by: User) -> None:
        if kind == FIRST and self.state != self.State.PROPOSED:
            self.check_room()
            self.decide_proposal(self.State.PROPOSED)
        Case.open(kind, self.proposed_by, subject=self.case_subject, by=by)

    def _add(self, words: dict, *, by: User | None) -> ModelText:
        number = self.texts.aggregate(last=models.Max("number", default=0))["last"] + 1
        text = ModelText(model=self, number=number, written_by=by, **words)
        text.full_clean(exclude=["model", "written_by", "components", "bodies", "next", "blanks"])
        text.save(force_insert=True)
        return text

    def _hold(self, number: int) -> None:
        """This version from now on, offered to those who adopted an earlier one."""
        type(self).objects.filter(pk=self.pk).update(version=number)
        self.version = number
        self._stamp(number)
        for adopted in Adopted.objects.offered().filter(text__model=self).for_pages():
            adopted.tell_of_model()

    def _stamp(self, number: int) -> None:
        self.texts.filter(number=number).update(stood_at=timezone.now())
