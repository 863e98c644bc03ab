"""What moderators judge of model demands: whether one that a group proposed is offered to every town."""

from django.utils.translation import gettext_lazy as _

from demands.models import ModelDemand
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

    key = "model_demand"
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
        return {"model": self.of.row(case)}

    def confirm(self, case, *, by) -> None:
        self.of.decide(case, ModelDemand.State.ACCEPTED)

    def decline(self, case, *, by, note: str) -> None:
        self.of.decide(case, ModelDemand.State.DECLINED)

    def undo(self, case, *, by) -> None:
        self.of.decide(case, ModelDemand.State.PROPOSED)

    def reopen(self, case, *, by) -> None:
        self.of.decide(case, ModelDemand.State.PROPOSED)
