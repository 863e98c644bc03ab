"""What a town that has won something could ask next: from the platforms that its lead keeps or has signed."""

from django.db.models import Q

from demands.models import Demand, ModelDemand, Plank, Platform
from demands.stages import Outcome

MOST = 5


def next_planks(demand: Demand) -> list[Plank]:
    """Planks in the order of their platforms, each with a model that nobody in this town has won or has under way;
    of its own group a draft counts too. Two queries."""
    place = demand.body.place
    here = Demand.objects.filter(
        body__place__locality=place.locality, body__place__region=place.region, body__place__country=place.country
    )
    seen = Demand.objects.public().filter(pk__in=here.values("pk"))
    asked = here.filter(Q(pk__in=seen.values("pk")) | Q(lead=demand.lead_id)).exclude(state="closed")
    taken = asked.filter(outcome__in=[Outcome.OPEN, Outcome.WON]).values_list("adopted__text__model", flat=True)
    asked_already = set(taken)
    offered = Plank.objects.standing().with_carriers().select_related("platform")
    offered = offered.filter(
        platform__in=Platform.objects.stood_for_by(demand.lead).values("pk"),
        model__in=ModelDemand.objects.public().values("pk"),
    )
    found: dict[int, Plank] = {}
    for plank in offered.order_by("platform__put_at", "platform", "order", "pk"):
        if plank.model_id not in asked_already:
            found.setdefault(plank.model_id, plank)
    return list(found.values())[:MOST]
