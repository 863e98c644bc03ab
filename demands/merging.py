"""What becomes of demands when a group is merged into another."""

from django.utils.translation import gettext_lazy as _

from demands.models import Action, Body, Demand, DemandHandover, Endorsement, Evidence, ModelDemand
from demands.models.seat_claim import SeatClaim
from demands.models.stance import Stance
from orgs import merging
from orgs.models import Organization
from orgs.models.movers import NOT_LISTED, end_offers, end_sign_ons

LEADS = _("An endorsement of a demand of one’s own ends: the group that stays leads it.")
TWICE = _("Where both have endorsed a demand or were asked, the one that got further stands.")


def move_endorsements(journal: merging.Journal, group: Organization, into: Organization) -> int:
    """Its name under a demand becomes the other's, once under each; a lead does not endorse its own."""
    rows = Endorsement.objects.filter(organization__in=[group.pk, into.pk])
    if not group.is_listed:
        journal.leave(NOT_LISTED, end_sign_ons(journal, rows.filter(organization=group).standing()))
    own = rows.filter(demand__lead=into)
    journal.leave(LEADS, end_sign_ons(journal, own.standing()))
    if not group.is_listed:
        return 0
    behind = _behind(rows.standing().exclude(demand__lead=into), group, into)
    journal.leave(TWICE, end_sign_ons(journal, rows.filter(pk__in=behind)))
    staying = [*behind, *own.values_list("pk", flat=True)]
    return journal.move(rows.filter(organization=group).exclude(pk__in=staying), "organization_id", into.pk)


def _behind(standing, group: Organization, into: Organization) -> list[int]:
    """Of each two under one demand the one that gives way: what waits before what is accepted, else the newcomer's."""
    by_demand: dict[int, dict[int, Endorsement]] = {}
    for row in standing:
        by_demand.setdefault(row.demand_id, {})[row.organization_id] = row
    both = [rows for rows in by_demand.values() if len(rows) == 2]
    return [
        rows[into.pk].pk if rows[group.pk].is_accepted and rows[into.pk].is_pending else rows[group.pk].pk
        for rows in both
    ]


def register_all() -> None:
    """All goes along: the other group leads what this one led, and stands where it was named."""
    moved = [
        ("demands.Demand.lead", _("Demands it leads"), Demand, "lead_id"),
        ("demands.Body.written_for", _("Bodies it wrote down"), Body, "written_for_id"),
        ("demands.Body.changed_for", _("Bodies it changed last"), Body, "changed_for_id"),
        ("demands.Action.entered_for", _("What it entered"), Action, "entered_for_id"),
        ("demands.SeatClaim.group", _("Seats it talks to"), SeatClaim, "group_id"),
        ("demands.Stance.said_for", _("What it entered about seats"), Stance, "said_for_id"),
        ("demands.Action.confirmed_for", _("What it confirmed"), Action, "confirmed_for_id"),
        ("demands.Evidence.taken_for", _("Evidence it took away"), Evidence, "taken_for_id"),
        ("demands.ModelDemand.proposed_by", _("Model demands it proposed"), ModelDemand, "proposed_by_id"),
    ]
    for key, title, model, column in moved:
        merging.register(key, title=title, move=merging.simply(model, column))
    merging.register("demands.Endorsement.organization", title=_("Demands it endorses"), move=move_endorsements)
    offers = _("Offers to lead a demand")
    merging.register("demands.DemandHandover.organization", title=offers, move=end_offers(DemandHandover))
    merging.register("demands.DemandHandover.to")  # goes with the other end
