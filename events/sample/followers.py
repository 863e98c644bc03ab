"""Who follows in the sample: Dee with her account, and somebody by an address alone."""

from demands.models import Demand
from events.models import Follow, Follower, PrivateCalendar, Series
from events.sample.venues import AKRON, spot
from orgs.models import Organization, User

AT_ADDRESS = "neighbor@example.org"


def follow_demand(demand: Demand, dee: User) -> None:
    """Dee is told before the vote, and of its result."""
    Follow.begin(Follow.of_demand(demand), rhythm=Follow.Rhythm.ANNOUNCED, by=dee)


def follow(series: dict[str, Series], groups: dict[str, Organization], dee: User) -> None:
    """Dee follows the library friends and, weekly, what is on around Akron, all in a calendar of her own.

    A neighbor follows the tenants.
    """
    Follow.begin(Follow.of_group(groups["library-friends"]), rhythm=Follow.Rhythm.ANNOUNCED, by=dee)
    Follow.begin(Follow.of_town(spot(AKRON), 25), rhythm=Follow.Rhythm.WEEKLY, by=dee)
    Follow.ask(AT_ADDRESS, Follow.of_series(series["tenants"]), rhythm=Follow.Rhythm.ANNOUNCED)
    PrivateCalendar.make(user=dee, name="My vigils")
    for follower in Follower.objects.of(AT_ADDRESS):
        follower.confirm(follower.follows.values_list("pk", flat=True))
    Follow.ask(AT_ADDRESS, Follow.of_group(groups["tenants"]), rhythm=Follow.Rhythm.WEEKLY)
