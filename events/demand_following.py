"""When followers of a demand are written to: a week and two days before it is heard or voted on, and at the result."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from demands.meaning import meaning
from demands.models import Demand, Endorsement
from demands.stages import Standing
from events.decisions import Decision, decisions, is_in_doubt
from events.models import Follow, Hearing
from outbox.contacts import contact_index
from outbox.models import Message

WEEK, DAYS = timedelta(days=7), timedelta(days=2)


def write_ahead() -> int:
    """Write what is due before hearings and votes; how many. Each mark is one letter to each follower: asking again
    writes none. Who began to follow after a mark is not told of it any more.

    What is entered less than four days before has the letter of two days before alone. Who was told of a day on which
    it is not any more is told so once, with the new day where there is one, whatever became of the demand.
    """
    written = sum(_write_of(demand) for demand in _near())
    return written + sum(_tell_off(hearing) for hearing in _told())


def _near() -> QuerySet:
    """Those of which something is heard or voted on within about a week, or was when followers were told."""
    today = timezone.now().date()
    near = (today - timedelta(days=1), today + WEEK + timedelta(days=1))
    dated = Hearing.objects.filter(Q(series__occurrences__day__range=near) | Q(told_day__gte=near[0]))
    concerned = Q(decision_on__range=near) | Q(pk__in=dated.values("action__demand"))
    return Demand.objects.public().put().filter(concerned).select_related("body__place", "lead")


def _told() -> QuerySet:
    """Hearings of whose day followers were told; of demands that are closed or that nobody sees too."""
    told = Hearing.objects.filter(told_day__gte=timezone.now().date() - timedelta(days=1))
    return told.select_related("series", "action__demand__body__place", "action__demand__lead")


def _write_of(demand: Demand) -> int:
    return sum(_tell_ahead(demand, decision) for decision in decisions(demand))


def _tell_ahead(demand: Demand, decision: Decision) -> int:
    day, left, hearing = decision.day, decision.days, decision.hearing
    before = hearing.told_day if hearing and hearing.told_day and hearing.told_day >= demand.today() else day
    mark = DAYS.days if left <= DAYS.days else WEEK.days if DAYS.days + 1 < left <= WEEK.days else 0
    if left < 1 or (before == day and not mark) or is_in_doubt(demand, decision):
        return 0
    moved = f":{before}" if before != day else ""
    told = {"day": day, "instead": before if moved else ""}
    written = _write("demand_ahead", demand, f"{day}:{mark}{moved}", loosely=not moved, **told)
    if hearing and hearing.told_day != day:
        hearing.note_told(day)
    return written


@transaction.atomic
def _tell_off(hearing: Hearing) -> int:
    """Those who were told of its day read that it is not then, or that it is not shown any more; not where they read
    what became of the demand. They are told once: broken off before the end, it was not begun."""
    demand, day, row = hearing.action.demand, hearing.told_day, hearing.date
    is_off = bool(row and row.is_off)
    if day < demand.today() or (demand.is_public and not is_off):
        return 0
    reads_why = hearing.went_off and meaning(demand.stage, demand.kind, demand.outcome)
    written = 0
    if not (reads_why and demand.is_public and not demand.is_closed):
        written = _write("demand_off", demand, f"{day}:{hearing.pk}", day=day, hearing=hearing.pk)
    hearing.note_told(None)
    return written


def tell_of_move(demand: Demand, before: Standing) -> None:
    """A confirmed entry has moved it: whoever follows it reads once what that means."""
    means = meaning(demand.stage, demand.kind, demand.outcome, demand.degree)
    if demand.is_draft or demand.stage == before.stage or not means:
        return
    since = demand.stage_since.isoformat() if demand.stage_since else ""
    _write("demand_news", demand, f"{demand.stage}:{since}", stage=demand.stage)


def _write(kind: str, demand: Demand, sequence: str, *, loosely: bool = False, **told: str | date) -> int:
    """`loosely` leaves out whoever has a letter whose sequence begins like this one."""
    about, told = f"demand:{demand.pk}", {name: str(value) for name, value in told.items()}
    alike = {"key__contains" if loosely else "key__endswith": f":{sequence}"}
    written = Message.objects.filter(kind=kind, about=about, **alike).values("recipient_index")
    follows = Follow.objects.confirmed().filter(demand=demand).exclude(follower__contact_index__in=written)
    return Message.write_many(
        kind=kind,
        about=about,
        to=chain(_followers(follows, demand, told), _endorsers(demand, written, told)),
        sequence=sequence,
        held_for=demand.held_for if demand.is_public else "",  # what nobody sees is told of without its words
        sender=demand.lead.letters_key if demand.is_public else "",
    )


def _followers(follows, demand: Demand, told: dict) -> Iterator[tuple[str, dict]]:
    for follow in follows.select_related("follower").iterator(chunk_size=500):
        yield follow.follower.contact, {"follower": follow.follower_id, "demand": demand.pk} | told


def _endorsers(demand: Demand, written: QuerySet, told: dict) -> Iterator[tuple[str, dict]]:
    """The organizers of groups that stand under it; of two groups at one address one letter."""
    known = set(written.values_list("recipient_index", flat=True))
    for signed in Endorsement.objects.public().filter(demand=demand).select_related("organization"):
        for person in signed.organization.organizers():
            if contact_index(person.email) in known:
                continue
            yield person.email, {"user": person.pk, "endorsement": signed.pk, "demand": demand.pk} | told
