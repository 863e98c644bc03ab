"""Which groups plan a series together, and for which of them a person speaks.

The host, and those that have signed as co-host or co-sponsor, for a stretch until a week after its last day; who
endorses lends a name and no more. Who of their people reads and writes is said by `Series.objects.seen_inside_by`
and `planned_by`.
"""

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from events.models import Series
from orgs.models import Organization, User


def groups_of(series: Series) -> QuerySet:
    """The groups that plan it now, listed ones beside the host where the public sees it."""
    host = Q(pk=series.host_id)
    if not series.is_public:
        return Organization.objects.working().filter(host)
    signed = series.sponsorships.planning().values("organization")
    return Organization.objects.working().filter(host | Q(pk__in=signed, state=Organization.State.LISTED))


def groups_of_member(series: Series, user: User, *, organizing: bool = False) -> list[Organization]:
    """Those of them that this person belongs to, or organizes; the host first."""
    own = Organization.objects.organized_by(user) if organizing else Organization.objects.of_member(user)
    mine = groups_of(series).filter(pk__in=own.values("pk"))
    return sorted(mine, key=lambda group: (group.pk != series.host_id, group.name))


def speaks_for(series: Series, user: User) -> Organization:
    """The group for which an organizer writes; ValidationError where she has none beside it any more."""
    groups = groups_of_member(series, user, organizing=True)
    if not groups:
        raise ValidationError(_("Your group no longer plans this with the others."), code="not_beside")
    return groups[0]
