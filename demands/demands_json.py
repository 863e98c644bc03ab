"""Demands as plain data, for whoever builds something of their own on them. Nothing here is not on a page."""

from django.conf import settings


def a_row(demand) -> dict:
    """A demand as a list shows it; `lead` and `body` with its `place` are at hand."""
    place = demand.body.place
    return {
        "title": demand.title,
        "summary": demand.summary,
        "kind": demand.kind,
        "topic": demand.topic,
        "identifier": demand.identifier,
        "lead": {"name": demand.lead.name, "url": _whole(demand.lead.get_absolute_url())},
        "body": {
            "name": demand.body.name,
            "kind": demand.body.kind,
            "town": place.locality,
            "region": place.region,
            "country": place.country,
            "latitude": place.latitude,
            "longitude": place.longitude,
        },
        "closed": demand.is_closed,
        "stage": demand.stage,
        "stage_since": demand.stage_since and demand.stage_since.isoformat(),
        "outcome": demand.outcome,
        "degree": demand.degree,
        "decision_on": demand.decision_on and demand.decision_on.isoformat(),
        "decision_moved": demand.decision_is_moved,
        "moved_to": demand.moved_to and demand.moved_to.isoformat(),
        "heard_on": demand.heard_on and demand.heard_on.isoformat(),
        "unheard": demand.is_unheard,
        "url": _whole(demand.get_absolute_url()),
        "uid": str(demand.uid),
    }


def _whole(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
