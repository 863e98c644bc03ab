"""What moderators judge of model demands: what groups propose to offer to every town, and newer words of it."""

from django.utils.translation import gettext_lazy as _

from demands.generally import changes
from demands.models import ModelDemand
from demands.models.rewording import FIRST, NEWER
from orgs.models import Case
from orgs.reviewing import CaseKind, ShownSubject, register, register_subject


@register_subject
class ModelSubject(ShownSubject):
    """A case about one model demand: "model:3"."""

    key = "model"

    def rows(self):
        return ModelDemand.objects.with_texts()

    def title(self, case) -> str:
        model = self.row(case)
        return model.name if model else ""

    def hide(self, case, *, by) -> None:
        self.decide(case, ModelDemand.State.DECLINED)

    def unhide(self, case, *, by) -> None:
        self.decide(case, ModelDemand.State.ACCEPTED)

    def decide(self, case, state: str) -> None:
        if model := self.row(case):
            model.decide_proposal(state)


@register
class ProposedModel(CaseKind):
    """A model that a listed group proposed: offered to every town once a person has looked."""

    key = FIRST
    title = _("Model demand")
    template = "demands/_case_model.html"
    of = ModelSubject()
    outcomes = {"confirmed": _("Offered"), "declined": _("Not offered")}
    checks = {
        "words": _("The words are neutral, and any lawful group could put them to a body."),
        "bodies": _("What it says of bodies promises no more than they can decide."),
        "purpose": _("The purpose is lawful, and the text exposes nobody."),
    }
    words = {
        "confirmed": (
            _("Offered to every town: %(title)s"),
            _("A moderator has looked at the model “%(title)s”. Every group can take it up now."),
        ),
        "declined": (
            _("%(title)s is not offered yet"),
            _("A moderator has looked at the model “%(title)s” and did not show it to the public. The reason:"),
        ),
    }

    def facts(self, case) -> dict:
        model = self.of.row(case)
        text = (model.waiting_words or model.text) if model else None
        return {"model": model, "text": text}

    def as_it_is(self, case) -> str:
        return words_of(self.of.row(case, anew=True))

    def confirm(self, case, *, by) -> None:
        self.of.decide(case, ModelDemand.State.ACCEPTED)
        if model := self.of.row(case):
            model.let_words_stand()

    def decline(self, case, *, by, note: str) -> None:
        self.of.decide(case, ModelDemand.State.DECLINED)

    def undo(self, case, *, by) -> None:
        self.of.decide(case, ModelDemand.State.PROPOSED)
        model = self.of.row(case, anew=True)
        if model and case.is_confirmed:
            model.take_words_back(case.decided_at)

    def reopen(self, case, *, by) -> None:
        self.of.decide(case, ModelDemand.State.PROPOSED)


@register
class NewerWords(CaseKind):
    """Newer words of a model that everybody sees: they hold once a person has looked, and are offered to towns."""

    key = NEWER
    title = _("Newer words of a model")
    template = "demands/_case_model_words.html"
    of = ModelSubject()
    outcomes = {"confirmed": _("They hold now"), "declined": _("The earlier words stay")}
    checks = ProposedModel.checks
    words = {
        "confirmed": (
            _("The new words of %(title)s hold now"),
            _("A moderator has looked at the new words of “%(title)s”. Towns that took it up are offered them."),
        ),
        "declined": (
            _("The earlier words of %(title)s stay"),
            _("A moderator has looked at the new words of “%(title)s”. What everybody reads stays. The reason:"),
        ),
    }

    def facts(self, case) -> dict:
        model = self.of.row(case)
        newer = model.waiting_words if model else None
        return {"model": model, "text": newer, "changes": changes(model.text, newer) if newer else []}

    def as_it_is(self, case) -> str:
        return words_of(self.of.row(case, anew=True))

    def confirm(self, case, *, by) -> None:
        if model := self.of.row(case, anew=True):
            model.let_words_stand()

    def decline(self, case, *, by, note: str) -> None:
        """What holds stays; the group may write it anew."""

    def make_room(self, case) -> None:
        """Newer words that wait are judged in the case that waits again: a group keeps no decision by rewording."""
        if case.is_confirmed:
            Case.drop(NEWER, case.organization, subject=case.subject)

    def undo(self, case, *, by) -> None:
        model = self.of.row(case, anew=True)
        if model and case.is_confirmed:
            model.take_words_back(case.decided_at)


def words_of(model: ModelDemand | None) -> str:
    """Which version a moderator judges."""
    text = (model.waiting_words or model.text) if model else None
    return str(text.pk) if text else ""
