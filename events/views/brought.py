"""What the links of groups bring: of its own for each group, of all for the host."""

from events.models import Attendance, Series, Sponsorship, referral
from events.models.bringing import bringings, lines


def with_brought(signed: list[Sponsorship]) -> list[Sponsorship]:
    """Note on each sign-on that stands what the link of its group has brought, as events/_brought.html shows it."""
    found = bringings((sponsorship.series_id, sponsorship.organization_id) for sponsorship in signed)
    for sponsorship in signed:
        sponsorship.bringing = found[sponsorship.series_id, sponsorship.organization_id]
    return signed


def brought_context(series: Series, signed: list[Sponsorship]) -> dict:
    """For the organizers of the host: each group's pledge beside what its link brings, and who came by none."""
    listed = lines(series, signed)
    dates = [date for date, _people in listed[0].bringing.shown]
    for line in listed:
        line.numbers = [line.to(date) for date in dates]
    people = Attendance.objects.people_by_date(dates)
    by_links = [sum(line.to(date) or 0 for line in listed) for date in dates]
    return {
        "brought": listed,
        "brought_dates": dates,
        "brought_otherwise": [max(people[date.pk] - some, 0) for date, some in zip(dates, by_links, strict=True)],
        "host_link": referral.link(series, series.host) if series.is_announced and series.is_public else "",
    }
