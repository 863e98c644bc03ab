"""What waits for a second person: an entry to confirm, and the lead of a demand that another group is offered."""

from datetime import timedelta

from demands.models import Action, Demand, DemandHandover, Evidence
from events.sample.days import Days
from orgs.models import AuditEntry, Organization


def wait_for_somebody(demands: dict[str, Demand], groups: dict[str, Organization], days: Days) -> None:
    """Tenants say that what they won has begun; bus riders would rather have them lead what comes next."""
    _begun(demands["counsel"], days)
    lamps = demands["lamps"]
    DemandHandover.offer(lamps, groups["tenants"], by=lamps.lead.created_by)


def _begun(demand: Demand, days: Days) -> None:
    on, by = days.after(-3), demand.lead.created_by
    note = "The court’s first letter names the lawyers’ telephone."
    with AuditEntry.dated(days.ago(2)):
        entry = Action.enter(demand, by=by, kind="implementing", on=on, note=note)
        shown = {"kind": Evidence.Kind.PRESS, "url": f"https://press.example.org/{on:%Y-%m-%d}"}
        Evidence.bring(entry, by=by, title="What the letter says", checked_on=on + timedelta(days=1), **shown)
    Action.objects.filter(pk=entry.pk).update(entered_at=days.ago(2))
