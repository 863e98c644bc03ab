"""What a group's page counts: only what is public, only what is true."""

from collections import Counter

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models.attendance import Attendance
from events.models.occurrence import Occurrence
from events.models.series import Series
from events.models.sponsorship import Sponsorship
from orgs.models import Organization

FEW = 10


def partners(group: Organization) -> list[Organization]:
    """Listed groups that stand under a series with it, by name."""
    shared = Series.objects.public().with_organization(group)
    signed = Sponsorship.objects.public().filter(series__in=shared.values("pk"))
    either = Q(pk__in=signed.values("organization")) | Q(pk__in=shared.values("host"))
    return list(Organization.objects.listed().filter(either).exclude(pk=group.pk).order_by("name")[:60])


def numbers(group: Organization, standing_with: int) -> list[tuple[str, str]]:
    """Each with its label; what is nothing is left out, and fewer than ten people are a few."""
    went = Occurrence.objects.public().past().exclude(state=Occurrence.State.CANCELLED)
    held = went.filter(series__in=Series.objects.public().with_organization(group).values("pk")).count()
    found = [(ngettext("Date held", "Dates held", held), str(held))] if held else []
    if standing_with:
        label = ngettext("Group standing with us", "Groups standing with us", standing_with)
        found.append((label, str(standing_with)))
    last = went.filter(series__host=group).order_by("-starts_at").first()
    people = Attendance.objects.people_by_date([last])[last.pk] if last else 0
    if people:
        found.append((_("People who said yes last time"), str(people) if people >= FEW else _("a few")))
    return found


def say_whose(group: Organization, dates: list[Occurrence]) -> None:
    """Note on each date, as the group's page says it, whether it calls it and with how many, or stands beside it.

    Of what a member of a coalition hosts it says no more than whose it is: the coalition itself signed nothing.
    """
    rows = Sponsorship.objects.public().filter(series__in={date.series_id for date in dates})
    beside = list(rows.order_by().values_list("series", "organization"))
    counts = Counter(series for series, _signed in beside)
    own = {series for series, signed in beside if signed == group.pk}
    for date in dates:
        number = counts[date.series_id]
        if date.series.host_id != group.pk and date.series_id not in own:
            date.called_by = _("%(host)s calls it") % {"host": date.series.host}
        elif date.series.host_id != group.pk:
            date.called_by = _("%(host)s calls it, we stand with them") % {"host": date.series.host}
        elif number:
            text = ngettext("We call it, with %(number)s group", "We call it, with %(number)s groups", number)
            date.called_by = text % {"number": number}
        else:
            date.called_by = _("We call it")
