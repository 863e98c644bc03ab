"""What the coalition of the sample asks of its towns together, and who has signed which planks of it."""

from typing import NamedTuple

from demands.models import Demand, ModelDemand, Plank, Platform, PlatformSignature
from events.sample.days import Days
from orgs.models import AuditEntry, Organization
from outbox.models import Message

State = PlatformSignature.State
KEPT_BY, SINCE, LATER = "rivers", 200, 6
WORDS = {
    "title": "Two Rivers for everybody",
    "summary": "Five things that our councils and boards can decide, so that nobody has to leave.",
    "about": "Rent, rides, school and papers are the same letter on the same kitchen table. We ask for them together, "
    "town by town, and whoever wins one helps the next town to win it too.",
}


class Asked(NamedTuple):
    title: str
    text: str
    model: str = ""
    demand: str = ""


PLANKS = [
    Asked(
        "No eviction without a lawyer",
        "Every town sees to it that nobody stands alone in court over rent.",
        model="tenant-protections",
    ),
    Asked(
        "A town for all who live in it",
        "Every council says that it serves everybody, whatever their papers.",
        model="sanctuary-city",
    ),
    Asked("Schools that are paid for", "Every school board asks the state for all it owes.", model="school-funding"),
    Asked("A bus home at night", "The last shift gets home as the first one does.", demand="Keep the night bus"),
]
LAST = Asked("Day care without a bill", "Every town opens day care that costs nothing.", model="free-day-care")


class Signature(NamedTuple):
    """One group, since so many days, under the planks of these numbers; none is all there were."""

    group: str
    days_ago: int
    numbers: tuple[int, ...] = ()
    state: str = State.ACCEPTED
    note: str = ""


SIGNED = [
    Signature("tenants", 190),
    Signature("bus-riders", 188),
    Signature("table", 150, (1, 2), note="Our doors stand open already."),
    Signature("classroom", 120, (3,)),
    Signature("nurses", 3, (1, 4), State.PENDING, note="We come off shift at three."),
]


def make_platform(groups: dict[str, Organization], days: Days) -> Platform:
    """Four planks that groups have signed, and a fifth that came last week."""
    keeper, at = groups[KEPT_BY], days.ago(SINCE)
    with AuditEntry.dated(at):
        platform = Platform.draft(keeper=keeper, by=keeper.created_by, **WORDS)
        for asked in PLANKS:
            _add(platform, asked)
        AuditEntry.record(keeper, "platform_put", by=keeper.created_by, about=platform.title)
    Plank.objects.filter(platform=platform).update(added_at=at)
    shown = {"state": "put", "put_at": at, "put_by": keeper.created_by, "shown_at": at, "created_at": at}
    Platform.objects.filter(pk=platform.pk).update(**shown)
    platform.refresh_from_db()
    for signature in SIGNED:
        _sign(signature, platform, groups[signature.group], days)
    with AuditEntry.dated(days.ago(LATER)):
        last = _add(platform, LAST)
    Plank.objects.filter(pk=last.pk).update(added_at=days.ago(LATER))
    Message.objects.filter(kind="platform_plank").delete()
    return platform


def _add(platform: Platform, asked: Asked) -> Plank:
    model = ModelDemand.objects.get(slug=asked.model) if asked.model else None
    demand = Demand.objects.get(title=asked.demand) if asked.demand else None
    words = {"title": asked.title, "text": asked.text}
    return platform.add_plank(by=platform.keeper.created_by, model=model, demand=demand, **words)


def _sign(signature: Signature, platform: Platform, group: Organization, days: Days) -> None:
    at, by = days.ago(signature.days_ago), group.created_by
    planks = list(platform.planks.standing())
    chosen = [planks[number - 1].pk for number in signature.numbers] or [plank.pk for plank in planks]
    with AuditEntry.dated(at):
        asked = PlatformSignature.request(platform, group, by=by, planks=chosen, note=signature.note)
        if signature.state == State.ACCEPTED:
            asked.accept(by=platform.keeper.created_by)
            Message.objects.filter(about=f"platformsignature:{asked.pk}").delete()  # long read
    dated = {"asked_at": at, "chosen_at": at, "decided_at": at if asked.is_accepted else None}
    PlatformSignature.objects.filter(pk=asked.pk).update(**dated)
