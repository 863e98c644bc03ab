"""What waits for the moderators of the sample, beside the group in review."""

from datetime import time

from events.models import Series
from events.recurrence import Cadence, Step
from events.sample.days import SUNDAY, Days
from orgs.models import Organization, Report, Stock
from places.models import Place


def put_before_moderators(
    series: dict[str, Series], groups: dict[str, Organization], places: dict[str, Place], days: Days
) -> None:
    """The first that a group announces, another name for one, and what somebody says of a page."""
    _first_listing(groups["classroom"], places["square"], days)
    nurses = groups["nurses"]
    nurses.propose_name("Night Shift Care Workers Circle", by=nurses.created_by)
    walk = series["walk"]
    Report.file(
        walk.host,
        subject=walk.letters_key,
        path=walk.get_absolute_url(),
        reason=Report.Reason.UNTRUE,
        text="The path along the river is closed until spring. Do they know?",
    )


def _first_listing(host: Organization, place: Place, days: Days) -> None:
    day = days.coming(SUNDAY, weeks=2)
    Series.draft(
        host=host,
        by=host.created_by,
        title="Desks on the square",
        kind=Series.Kind.TEACH_IN,
        stock=Stock.MINT,
        cadence=Cadence((Step("once", day),), day),
        place=place,
        start_time=time(13),
        minutes=90,
        summary="A lesson in the open, given by those who teach it every day.",
    ).announce(by=host.created_by)
