"""Which demand came from which model, and what its lead said to newer versions of it."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models.demand import Demand
from demands.models.model_text import ModelText
from demands.stages import Outcome
from orgs import wording
from orgs.models import AuditEntry, User
from outbox.models import Message


class AdoptedQuerySet(models.QuerySet):
    def offered(self):
        """Those whose model says something newer that their lead has not answered, while it can still be taken."""
        newer = models.Q(answered__lt=models.F("text__model__version"))
        return self.filter(newer, demand__state__in=["draft", "put"], demand__outcome=Outcome.OPEN)

    def editable_by(self, user: User):
        return self.filter(demand__in=Demand.objects.editable_by(user).values("pk"))

    def for_pages(self):
        return self.select_related("demand__lead", "demand__body__place", "demand__body__jurisdiction", "text__model")


class Adopted(models.Model):
    """A demand remembers the version that it was made from. Its words are its own: a newer version is only offered."""

    demand = models.OneToOneField(Demand, on_delete=models.CASCADE, related_name="adopted", editable=False)
    text = models.ForeignKey(ModelText, on_delete=models.PROTECT, related_name="adoptions", editable=False)
    said = models.JSONField(default=dict)  # what the town wrote into the blanks
    answered = models.PositiveIntegerField(editable=False)  # the newest version that its lead took or left
    adopted_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AdoptedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.demand_id} from {self.text_id}"

    # Verbs

    @transaction.atomic
    def take_over(self, number: int, about: str, *, by: User) -> None:
        """The demand says this from now on, and stands by that version of its model.

        What was put to a body already is changed as its text always is: who signed it is asked again.
        """
        text = self._answer(number)
        Adopted.objects.filter(pk=self.pk).update(text=text)
        self.text = text
        self.demand.describe(by=by, about=about)
        AuditEntry.record(self.demand.lead, "model_taken", by=by, about=self.demand.title)

    @transaction.atomic
    def keep_own(self, number: int, *, by: User) -> None:
        """The demand stays as it is, and is not asked about that version again."""
        self._answer(number)
        AuditEntry.record(self.demand.lead, "model_left", by=by, about=self.demand.title)

    def tell_of_model(self) -> None:
        """One letter to the organizers of its lead about the newest version."""
        newest = self.text.model.version
        for person in self.demand.lead.organizers():
            Message.write(
                kind="model_changed",
                about=f"demand:{self.demand_id}",
                to=person.email,
                context={"user": person.pk, "adopted": self.pk, "version": newest},
                sequence=str(newest),
                held_for=self.demand.lead.held_for,
                sender=self.demand.lead.letters_key,
            )

    # Questions

    @property
    def newest(self) -> ModelText:
        return ModelText.objects.newest().get(model=self.text.model_id)

    @property
    def is_offered(self) -> bool:
        return Adopted.objects.offered().filter(pk=self.pk).exists()

    @property
    def is_own(self) -> bool:
        """Whether the group has written the text anew since it was adopted."""
        return self.demand.about.split() != self._words_in(self.text).split()

    @property
    def proposed(self) -> str:
        """The newest text, filled in for this town."""
        return self._words_in(self.newest)

    def changes(self) -> list[wording.Piece]:
        """What went and came between the version it was made from and the newest one."""
        return wording.differences(self._words_in(self.text), self.proposed)

    # Private steps

    def _words_in(self, text: ModelText) -> str:
        return text.filled(self.demand.body, self.said)["about"]

    def _answer(self, number: int) -> ModelText:
        """The version that is answered, once: of two organizers who press at once the first is heard."""
        text = self.newest
        if text.number != number:
            raise ValidationError(_("The model has changed again. Look at its newest text."), code="overtaken")
        heard = Adopted.objects.offered().filter(pk=self.pk).values_list("pk", flat=True)
        done = Adopted.objects.filter(pk__in=list(heard), answered__lt=number).update(answered=number)
        self.refresh_from_db(fields=["answered"])
        if not done:
            raise ValidationError(_("This was already answered."), code="answered")
        return text
