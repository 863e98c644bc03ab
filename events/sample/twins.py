"""Two more groups of the sample: one that has fallen quiet, and one that stood here twice and was merged today."""

from datetime import timedelta

from events.models import Watch
from events.sample import history
from events.sample.cast import make_account
from events.sample.days import Days
from events.sample.venues import AKRON, make_home
from orgs.models import Membership, Merge, Organization, Stock, User

Kind = Organization.Kind


def make_quiet(mo: User, days: Days) -> None:
    """Nothing public for a year, and one person who organizes it."""
    group = _listed("Elm Street Gardeners", "gardeners", Kind.NEIGHBOURS, "Beds by the old tram stop.", mo, days, 500)
    day = days.today - timedelta(days=400)
    Watch.objects.update_or_create(organization=group, defaults={"begun_on": day, "paired_on": day})


def merge_twin(into: Organization, mo: User, days: Days) -> None:
    """Somebody had registered the library's friends a second time; their former address leads to the first."""
    twin = _listed("Open Library Friends", "twin", Kind.NEIGHBOURS, "Every branch, six days a week.", mo, days, 40)
    Merge.make(twin, into, by=mo)


def _listed(name: str, account: str, kind: str, about: str, mo: User, days: Days, ago: int) -> Organization:
    by = make_account(account)
    group = Organization.draft(name=name, kind=kind, by=by, about=about, stock=Stock.MINT, place=make_home(AKRON))
    Membership.objects.create(organization=group, user=by, role=Membership.Role.COORDINATOR)
    history.was_listed(group, by=mo, at=days.ago(ago))
    return group
