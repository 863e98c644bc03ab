"""Short ways to make what a test is about. Each says nothing that does not matter to the test."""

from contextlib import contextmanager, nullcontext
from datetime import date, time, timedelta
from unittest.mock import patch

from allauth.account.models import EmailAddress
from django.utils import timezone

from demands.models import Action, Body, Demand, Evidence, ModelDemand, Platform, Seat, SeatReply, Stance
from demands.seating import Seating
from events.models import Attendance, Series
from events.recurrence import Cadence, Step
from orgs.models import Case, Membership, Organization, User
from outbox.composing import compose
from outbox.letters import letter_of
from outbox.models import Message
from places.models import Place, Postcode


def person(name: str, **fields) -> User:
    """An account at <name>@example.org with a confirmed address, and the name as its password."""
    user = User.objects.create_user(f"{name}@example.org", f"{name}-has-a-password", name=name.capitalize(), **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def town(**fields) -> Place:
    akron = {
        "name": "Oak Plaza",
        "locality": "Akron",
        "region": "OH",
        "country": "US",
        "latitude": 41.0814,
        "longitude": -81.5190,
        "time_zone": "America/New_York",
    }
    return Place.objects.create(**(akron | fields))


def postcode() -> Postcode:
    akron = {"place": "Akron", "region": "OH", "latitude": 41.0814, "longitude": -81.5190}
    return Postcode.objects.create(code="44308", time_zone="America/New_York", **akron)


def group(
    name: str, *, coordinator: User | None = None, state: str = "listed", kind: str = "tenants", **fields
) -> Organization:
    now = timezone.now()
    made = Organization.draft(name=name, kind=kind, by=coordinator, place=town(name="Akron"), **fields)
    Organization.objects.filter(pk=made.pk).update(state=state, listed_at=now, submitted_at=now)
    made.refresh_from_db()
    if coordinator:
        join(made, coordinator, "coordinator")
    if state == "in_review":
        Case.open("new_group", made)
    return made


def join(organization: Organization, user: User, role: str) -> Membership:
    return Membership.objects.create(organization=organization, user=user, role=role)


def weekly(first: date, until: date, *weekdays: int) -> Cadence:
    return Cadence((Step("week", first, 1, weekdays or (first.weekday(),)),), until)


def daily(first: date, until: date) -> Cadence:
    return Cadence((Step("day", first),), until)


def next_weekday(weekday: int, weeks: int = 0) -> date:
    """The next such weekday after today (0 is Monday), some weeks later."""
    today = timezone.localdate()
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1, weeks=weeks)


def series(
    host: Organization, *, by: User | None = None, announced: bool = True, shown: bool = True, **fields
) -> Series:
    """Every Saturday at noon for eight weeks, from the next one on; no moderator has to look at it first."""
    first = fields.pop("first", next_weekday(5))
    weeks = fields.pop("weeks", 8)
    given = {
        "title": "Saturday vigil",
        "kind": "vigil",
        "cadence": weekly(first, first + timedelta(weeks=weeks - 1)),
        "place": fields.pop("place", None) or town(),
        "start_time": time(12),
        "minutes": 60,
    }
    made = Series.draft(host=host, by=by, **(given | fields))
    if announced and shown:
        with patch.object(Series, "has_clean_record", return_value=True):
            made.announce(by=by)
    elif announced:
        made.announce(by=by)
    return made


def body(group: Organization, name: str = "Akron City Council", *, seats: int = 0, **fields) -> Body:
    """A city council that a group wrote down."""
    given = {"kind": Body.Kind.CITY_COUNCIL, "place": fields.pop("place", None) or town(name="City Hall")}
    return Body.write_down(by=None, group=group, name=name, seats=seats, **(given | fields))


def demand(lead: Organization, *, by: User | None = None, put: bool = True, shown: bool = True, **fields) -> Demand:
    """A demand put to a council, seen by everybody; no moderator has to look at it first."""
    given = {"title": "Sanctuary schools", "summary": "Name every school a protected place."}
    made = Demand.draft(lead=lead, body=fields.pop("body", None) or body(lead), by=by, **(given | fields))
    if put and shown:
        show(made, by=by)
    elif put:
        made.put(by=by)
    return made


def show(draft: Demand | Platform, *, by: User | None = None) -> Demand | Platform:
    """Put, and seen by everybody: no moderator has to look at it first."""
    with patch.object(type(draft), "has_clean_record", return_value=True):
        draft.put(by=by)
    return draft


def action(
    demand: Demand, kind: str, *, by: User, confirmed_by: User | None = None, evidence: bool = True, **fields
) -> Action:
    """Something that happened to a demand, today where its body meets, with minutes to show it."""
    given = {"on": demand.today()}
    made = Action.enter(demand, by=by, kind=kind, **(given | fields))
    if evidence:
        Evidence.bring(made, by=by, kind="minutes", url="https://minutes.example.org/1")
    if confirmed_by:
        made.confirm(by=confirmed_by)
        demand.refresh_from_db()
    return made


def model_demand(group: Organization, *, by: User, shown: bool = True, **words) -> ModelDemand:
    """A model that a group proposed; no moderator has to look at it first."""
    given = {
        "title": "Benches for {town}",
        "kind": "resolution",
        "ask": "We ask the {body} to put up benches.",
        "text": "Section 1. {town} puts up benches.",
        "components": ["Ten benches"],
        "evidence": "Minutes of the vote.",
        "bodies": {"city_council": {"kind": "budget", "says": "It can buy benches."}},
    }
    name = words.pop("name", "Benches")
    made = ModelDemand.put_forward(group=group, name=name, topic="other", by=by, **(given | words))
    if shown:
        made.decide_proposal(ModelDemand.State.ACCEPTED)
        made.let_words_stand()
    return made


def platform(keeper: Organization, *, by: User | None = None, put: bool = True, planks: int = 2, **fields) -> Platform:
    """A platform that groups can sign, seen by everybody; no moderator has to look at it first."""
    given = {"title": "Homes first", "summary": "Nobody is put out of a home."}
    made = Platform.draft(keeper=keeper, by=by, **(given | fields))
    for number in range(1, planks + 1):
        made.add_plank(by=by, title=f"Plank {number}", text=f"We ask for thing {number}.")
    return show(made, by=by) if put else made


def planks_of(platform: Platform) -> list[int]:
    """The keys of what a platform asks for now, in order."""
    return [plank.pk for plank in platform.planks.standing()]


def stance(demand: Demand, seat: Seat, value: str = "yes", *, by: User, **fields) -> Stance:
    """What a seat has said, today and at a meeting where nothing else is said."""
    given = {"on": demand.today(), "source": "At the meeting of the committee.", "group": demand.lead}
    return Stance.say(demand, seat, by=by, value=value, **(given | fields))


def seat_reply(demand: Demand, seat: Seat, *, address: str, text: str = "We asked what it costs.") -> SeatReply:
    """Words typed at an address for whoever holds a seat; nobody has confirmed them."""
    row = Seating(demand).row(seat.pk)
    SeatReply.ask(demand, row.term, answers=row.stance, text=text, address=address)
    return SeatReply.objects.latest("pk")


def letters(kind: str) -> list[Message]:
    """The letters of a kind that were written, oldest first."""
    return list(Message.objects.filter(kind=kind).order_by("pk"))


def recipients(kind: str) -> list[str]:
    """To whom letters of a kind were written, in the order of the alphabet; twice is twice."""
    return sorted(message.recipient for message in letters(kind))


def mail(message: Message, *, now: bool = False):
    """The letter as it would go out by day, or just `now`; Unwanted where it has lost its point."""
    with nullcontext() if now else by_day():
        return compose(message, letter_of(message.kind))


@contextmanager
def by_day():
    """Nobody is asleep, whatever the hour at which a test runs that is not about the night."""
    with patch("orgs.night.MORNING", time.min), patch("orgs.night.NIGHT", time.max):
        yield


def confirms(answer) -> int:
    """The owner of the address of an answer presses the button in her letter; for how many dates it counts then."""
    answer, index = Attendance.read_confirmation(Attendance.confirmation_token(answer))
    return Attendance.confirm(answer, index=index)


def coming(series: Series, *dates, address: str = "", confirmed: bool = True, people: int = 1):
    """Somebody comes on these dates, on every date where none is named; with an address she has confirmed it."""
    answer = Attendance.come(series, list(dates), people=people, every=not dates)
    if address:
        Attendance.ask_reminder(answer, address)
        if confirmed:
            confirms(answer)
    return answer
