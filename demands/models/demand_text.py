"""The versions of what groups endorse: title, sentence and text of a demand as they were."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from orgs.models import TextVersion, User, Worded

ANSWERED = _("Something was decided about these parts. Leave them as they are: a correction says what is wrong.")
WAITING = _("What became of these parts waits to be confirmed. Leave them as they are until it is, or is taken back.")


class DemandText(TextVersion):
    """One version of the words of a demand."""

    OF = "demand"

    demand = models.ForeignKey("demands.Demand", on_delete=models.CASCADE, related_name="texts", editable=False)
    about = models.TextField(max_length=20_000, blank=True, editable=False)

    class Meta(TextVersion.Meta):
        constraints = [
            models.UniqueConstraint(fields=["demand", "number"], name="one_text_per_demand_and_number"),
        ]

    def __str__(self) -> str:
        return f"{self.demand_id}, version {self.number}"


class WordedDemand(Worded):
    """The part of a demand that says what is asked, under the names of groups."""

    class Meta:
        abstract = True

    @transaction.atomic
    def describe(
        self, *, by: User | None, ask_again: bool = False, components: list[str] | None = None, **texts
    ) -> None:
        """Say anew what is asked, in whatever state: texts, kind, topic, file number, and the parts it can be won by.

        Groups that endorsed other words are asked again as `reword` says, or where the editor wants it (`ask_again`).
        Parts of which it is known what became of them change no more.
        """
        before = self.locked()
        changed = [name for name, value in texts.items() if getattr(before, name) != value]
        for name, value in texts.items():
            setattr(self, name, value)
        self.full_clean(exclude=["slug", "lead", "body", "created_by", "next_step_by"], validate_constraints=False)
        self.save(update_fields=list(texts))
        if components is not None:
            self.refuse_other_parts(components)
            if not (self.has_answered_parts or self.has_waiting_parts):
                self.set_components(components)
                self.restage()
        if not before.is_draft:
            self.reword(before, ask_again=ask_again)
        self.revise()
        if changed or components is not None:
            self.note_words("described", by=by, fields=changed or [str(_("parts"))])

    def refuse_other_parts(self, components: list[str]) -> None:
        """What became of a part is said by an action: nobody strikes it out, or asks for more, in its text. Nor while
        one waits, so that what is confirmed is what was entered."""
        kept = {" ".join(str(part).split()) for part in self.components.current()}
        if kept == set(components):
            return
        if self.has_answered_parts:
            raise ValidationError({"components": ANSWERED}, code="answered")
        if self.has_waiting_parts:
            raise ValidationError({"components": WAITING}, code="waiting")

    @property
    def signatures(self):
        return self.endorsements.all()

    @property
    def words_since(self) -> datetime:
        return self.put_at or self.created_at
