"""Every date of a series: those that have rows, and further ahead what the rule says."""

from datetime import date

from events.models.occurrence import Occurrence


def every_date(series, since: date) -> list[Occurrence]:
    """All that is on or after a day, in the order of their beginnings; those that are no rows yet are not saved."""
    rows = list(series.occurrences.select_related("place").order_by("starts_at"))
    for row in rows:
        row.series = series
    known = {row.original_day for row in rows}
    ahead = [_not_made_yet(series, day) for day in series.cadence.days(since) if day not in known]
    found = [row for row in rows if row.day >= since] + ahead
    return sorted(found, key=lambda row: (row.starts_at, row.original_day))


def _not_made_yet(series, day: date) -> Occurrence:
    row = Occurrence.of(series, day)
    if series.is_cancelled:
        row.state = Occurrence.State.CANCELLED
    return row
