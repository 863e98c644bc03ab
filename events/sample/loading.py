"""Makes the whole sample at once, or not at all."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from demands.models import Demand
from events.models import Series
from events.recurrence import local
from events.sample import (
    adopted,
    answers,
    calendars,
    cases,
    coalition,
    demands,
    endorsements,
    followers,
    history,
    making,
    membership,
    platform,
    seats,
    signatures,
    twins,
    undecided,
)
from events.sample.cast import CAST, make_cast
from events.sample.days import THURSDAY, Days
from events.sample.groups import make_groups
from events.sample.venues import AKRON, make_places, spot
from orgs.models import Organization, User


@dataclass(frozen=True)
class Made:
    """What the sample has, each by its key, for the rooms above to go on with."""

    people: dict[str, User]
    groups: dict[str, Organization]
    series: dict[str, Series]
    days: Days
    demands: dict[str, Demand]


_more: dict[str, Callable[[Made], None]] = {}


def register(name: str, load: Callable[[Made], None]) -> None:
    """Let a room above add what it keeps, from AppConfig.ready. The same name twice is once: the later one holds."""
    _more[name] = load


def is_loaded() -> bool:
    return User.objects.filter(email=CAST[0].email).exists()


@transaction.atomic
def load() -> None:
    """The same on the same day, but for random keys. Needs the gazetteer; ask `is_loaded` first.

    Raises ObjectDoesNotExist where the gazetteer is empty.
    """
    days = Days(local(timezone.now(), spot(AKRON).time_zone).date())
    people = make_cast()
    groups, places = make_groups(people, days), make_places()
    coalition.gather(groups, days)
    series = making.make_series(groups, places, days)
    making.change_dates(series, places, days)
    signatures.sign(series, groups, days)
    answers.count(series, groups)
    followers.follow(series, groups, people["dee"])
    twins.make_quiet(people["mo"], days)
    _act_today(series, groups, days)
    cases.put_before_moderators(series, groups, places, days)
    history.fell_silent(series["supper"], since=days.ago(36))
    Series.look_for_life()
    Series.ask_for_renewals()
    twins.merge_twin(groups["library-friends"], people["mo"], days)
    membership.ask(groups, people)
    asked = demands.make_demands(people, groups, places, series, days)
    followers.follow_demand(asked["hours"], people["dee"])
    endorsements.make_endorsements(asked, groups, days)
    seats.make_stances(asked["hours"], people, days)
    undecided.wait_for_somebody(asked, groups, days)
    adopted.adopt_models(groups, days)
    platform.make_platform(groups, days)
    calendars.follow_one(groups["library-friends"], days)
    for add in _more.values():
        add(Made(people, groups, series, days, asked))


def _act_today(series: dict[str, Series], groups, days: Days) -> None:
    """What has just happened, so that some letters are on their way."""
    signatures.change_terms(series, groups, days)
    signatures.ask(series, groups)
    coalition.ask(groups)
    answers.ask_once(series["library"])
    buses = series["buses"]
    date = buses.occurrences.get(original_day=days.coming(THURSDAY, weeks=2))
    date.series = buses
    date.cancel(by=buses.created_by, reason="The board does not meet that day. See you two weeks later.")
