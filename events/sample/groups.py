"""The thirteen groups of the sample: eleven listed, one of them a coalition, one in review, one a draft."""

from datetime import datetime
from typing import NamedTuple

from events.sample import history
from events.sample.cast import make_account
from events.sample.days import Days
from events.sample.venues import AKRON, THE_FALLS, make_home
from orgs.models import Membership, Organization, Stock, User

Kind, Role = Organization.Kind, Membership.Role


class Group(NamedTuple):
    name: str
    kind: str
    town: str
    stock: str
    about: str
    languages: tuple[str, ...] = ("en",)
    also_called: tuple[str, ...] = ()
    contact_email: str = ""
    contact_phone: str = ""


# The key of a group is also the name of its address.
GROUPS = {
    "library-friends": Group(
        "Friends of the Open Library",
        Kind.NEIGHBOURS,
        AKRON,
        Stock.GOLD,
        "Readers, parents and neighbors who want every branch library open six days a week. "
        "We meet on Tuesday evenings at the Hilltop branch; newcomers get the good chair.",
        languages=("en", "es"),
        contact_email="friends@example.org",
        contact_phone="330-555-0117",
    ),
    "tenants": Group(
        "Front Porch Tenants",
        Kind.TENANTS,
        AKRON,
        Stock.ROSE,
        "We read leases together, go along to hearings, and write down every repair that is owed. "
        "Renters from any building are welcome.",
    ),
    "bus-riders": Group(
        "Bus Riders of Two Rivers",
        Kind.OTHER,
        AKRON,
        Stock.SKY,
        "People who wait at the stops. We count the late buses and bring the numbers to the transit board.",
        languages=("en", "es", "ne"),
        also_called=("BRTR", "Two Rivers Riders"),
        contact_email="riders@example.org",
        contact_phone="330-555-0142",
    ),
    "table": Group(
        "Interfaith Table of the Falls",
        Kind.CONGREGATION,
        THE_FALLS,
        Stock.LILAC,
        "Seven congregations and some who belong to none. We cook, we sing, and we show up for our neighbors.",
    ),
    "classroom": Group(
        "Classroom Workers Circle",
        Kind.UNION,
        AKRON,
        Stock.MINT,
        "Teachers, aides, cooks and drivers of the public schools, in one circle since 2014.",
    ),
    "nurses": Group(
        "Night Shift Nurses Circle",
        Kind.HEALTH,
        THE_FALLS,
        Stock.CLAY,
        "Nurses and aides who work while the towns sleep. We ask for safe numbers on every floor.",
    ),
    "students": Group(
        "Young Voices Assembly",
        Kind.STUDENTS,
        AKRON,
        Stock.SKY,
        "Students of six high schools and the college. Decisions by vote, every first Monday.",
    ),
    "river": Group(
        "River Watch of the Falls",
        Kind.CLIMATE,
        THE_FALLS,
        Stock.MINT,
        "We test the water every month, publish what we find, and walk the bank together.",
    ),
    "parents": Group(
        "Parents for Warm Lunches",
        Kind.PARENTS,
        AKRON,
        Stock.CLAY,
        "A warm lunch for every child, in every school, without a form to fill in.",
    ),
    "kettle": Group(
        "Common Kettle Mutual Aid",
        Kind.MUTUAL_AID,
        THE_FALLS,
        Stock.GOLD,
        "Hot soup, rides, childcare and a borrowed ladder. Ask, or offer: it is the same list.",
    ),
    "rivers": Group(
        "Two Rivers Together",
        Kind.COALITION,
        AKRON,
        Stock.CLAY,
        "Groups of both towns that keep one calendar and one phone tree. Each decides for itself; we meet every month "
        "to see where we can stand together.",
    ),
    "welcome": Group(
        "Welcome Table for New Neighbors",
        Kind.MIGRANTS,
        THE_FALLS,
        Stock.ROSE,
        "Families who came lately and families who came long ago, at one table each Sunday.",
        languages=("en", "ne", "ar", "so"),
    ),
    "singers": Group(
        "Street Corner Singers",
        Kind.CULTURE,
        AKRON,
        Stock.LILAC,
        "Songs for whoever gathers. No audition; bring a warm hat.",
    ),
}
IN_REVIEW, DRAFT = "welcome", "singers"


def make_groups(people: dict[str, User], days: Days) -> dict[str, Organization]:
    """The groups by their key, each coordinated by its own address, the first by Ada."""
    homes = {town: make_home(town) for town in (AKRON, THE_FALLS)}
    groups = {}
    for age, (key, group) in enumerate(reversed(GROUPS.items()), start=1):
        by = people["ada"] if key == "library-friends" else make_account(key)
        fields = group._asdict() | {"place": homes[group.town], "by": by, "languages": list(group.languages)}
        del fields["town"]
        groups[key] = _made(key, fields, listed_by=people["mo"], days_ago=60 + age * 31, days=days)
    _join(groups["tenants"], people["bo"], Role.ORGANIZER, at=days.ago(200))
    _join(groups["library-friends"], people["cy"], Role.MEMBER, at=days.ago(47))
    return groups


def _made(key: str, fields: dict, *, listed_by: User, days_ago: int, days: Days) -> Organization:
    if key == IN_REVIEW:
        return Organization.register(**fields)
    group = Organization.draft(**fields)
    _join(group, fields["by"], Role.COORDINATOR, at=days.ago(days_ago))
    if key != DRAFT:
        history.was_listed(group, by=listed_by, at=days.ago(days_ago))
    return group


def _join(group: Organization, user: User, role: str, *, at: datetime) -> None:
    Membership.objects.create(organization=group, user=user, role=role, joined_at=at)
