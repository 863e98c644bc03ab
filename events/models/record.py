"""What goes on the record of the groups concerned when a series or a date changes."""

from orgs.models import AuditEntry, User


def note(series, verb: str, *, by: User | None, **facts) -> None:
    """An act on a series: on the record of its host, under the title of the series. Somebody's is a sign of life."""
    AuditEntry.record(series.host, verb, by=by, about=series.title, **facts)
    if by is not None:
        series.give_sign_of_life()


def note_rewriting(before, after, *, by: User | None, fields: list[str]) -> None:
    """A draft was changed, and where it went to another group both have it on record."""
    changed = differing(before, {name: getattr(after, name) for name in (*fields, "cadence", "place")})
    if before.host_id != after.host_id:
        AuditEntry.record(before.host, "series_handed_over", by=by, about=before.title, party=after.host.name)
    if changed:
        note(after, "series_rewritten", by=by, fields=changed)


def differing(before, values: dict) -> list[str]:
    """The names of what is not as it was."""
    return [name for name, value in values.items() if getattr(before, name) != value]
