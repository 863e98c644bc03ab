"""Who stands beside whom in the sample: sign-ons in every state."""

from events.models import Series, SeriesHandover, Sponsorship
from events.sample import history
from events.sample.days import SATURDAY, Days
from orgs.models import AuditEntry, Organization

State, Task, Level = Sponsorship.State, Sponsorship.Task, Sponsorship.Level
REQUESTED = Sponsorship.Direction.REQUESTED

# Series, group, how many days ago it was asked, and its terms.
ACCEPTED = [
    ("library", "tenants", 66, {"level": Level.CO_HOST, "tasks": [Task.PLANNING, Task.MARSHALS], "pledge": 20}),
    ("library", "classroom", 64, {"tasks": [Task.OUTREACH], "pledge": 15, "authority": "vote"}),
    ("library", "table", 61, {"tasks": [Task.FOOD], "pledge": 12, "note": "Hot tea at the steps, for whoever comes."}),
    ("library", "kettle", 48, {"tasks": [Task.FOOD, Task.LOGISTICS], "direction": REQUESTED}),
    ("library", "nurses", 40, {"level": Level.ENDORSE, "authority": "vote"}),
    ("buses", "tenants", 50, {"pledge": 8}),
    ("buses", "students", 44, {"tasks": [Task.SOUND], "authority": "vote", "direction": REQUESTED}),
    ("buses", "nurses", 30, {"level": Level.ENDORSE}),
    ("lights", "table", 12, {"tasks": [Task.FOOD]}),
    ("lights", "classroom", 11, {}),
    ("supper", "kettle", 90, {"level": Level.CO_HOST, "tasks": [Task.FOOD]}),
    ("supper", "river", 70, {}),
    ("walk", "students", 6, {"pledge": 25}),
    ("walk", "library-friends", 5, {}),
    ("lunches", "classroom", 60, {"level": Level.CO_HOST, "tasks": [Task.PLANNING]}),
    ("tenants", "kettle", 35, {"tasks": [Task.FOOD]}),
    ("night-bus", "nurses", 250, {}),
    ("night-bus", "tenants", 240, {}),
    ("night-bus", "table", 200, {}),
]
NOT_ACCEPTED = [
    ("library", "students", 30, {"state": State.DECLINED}),
    ("library", "parents", 55, {"state": State.WITHDRAWN}),
    ("library", "river", 42, {"state": State.EXPIRED}),
    ("buses", "parents", 26, {"state": State.DECLINED, "direction": REQUESTED}),
]


def sign(series: dict[str, Series], groups: dict[str, Organization], days: Days) -> None:
    """Sign-ons that were answered some time ago."""
    for target, group, days_ago, terms in [*ACCEPTED, *NOT_ACCEPTED]:
        host, asked = series[target].host, groups[group]
        requested = terms.get("direction") == REQUESTED
        asker, answerer = (asked, host) if requested else (host, asked)
        expired = terms.get("state") == State.EXPIRED
        history.was_asked(
            series[target],
            asked,
            at=days.ago(days_ago),
            by=asker.created_by,
            answered_by=None if expired else answerer.created_by,
            **{"state": State.ACCEPTED} | terms,
        )


def change_terms(series: dict[str, Series], groups: dict[str, Organization], days: Days) -> None:
    """What a co-host may do, a date that a group sits out, one that stands by a few dates alone; and today a text that
    became another one since it was signed."""
    library, supper = series["library"], series["supper"]
    with AuditEntry.dated(days.ago(5)):
        library.grant({"dates", "groups", "outreach"}, by=library.created_by)
        classroom = library.sponsorships.accepted().get(organization=groups["classroom"])
        away = library.occurrences.kept().to_come().order_by("original_day")[2].original_day
        classroom.amend(by=groups["classroom"].created_by, sits_out=[away.isoformat()], note="We read aloud.")
        kettle = library.sponsorships.accepted().get(organization=groups["kettle"])
        kettle.amend(by=groups["kettle"].created_by, last_day=days.coming(SATURDAY, weeks=4))
    supper.describe(by=supper.created_by, summary=f"{supper.summary} From now on there is a second sitting.")


def ask(series: dict[str, Series], groups: dict[str, Organization]) -> None:
    """Sign-ons, and an offer to host, that wait for an answer today, with their letters."""
    library, lights, lunches, welcome = (series[key] for key in ("library", "lights", "lunches", "welcome"))
    SeriesHandover.offer(series["buses"], groups["tenants"], by=series["buses"].created_by)
    Sponsorship.invite(
        lunches,
        groups["tenants"],
        by=lunches.created_by,
        letter="Many of your members have children in our schools. Will you stand with us until the board votes?",
    )
    Sponsorship.invite(
        lights,
        groups["library-friends"],
        by=lights.created_by,
        letter="Seven evenings are long. Could the library friends bring readers for one of them?",
    )
    Sponsorship.request(
        library,
        groups["bus-riders"],
        by=groups["bus-riders"].created_by,
        letter="Without a bus nobody gets to a library. We would like to be named, and bring our counters.",
        pledge=10,
    )
    Sponsorship.invite_address(
        library,
        "choir@example.org",
        by=library.created_by,
        letter="You sang at our first gathering. Will you put your name beside ours?",
    )
    Sponsorship.invite(welcome, groups["table"], by=welcome.created_by)
