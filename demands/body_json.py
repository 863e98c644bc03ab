"""A body as plain data, in the words of Open Civic Data. Nothing here is not on its page."""

from collections.abc import Sequence

from django.conf import settings

CLASSIFICATIONS = {"state_legislature": "legislature", "governor": "executive", "mayor": "executive"}


def a_body(body, seats: Sequence) -> dict:
    """A body with its seats, each with `term`: who holds it today, or None."""
    division = body.jurisdiction
    return {
        "name": body.name,
        "classification": CLASSIFICATIONS.get(body.kind, body.kind),
        "division_id": division.ocd_id if division else None,
        "jurisdiction": division.name if division else None,
        "place": body.place.one_line(),
        "time_zone": body.time_zone,
        "url": f"{settings.SITE_URL}{body.get_absolute_url()}",
        "links": [
            {"note": note, "url": url} for note, url in (("website", body.website), ("agenda", body.agenda_url)) if url
        ],
        "votes_needed": body.votes_needed,
        "posts": [a_post(seat, seat.term) for seat in seats],
        "updated_at": body.changed_at.isoformat(),
    }


def a_post(seat, term) -> dict:
    holder = term and {
        "person_name": term.holder,
        "start_date": term.since.isoformat(),
        "end_date": term.until.isoformat() if term.until else None,
    }
    return {"label": seat.name, "sort": seat.order, "membership": holder}
