"""When followers of a demand are written to: a week and two days before it is heard or voted on, and at the result."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from django.utils import timezone

from demands.meaning import meaning
from demands.models import Demand, Endorsement
from demands.stages import Standing
from events.models import Follow
from outbox.models import Message

WEEK, DAYS = timedelta(days=7), timedelta(days=2)


def write_ahead() -> int:
    """Write what is due before hearings and votes; how many. Each mark is one letter to each follower: asking again
    writes none. Who began to follow after a mark is not told of it any more."""
    today, written = timezone.now().date(), 0
    near = (today - timedelta(days=1), today + WEEK + timedelta(days=1))
    for demand in Demand.objects.public().put().filter(decision_on__range=near).select_related("body__place", "lead"):
        if demand.decision_is_moved:
            continue  # nobody is sent there on a day that may be wrong
        left = demand.decision_on - demand.today()
        if timedelta() < left <= WEEK:
            mark = DAYS if left <= DAYS else WEEK
            written += _write("demand_ahead", demand, f"{demand.decision_on}:{mark.days}", day=demand.decision_on)
    return written


def tell_of_move(demand: Demand, before: Standing) -> None:
    """A confirmed entry has moved it: whoever follows it reads once what that means."""
    means = meaning(demand.stage, demand.kind, demand.outcome, demand.degree)
    if demand.is_draft or demand.stage == before.stage or not means:
        return
    since = demand.stage_since.isoformat() if demand.stage_since else ""
    _write("demand_news", demand, f"{demand.stage}:{since}", stage=demand.stage)


def _write(kind: str, demand: Demand, sequence: str, **told: str | date) -> int:
    about, told = f"demand:{demand.pk}", {name: str(value) for name, value in told.items()}
    written = Message.objects.filter(kind=kind, about=about, key__endswith=f":{sequence}").values("recipient_index")
    follows = Follow.objects.confirmed().filter(demand=demand).exclude(follower__contact_index__in=written)
    return Message.write_many(
        kind=kind,
        about=about,
        to=chain(_followers(follows, demand, told), _endorsers(demand, told)),
        sequence=sequence,
        held_for=demand.held_for,
        sender=demand.lead.letters_key,
    )


def _followers(follows, demand: Demand, told: dict) -> Iterator[tuple[str, dict]]:
    for follow in follows.select_related("follower").iterator(chunk_size=500):
        yield follow.follower.contact, {"follower": follow.follower_id, "demand": demand.pk} | told


def _endorsers(demand: Demand, told: dict) -> Iterator[tuple[str, dict]]:
    """The organizers of groups that stand under it; of two groups at one address one letter."""
    for signed in Endorsement.objects.public().filter(demand=demand).select_related("organization"):
        for person in signed.organization.organizers():
            yield person.email, {"user": person.pk, "endorsement": signed.pk, "demand": demand.pk} | told
