"""What becomes of demands when a group is merged into another."""

from django.utils.translation import gettext_lazy as _

from demands.models import (
    Action,
    Body,
    BodyChange,
    Demand,
    DemandHandover,
    Endorsement,
    Evidence,
    ModelDemand,
    Platform,
    PlatformSignature,
)
from demands.models.seat_claim import SeatClaim
from demands.models.stance import Stance
from orgs import merging
from orgs.models import Organization, SignOn
from orgs.models.movers import NOT_LISTED, end_offers, end_sign_ons

LEADS = _("An endorsement of a demand of one’s own ends: the group that stays leads it.")
KEEPS = _("A signature under a platform of one’s own ends: the group that stays keeps it.")
TWICE = _("Where both have signed the same or were asked, the one that got further stands.")


def move_names_under(model, holder: str, own: str):
    """A mover of the names under demands or platforms: they become the other group's, once under each.

    `holder` leads from what is signed to the group that holds it, which does not sign its own.
    """

    def move(journal: merging.Journal, group: Organization, into: Organization) -> int:
        rows = model.objects.filter(organization__in=[group.pk, into.pk])
        if not group.is_listed:
            journal.leave(NOT_LISTED, end_sign_ons(journal, rows.filter(organization=group).standing()))
        of_its_own = rows.filter(**{f"{model.UNDER}__{holder}": into})
        journal.leave(own, end_sign_ons(journal, of_its_own.standing()))
        if not group.is_listed:
            return 0
        behind = _behind(rows.standing().exclude(**{f"{model.UNDER}__{holder}": into}), group, into)
        journal.leave(TWICE, end_sign_ons(journal, rows.filter(pk__in=behind)))
        staying = [*behind, *of_its_own.values_list("pk", flat=True)]
        return journal.move(rows.filter(organization=group).exclude(pk__in=staying), "organization_id", into.pk)

    return move


def _behind(standing, group: Organization, into: Organization) -> list[int]:
    """Of each two under one thing the one that gives way: what waits before what is accepted, else the newcomer's."""
    by_target: dict[int, dict[int, SignOn]] = {}
    for row in standing:
        by_target.setdefault(getattr(row, f"{row.UNDER}_id"), {})[row.organization_id] = row
    both = [rows for rows in by_target.values() if len(rows) == 2]
    return [
        rows[into.pk].pk if rows[group.pk].is_accepted and rows[into.pk].is_pending else rows[group.pk].pk
        for rows in both
    ]


def register_all() -> None:
    """All goes along: the other group leads what this one led, and stands where it was named."""
    moved = [
        ("demands.Demand.lead", _("Demands it leads"), Demand, "lead_id"),
        ("demands.Platform.keeper", _("Platforms it keeps"), Platform, "keeper_id"),
        ("demands.Body.written_for", _("Bodies it wrote down"), Body, "written_for_id"),
        ("demands.Body.changed_for", _("Bodies it changed last"), Body, "changed_for_id"),
        ("demands.BodyChange.group", _("Changes of bodies it made"), BodyChange, "group_id"),
        ("demands.Action.entered_for", _("What it entered"), Action, "entered_for_id"),
        ("demands.SeatClaim.group", _("Seats it talks to"), SeatClaim, "group_id"),
        ("demands.Stance.said_for", _("What it entered about seats"), Stance, "said_for_id"),
        ("demands.Action.confirmed_for", _("What it confirmed"), Action, "confirmed_for_id"),
        ("demands.Evidence.taken_for", _("Evidence it took away"), Evidence, "taken_for_id"),
        ("demands.ModelDemand.proposed_by", _("Model demands it proposed"), ModelDemand, "proposed_by_id"),
    ]
    for key, title, model, column in moved:
        merging.register(key, title=title, move=merging.simply(model, column))
    for model, holder, own, title in [
        (Endorsement, "lead", LEADS, _("Demands it endorses")),
        (PlatformSignature, "keeper", KEEPS, _("Platforms it has signed")),
    ]:
        merging.register(f"{model._meta.label}.organization", title=title, move=move_names_under(model, holder, own))
    offers = _("Offers to lead a demand")
    merging.register("demands.DemandHandover.organization", title=offers, move=end_offers(DemandHandover))
    merging.register("demands.DemandHandover.to")  # goes with the other end
