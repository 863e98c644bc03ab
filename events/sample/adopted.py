"""Which demands of the sample came from a model: one won, one lost, one under way."""

from django.utils import timezone

from demands.library import entries
from demands.models import Adopted, Body, Demand, ModelDemand
from events.sample.days import Days
from orgs.models import AuditEntry, Organization

# The demand by its title, and the model that it began as.
MADE_FROM = {
    "A lawyer beside every tenant in court": "tenant-protections",
    "A town that welcomes": "sanctuary-city",
}


def adopt_models(groups: dict[str, Organization], days: Days) -> Demand:
    """Take the library up, and let the teachers put its text on schools to their board; that demand."""
    ModelDemand.objects.load(entries())
    models = {model.slug: model for model in ModelDemand.objects.with_texts()}
    for title, slug in MADE_FROM.items():
        text = models[slug].text
        Adopted.objects.create(demand=Demand.objects.get(title=title), text=text, answered=text.number)
    lead, board = groups["classroom"], Body.objects.get(kind=Body.Kind.SCHOOL_BOARD)
    at = min(days.ago(20), timezone.now())
    with AuditEntry.dated(at):
        demand = models["school-funding"].adopt_for(group=lead, body=board, said={}, by=lead.created_by)
        AuditEntry.record(lead, "demand_put", by=lead.created_by, about=demand.title)
    shown = {"state": Demand.State.PUT, "put_at": at, "put_by": lead.created_by, "shown_at": at, "created_at": at}
    Demand.objects.filter(pk=demand.pk).update(**shown)
    return demand
