"""How the seats of a body stand to a demand, as plain data. Nothing here is not on the page of its seats."""

from django.conf import settings


def seats_of_demand(seating) -> dict:
    """The seats of `demands.seating`, in their row."""
    demand, tally = seating.demand, seating.tally if seating.seats else None
    return {
        "demand": demand.title,
        "url": f"{settings.SITE_URL}{demand.get_absolute_url()}",
        "body": demand.body.name,
        "as_of": seating.day.isoformat(),
        "votes_needed": tally and tally.needed,
        "seats": [_a_seat(row) for row in seating.rows],
    }


def _a_seat(row) -> dict:
    return {
        "label": row.seat.name,
        "holder": row.holder or None,
        "since": row.term.since.isoformat() if row.term else None,
        "stance": _a_stance(row.stance) if row.stance else None,
        "earlier": [_a_stance(stance) for stance in row.earlier],
        "reply": _a_reply(row) if row.reply else None,
    }


def _a_stance(stance) -> dict:
    return {
        "value": stance.value,
        "on": stance.on.isoformat(),
        "source": stance.source,
        "source_url": stance.source_url,
    }


def _a_reply(row) -> dict:
    """Words and day; nothing of the address they came from."""
    return {
        "text": row.reply.text,
        "on": row.reply.confirmed_at.date().isoformat(),
        "answers_an_earlier_entry": row.answers_an_earlier_one,
    }
