"""The letter about newer words of a model to those who made it their own."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models import Adopted
from orgs.models import User
from orgs.night import morning_after
from outbox import reasons
from outbox.letters import Letter, NotYet, Unwanted, register


@register
class ModelChanged(Letter):
    """Tells the organizers of a lead, by day and once a version, that their model says something else now."""

    kind = "model_changed"
    reason = reasons.ORGANIZES
    template = "demands/mail/model_changed"
    title = _("letters about newer words of a model that your group took up")

    def context(self, message) -> dict:
        adopted = Adopted.objects.offered().for_pages().filter(pk=message.context["adopted"]).first()
        if adopted is None or adopted.text.model.version != message.context["version"]:
            raise Unwanted("answered, or the model has changed again")
        if not adopted.demand.lead.organizers().filter(pk=message.context["user"]).exists():
            raise Unwanted("she does not organize the group any more")
        if until := morning_after(timezone.now(), adopted.demand.time_zone):
            raise NotYet(until)
        path = reverse("demands:model-offer", args=[adopted.demand.slug])
        changes = [piece for piece in adopted.changes() if piece.kind != "same"]
        return {
            "user": User.objects.filter(pk=message.context["user"]).first(),
            "demand": adopted.demand,
            "model": adopted.text.model,
            "changes": changes[:20],
            "url": f"{settings.SITE_URL}{path}",
        }
