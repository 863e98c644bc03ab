"""What becomes of demands when a group is merged into another."""

from django.utils.translation import gettext_lazy as _

from demands.models import Action, Body, Demand, ModelDemand
from demands.models.stance import Stance
from orgs import merging


def register_all() -> None:
    """All goes along: the other group leads what this one led, and stands where it was named."""
    moved = [
        ("demands.Demand.lead", _("Demands it leads"), Demand, "lead_id"),
        ("demands.Body.written_for", _("Bodies it wrote down"), Body, "written_for_id"),
        ("demands.Body.changed_for", _("Bodies it changed last"), Body, "changed_for_id"),
        ("demands.Action.entered_for", _("What it entered"), Action, "entered_for_id"),
        ("demands.Stance.said_for", _("What it entered about seats"), Stance, "said_for_id"),
        ("demands.Action.confirmed_for", _("What it confirmed"), Action, "confirmed_for_id"),
        ("demands.ModelDemand.proposed_by", _("Model demands it proposed"), ModelDemand, "proposed_by_id"),
    ]
    for key, title, model, column in moved:
        merging.register(key, title=title, move=merging.simply(model, column))
