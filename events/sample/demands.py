"""What the groups of the sample ask for: under way with a vote ahead, won, won in part, lost, and a draft."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from demands.models import Action, Body, Demand, Evidence
from events.models import Hearing, Series
from events.sample.bodies import fill
from events.sample.days import TUESDAY, Days
from orgs.models import AuditEntry, Organization, User
from outbox.models import Message
from places.models import Place

# Name, kind, where it meets, its seats, by whom it was written down.
BODIES = {
    "council": ("Akron City Council", Body.Kind.CITY_COUNCIL, "council", 13, "library-friends"),
    "falls": ("Cuyahoga Falls City Council", Body.Kind.CITY_COUNCIL, "falls-council", 11, "table"),
    "transit": ("Two Rivers Transit Board", Body.Kind.SPECIAL_BOARD, "station", 9, "bus-riders"),
    "school": ("Akron School Board", Body.Kind.SCHOOL_BOARD, "board", 7, "classroom"),
}
HOW_TO_SPEAK = "Sign up at the clerk’s table by noon of the day. Three minutes each, in any language."

DEMANDS = {
    "hours": {
        "lead": "library-friends",
        "body": "council",
        "title": "Every branch library open six days a week",
        "summary": "We ask the city council to keep every branch library open six days a week, one evening among them.",
        "about": "Five of our branches close on Friday noon and open again on Tuesday. Homework, job applications and "
        "warm rooms do not wait for Tuesday.\n\nThe council can put six days into the budget it passes this winter. "
        "The library board has said in public that it would staff them.",
        "kind": Demand.Kind.RESOLUTION,
        "topic": Demand.Topic.PUBLIC_SERVICES,
        "identifier": "2026-114",
        "components": [
            "Every branch is open on six days",
            "One evening a week until eight",
            "The hours are in the budget of the next two years",
        ],
        "next_step": "Bring forty readers to the vote, one from each branch",
    },
    "counsel": {
        "lead": "tenants",
        "body": "council",
        "title": "A lawyer beside every tenant in court",
        "summary": "We ask the city council to pay a lawyer for every household that is brought to court over rent.",
        "about": "Landlords come to court with a lawyer, tenants alone.",
        "kind": Demand.Kind.ORDINANCE,
        "topic": Demand.Topic.RENT,
        "components": [
            "A lawyer for every household with children",
            "A lawyer for every household",
            "The court tells tenants of it with the first letter",
        ],
    },
    "night-bus": {
        "lead": "bus-riders",
        "body": "transit",
        "title": "Keep the night bus",
        "summary": "We ask the transit board to keep line 61 through the night, every night.",
        "kind": Demand.Kind.BUDGET,
        "topic": Demand.Topic.TRANSPORT,
    },
    "lamps": {
        "lead": "bus-riders",
        "body": "transit",
        "title": "A lamp at every night stop",
        "summary": "We ask the transit board to put a lamp at every stop of line 61 before the next winter.",
        "about": "The night bus runs. At nineteen of its stops one waits for it in the dark.",
        "kind": Demand.Kind.BUDGET,
        "topic": Demand.Topic.TRANSPORT,
        "components": [
            "A lamp at each of the nineteen dark stops",
            "Whoever reports a dark lamp has an answer in a week",
        ],
    },
    "welcoming": {
        "lead": "table",
        "body": "falls",
        "title": "A town that welcomes",
        "summary": "We ask the council to declare that the town serves everybody who lives here, whatever her papers.",
        "kind": Demand.Kind.RESOLUTION,
        "topic": Demand.Topic.SANCTUARY,
    },
    "lunches": {
        "lead": "parents",
        "body": "school",
        "title": "A warm lunch for every pupil",
        "summary": "We ask the school board to serve a warm lunch to every pupil, without a form.",
        "kind": Demand.Kind.POLICY,
        "topic": Demand.Topic.SCHOOLS,
        "components": ["A warm lunch in every school", "No form and no fee"],
    },
}
DRAFT = "lunches"
# Series and the demand they are held for.
HELD_FOR = {"library": "hours", "read-in": "hours", "tenants": "counsel", "night-bus": "night-bus"}


class Event(NamedTuple):
    """Something that happened so many days ago, with what the entry says besides."""

    demand: str
    days_ago: int
    kind: str
    fields: dict
    obtained: str = ""  # of each component in its order: o, p or r

    @property
    def has_evidence(self) -> bool:
        return self.kind not in ("hearing_set", "vote_set", "sponsor_sought")


HISTORY = [
    Event("hours", 250, "delivered", {"note": "A letter from five groups, handed over at the clerk’s desk."}),
    Event("hours", 171, "introduced", {"note": "First reading, no debate."}),
    Event("hours", 150, "referred", {"acting_body": "Committee on budget"}),
    Event("hours", 64, "amended", {"note": "The third part now names two budget years."}),
    Event("hours", 33, "heard", {"note": "Sixty-one people spoke, fifty-eight of them for it."}),
    Event("hours", 32, "reported", {"acting_body": "Committee on budget", "votes_for": 3, "votes_against": 1}),
    Event("counsel", 310, "delivered", {"note": "Two hundred letters from tenants of forty buildings."}),
    Event("counsel", 200, "introduced", {}),
    Event("counsel", 170, "heard", {"note": "Tenants spoke for two hours."}),
    Event("counsel", 118, "adopted", {"votes_for": 8, "votes_against": 5}, "orp"),
    Event("counsel", 110, "signed", {"acting_body": "Mayor"}),
    Event("counsel", 80, "in_force", {"note": "The first eleven households had a lawyer beside them."}),
    Event("night-bus", 240, "delivered", {}),
    Event("night-bus", 150, "adopted", {"votes_for": 7, "votes_against": 1, "absent": 1}),
    Event("night-bus", 90, "implemented", {"note": "Line 61 runs through the night."}),
    Event("lamps", 46, "delivered", {"note": "With a map of the dark stops, drawn by those who wait there."}),
    Event("lamps", 18, "introduced", {}),
    Event("welcoming", 140, "delivered", {}),
    Event("welcoming", 110, "introduced", {}),
    Event("welcoming", 75, "rejected", {"votes_for": 4, "votes_against": 6, "absent": 1}),
]


def make_demands(
    people: dict[str, User],
    groups: dict[str, Organization],
    places: dict[str, Place],
    series: dict[str, Series],
    days: Days,
) -> dict[str, Demand]:
    """The demands by their key; what Ada entered Bo has confirmed, and the other way round."""
    bodies = _write_down_bodies(groups, places, days)
    fill(bodies, since=days.after(-320))
    made = {key: _put(words, groups, bodies, days, key) for key, words in DEMANDS.items()}
    vote = {"set_day": days.coming(TUESDAY, weeks=3), "set_time": time(19)}
    for event in [*HISTORY, Event("hours", 12, "vote_set", vote)]:
        _happened(event, made[event.demand], by=people["ada"], confirmed_by=people["bo"], days=days)
    with AuditEntry.dated(days.ago(60)):
        made["night-bus"].name_next(made["lamps"], by=made["night-bus"].lead.created_by)
    made["hours"].plan_next(
        by=people["ada"], step=DEMANDS["hours"]["next_step"], on=vote["set_day"] - timedelta(days=4), who=people["ada"]
    )
    _announce_vote(made["hours"], days)
    for key, held_for in HELD_FOR.items():
        series[key].stand_for([made[held_for]], by=series[key].created_by)
    Demand.objects.filter(pk=made["counsel"].pk).update(review_on=days.after(24))
    return made


def _write_down_bodies(groups: dict[str, Organization], places: dict[str, Place], days: Days) -> dict[str, Body]:
    with AuditEntry.dated(days.ago(320)):
        return {
            key: Body.write_down(
                by=groups[who].created_by,
                group=groups[who],
                name=name,
                kind=kind,
                place=places[place],
                seats=seats,
                how_to_speak=HOW_TO_SPEAK,
                agenda_url=f"https://agenda.example.org/{key}",
            )
            for key, (name, kind, place, seats, who) in BODIES.items()
        }


def _put(words: dict, groups: dict[str, Organization], bodies: dict[str, Body], days: Days, key: str) -> Demand:
    lead, at = groups[words["lead"]], days.ago(315)
    given = {name: value for name, value in words.items() if name not in ("lead", "body", "next_step")}
    with AuditEntry.dated(at):
        demand = Demand.draft(lead=lead, body=bodies[words["body"]], by=lead.created_by, **given)
        if key != DRAFT:
            AuditEntry.record(lead, "demand_put", by=lead.created_by, about=demand.title)
            shown = {"state": Demand.State.PUT, "put_at": at, "put_by": lead.created_by, "shown_at": at}
            Demand.objects.filter(pk=demand.pk).update(created_at=at, **shown)
            demand.refresh_from_db()
    return demand


def _happened(event: Event, demand: Demand, *, by: User, confirmed_by: User, days: Days) -> None:
    on, at = days.after(-event.days_ago), min(days.ago(event.days_ago - 1), timezone.now())
    parts = dict(zip(demand.components.current(), event.obtained, strict=False))
    results = {part.pk: {"o": "obtained", "p": "partly", "r": "refused"}[said] for part, said in parts.items()}
    with AuditEntry.dated(at):
        action = Action.enter(demand, by=by, kind=event.kind, on=on, results=results, **event.fields)
        if event.has_evidence:
            minutes = {"kind": Evidence.Kind.MINUTES, "url": f"https://minutes.example.org/{on:%Y-%m-%d}"}
            Evidence.bring(action, by=by, checked_on=on + timedelta(days=1), **minutes)
        action.confirm(by=confirmed_by)
    Message.objects.filter(about=f"action:{action.pk}").delete()  # long answered
    _back_then(action, at)


def _announce_vote(demand: Demand, days: Days) -> None:
    """The date that came with the vote was announced then; somebody has added until when comment is taken."""
    hearing = Hearing.objects.of(demand).get()
    at, until = days.ago(11), hearing.action.set_day - timedelta(days=4)
    Series.objects.filter(pk=hearing.series_id).update(created_at=at, announced_at=at, shown_at=at)
    Hearing.objects.filter(pk=hearing.pk).update(comment_until=until)


def _back_then(action: Action, at: datetime) -> None:
    Action.objects.filter(pk=action.pk).update(entered_at=at, confirmed_at=at)
