"""The demands before and after one, as far as a reader may see them, and what often comes next."""

from django.contrib.auth.models import AnonymousUser

from demands.models import Adopted, Demand, ModelDemand
from orgs.models import User

MOST = 20


def suggested(demand: Demand) -> list[ModelDemand]:
    """What often comes after the model that it was made from."""
    adopted = Adopted.objects.filter(demand=demand).select_related("text__model").first()
    return adopted.text.model.next_ones() if adopted else []


def ladder_of(demand: Demand, reader: User | AnonymousUser) -> dict:
    """For the page: the one before it, those after it, and whether the reader looks after it."""
    visible = Demand.objects.visible_to(reader)
    return {
        "before": visible.filter(pk=demand.after_id).first() if demand.after_id else None,
        "next_ones": list(visible.filter(after=demand).order_by("pk")[:MOST]),
        "looks_after": bool(reader.pk) and Demand.objects.editable_by(reader).filter(pk=demand.pk).exists(),
    }
