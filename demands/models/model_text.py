"""The versions of a model demand: what a town is offered to make its own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.blanks import ALWAYS, begun_with_a_capital, blanks_in, fill
from demands.models.body import Body
from demands.models.demand import Demand
from orgs.models import User

WORDS = ("title", "kind", "ask", "text", "components", "evidence", "review_after", "bodies", "next", "blanks")
LONGEST_ASK = 240


class ModelTextQuerySet(models.QuerySet):
    def newest(self):
        """The words that hold now."""
        return self.filter(number=models.F("model__version"))

    def stood(self):
        """Those that everybody may read: from the library, or let stand by a moderator, and not taken back."""
        return self.filter(stood_at__isnull=False)


class ModelText(models.Model):
    """One version of the words of a model demand. Written when they change, and its words are never changed."""

    model = models.ForeignKey("demands.ModelDemand", on_delete=models.CASCADE, related_name="texts", editable=False)
    number = models.PositiveIntegerField(editable=False)
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("what it asks for"), max_length=12, choices=Demand.Kind)
    ask = models.CharField(_("what is asked, in one sentence"), max_length=LONGEST_ASK)
    text = models.TextField(_("the text"), max_length=10_000)
    components = models.JSONField(default=list)  # what it can be won by, one by one
    evidence = models.CharField(_("what proves that it is done"), max_length=300)
    review_after = models.PositiveSmallIntegerField(_("days until somebody looks again"), default=90)
    bodies = models.JSONField(default=dict)  # kind of body: {"kind": of the demand, "says": what it can decide}
    next = models.JSONField(default=list)  # slugs of models that often follow
    blanks = models.JSONField(default=list)  # {"name", "label", "example"} of what a town fills in besides
    since = models.DateTimeField(default=timezone.now, editable=False)
    stood_at = models.DateTimeField(null=True, editable=False)  # since when it is let stand
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    objects = ModelTextQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["model", "number"], name="one_model_text_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.model_id}, version {self.number}"

    def clean(self) -> None:
        """Every blank has a question that fills it."""
        unknown = blanks_in(self.title, self.ask, self.text) - ALWAYS - {blank["name"] for blank in self.blanks}
        if unknown:
            said = _("Nobody is asked what to write for %(names)s. Use {body} and {town} alone.")
            names = ", ".join(f"{{{name}}}" for name in sorted(unknown))
            raise ValidationError({"text": ValidationError(said, code="unknown_blank", params={"names": names})})

    @property
    def words(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in WORDS}

    def kind_for(self, body: Body) -> str:
        """What is asked of a body of this kind: an ordinance of a council, a policy of a board."""
        return self.bodies.get(body.kind, {}).get("kind", self.kind)

    def says_of(self, body: Body) -> str:
        """What a body of this kind can really decide about it; "" where nobody has said."""
        return self.bodies.get(body.kind, {}).get("says", "")

    def filled(self, body: Body, said: dict[str, str]) -> dict[str, str]:
        """Title, sentence and text for this body, with what the town said for the other blanks."""
        names = {"body": body.name, "town": town_of(body)} | said
        ask = fill(self.ask, names)
        if len(ask) > LONGEST_ASK:
            ask = fill(self.ask, names | {"body": str(_("body that decides"))})
        return {
            "title": begun_with_a_capital(fill(self.title, names))[:120],
            "summary": ask[:LONGEST_ASK],
            "about": fill(self.text, names),
        }

    def decided_by(self) -> list[tuple[str, str, str]]:
        """Of each kind of body its name, what is asked of it, and what it can decide."""
        return [
            (Body.Kind(kind).label, Demand.Kind(said.get("kind", self.kind)).label, said["says"])
            for kind, said in self.bodies.items()
            if kind in Body.Kind
        ]


def town_of(body: Body) -> str:
    """Where it decides, as its text says it: “Akron”, “Summit County”, “Ohio”."""
    return body.jurisdiction.name if body.jurisdiction else body.place.locality or body.name
