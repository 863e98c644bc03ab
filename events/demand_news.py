"""A demand and what happened to it as other programs read it: in Atom and as plain data."""

import uuid

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from demands.models import Action, Demand
from events import demand_page
from events.atom import Entry
from events.dates_json import a_name, a_place

NEWEST = 50


def entries(demands) -> list[Entry]:
    """The latest confirmed actions of these demands, as far as what shows them is there; each keeps its id and day."""
    found = Action.objects.proven().filter(demand__in=demands.values("pk")).order_by("-confirmed_at", "-pk")
    return [_entry(row) for row in found.select_related("demand__body", "demand__lead")[:NEWEST]]


def _entry(row: Action) -> Entry:
    demand = row.demand
    corrected = _("This corrects an earlier entry.") if row.corrects_id else ""
    told = [date_format(row.on), str(demand.body), row.acting_body, _votes(row), row.note, corrected]
    return Entry(
        uid=str(uuid.uuid5(demand.uid, f"action {row.pk}")),
        title=f"{demand.title}: {row.get_kind_display()}",
        text=". ".join(part.rstrip(".") for part in told if part) + ".",
        url=f"{settings.SITE_URL}{demand.get_absolute_url()}",
        author=demand.lead.name,
        at=row.confirmed_at,
    )


def _votes(row: Action) -> str:
    if row.votes_for is None:
        return ""
    return _("%(yes)s to %(no)s") % {"yes": row.votes_for, "no": row.votes_against or 0}


def a_demand(demand: Demand) -> dict:
    """All that its page says of where it stands, and nothing else."""
    story = demand_page.story(demand, AnonymousUser())
    page = f"{settings.SITE_URL}{demand.get_absolute_url()}"
    return {
        "title": demand.title,
        "summary": demand.summary,
        "about": demand.about,
        "kind": demand.kind,
        "topic": demand.topic,
        "identifier": demand.identifier,
        "state": demand.state,
        "lead": a_name(demand.lead),
        "body": {"name": demand.body.name, "kind": demand.body.kind, "place": a_place(demand.body.place)},
        "stage": demand.stage,
        "stage_since": demand.stage_since,
        "outcome": demand.outcome,
        "degree": demand.degree,
        "decision_on": demand.decision_on,
        "decision_moved": demand.decision_is_moved,
        "moved_to": demand.moved_to,
        "next_step": demand.next_step,
        "next_step_on": demand.next_step_on,
        "components": [{"text": str(part.component), "result": part.result} for part in story["parts"]],
        "actions": [_action(row) for row in story["counting"]],
        "uid": str(demand.uid),
        "revision": demand.revision,
        "url": page,
        "calendar": f"{page.rstrip('/')}.ics",
        "atom": f"{page.rstrip('/')}.atom",
    }


def _action(row: Action) -> dict:
    names = ("kind", "on", "acting_body", "votes_for", "votes_against", "abstained", "absent", "note", "set_day")
    return {name: getattr(row, name) for name in names} | {
        "set_time": row.set_time,
        "confirmed_at": row.confirmed_at,
        "evidence": [_evidence(piece) for piece in row.evidence.all() if piece.url],
    }


def _evidence(piece) -> dict:
    return {"kind": piece.kind, "title": str(piece), "url": piece.url, "checked_on": piece.checked_on}
