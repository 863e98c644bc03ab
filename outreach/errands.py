"""What a person has to do on her boards, for her desk."""

from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from demands.desk_ways import Way
from demands.models import Demand
from events.desk_links import Link
from events.models import Series, Sponsorship
from orgs.models import User
from orgs.needs import Act, Need
from outreach.models import Board, Prospect, Touch

MOST = 50


def of(user: User) -> list[Need]:
    """Of the groups that she looks after those that are due; one query."""
    due = Prospect.objects.editable_by(user).of_now().mine(user).due().for_cards()
    return [_need(row) for row in due.with_targets()[:MOST]]


def done(user: User, since: datetime) -> list[str]:
    """With how many groups she spoke."""
    reached = Touch.objects.filter(by=user, at__gte=since, kind__in=Touch.REACHING)
    number = reached.aggregate(number=Count("prospect", distinct=True))["number"]
    words = ngettext("You were in touch with %(number)d group.", "You were in touch with %(number)d groups.", number)
    return [words % {"number": number}] if number else []


def of_series(series: Series) -> Link:
    """From the desk of a series to its board."""
    hint = _("Whom to ask, who asks, and what they said.")
    return Link(Board(series).get_absolute_url(), _("Outreach"), hint, icon="outreach", right=Series.Grant.OUTREACH)


def of_demand(demand: Demand) -> Way:
    """From the desk of a demand to its board."""
    return Way(Board(demand).get_absolute_url(), _("Whom to ask"), icon="outreach")


def of_sponsorship(sponsorship: Sponsorship) -> Link | None:
    """The same from where a co-host stands that may work on it."""
    may = sponsorship.level == Sponsorship.Level.CO_HOST and sponsorship.series.grants_outreach
    whole = sponsorship.first_day is None and sponsorship.last_day is None
    return of_series(sponsorship.series) if may and whole else None


def _need(prospect: Prospect) -> Need:
    page = prospect.get_absolute_url()
    return Need(
        key=f"prospect:{prospect.pk}",
        headline=_headline(prospect),
        text=_("Outreach for “%(title)s”") % {"title": prospect.board.title},
        stock=prospect.board.stock,
        due=prospect.due_on or prospect.sleeps_until,
        is_late=prospect.is_late,
        acts=[
            Act(_("Note what was said"), f"{page}#log"),
            Act(_("Open the board"), prospect.board.get_absolute_url(), main=False),
        ],
    )


def _headline(prospect: Prospect) -> str:
    group = prospect.shown_name
    if prospect.is_resting:
        return _("%(group)s may be asked again") % {"group": group}
    if prospect.is_unanswered:
        return _("%(group)s has not answered yet") % {"group": group}
    return f"{group}: {prospect.next_step}" if prospect.next_step else _("Look again at %(group)s") % {"group": group}
