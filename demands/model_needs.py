"""What waits for the lead of a demand because its model has newer words."""

from django.urls import reverse
from django.utils.translation import gettext as _

from demands.models import Adopted
from orgs import needs
from orgs.models import User
from orgs.needs import Act, Need
from orgs.waiting import MOST


def register_all() -> None:
    needs.register("models of demands", offers)


def offers(user: User) -> list[Need]:
    """Newer words that nobody of hers has taken or left."""
    open_ones = Adopted.objects.editable_by(user).offered().for_pages().order_by("pk")
    return [_offer(adopted) for adopted in open_ones[:MOST]]


def _offer(adopted: Adopted) -> Need:
    demand, model = adopted.demand, adopted.text.model
    return Need(
        f"model:{demand.pk}:{model.version}",
        _("The model of “%(title)s” has newer words") % {"title": demand.title},
        text=_("Take them, write your own from them, or leave yours as it is."),
        stock=demand.lead.stock,
        acts=[Act(_("Look at what changed"), reverse("demands:model-offer", args=[demand.slug]))],
    )
