"""Dates and groups as plain data, for whoever builds something of their own on them. Nothing here is not on a page."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

HELD, MOVED = "held", "moved"


def a_date(row, *, at: datetime) -> dict:
    """A date as it stands at an instant, with the hours of its place and their offset. `series` with `host` is set."""
    series = row.series
    return {
        "title": series.title,
        "kind": series.kind,
        "summary": series.summary,
        "status": status(row, at=at),
        "start": row.starts_local.isoformat(),
        "end": row.ends_local.isoformat(),
        "time_zone": row.zone,
        "original_day": row.original_day.isoformat(),
        "note": row.note,
        "place": a_place(row.where),
        "host": {"name": series.host.name, "url": _whole(series.host.get_absolute_url())},
        "url": _whole(row.get_absolute_url()),
        "series": _whole(series.get_absolute_url()),
        "demands": [a_title(one) for one in series.what_for],
        "calendar": _calendar(row.get_absolute_url()),
        "uid": str(row.uid) if row.pk else None,  # further ahead than dates are made it has none of its own yet
        "series_uid": str(series.uid),
        "sequence": series.sequence,
    }


def status(row, *, at: datetime) -> str:
    """One word for what stands beside a date: planned, moved, postponed, cancelled or held."""
    if row.is_off:
        return row.state
    if row.series.is_cancelled and not row.pk:
        return row.State.CANCELLED.value
    if row.ends_at <= at:
        return HELD
    return MOVED if row.is_moved else row.State.PLANNED.value


def a_series(series, organizations: Sequence, demands: Sequence = ()) -> dict:
    """What a series is, without its dates. `organizations` are the host, then those named beside it; `demands` are
    what it is held for."""
    return {
        "title": series.title,
        "kind": series.kind,
        "summary": series.summary,
        "about": series.about,
        "state": series.state,
        "rule": series.when,
        "open_ended": series.open_ended,
        "time_zone": series.time_zone,
        "place": a_place(series.place),
        "called_by": [a_name(one) for one in organizations],
        "demands": [a_title(one) for one in demands],
        "uid": str(series.uid),
        "sequence": series.sequence,
        "url": _whole(series.get_absolute_url()),
        "calendar": _calendar(series.get_absolute_url()),
    }


def a_group(group) -> dict:
    """What a group says of itself."""
    return {
        "name": group.name,
        "kind": group.kind,
        "about": group.about,
        "website": group.website,
        "town": group.place.town_line() if group.place else "",
        "url": _whole(group.get_absolute_url()),
        "calendar": _calendar(group.get_absolute_url()),
    }


def a_name(group) -> dict:
    return {"name": group.name, "url": _whole(group.get_absolute_url())}


def a_title(demand) -> dict:
    return {"title": demand.title, "url": _whole(demand.get_absolute_url())}


def a_place(place) -> dict:
    return {
        "name": place.name,
        "street": place.street,
        "town": place.locality,
        "region": place.region,
        "postal_code": place.postal_code,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "text": place.one_line(),
    }


def _whole(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _calendar(path: str) -> str:
    return _whole(f"{path.rstrip('/')}.ics")
