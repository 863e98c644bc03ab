"""What is kept, how long, and how it goes: one entry for each model, registered by its room at start."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import models

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """How long rows of a model are kept. `fields` says it of each field; the primary key needs no mention."""

    model: type[models.Model]
    kept: str
    fields: Mapping[str, str]
    purge: Callable[[], int] | None


_entries: dict[type[models.Model], Entry] = {}


def register(
    model: type[models.Model],
    *,
    kept: str,
    fields: Mapping[str, str] | list[str],
    purge: Callable[[], int] | None = None,
) -> None:
    """Say how long a model is kept, from AppConfig.ready.

    `kept` is the period of the row ("final state + 90 days"). `fields` maps every field to its own
    period, or lists names that share the row's. `purge` erases what is over, bears running twice, and
    returns a number of rows; None where rows go with another model's or stay for ever.
    """
    if not isinstance(fields, Mapping):
        fields = dict.fromkeys(fields, kept)
    _entries[model] = Entry(model, kept, fields, purge)


def entries() -> list[Entry]:
    return sorted(_entries.values(), key=lambda entry: entry.model._meta.label)


def missing(model: type[models.Model]) -> set[str]:
    """The fields of the model that no entry names; all of them where there is no entry."""
    entry = _entries.get(model)
    named = set(entry.fields) if entry else set()
    fields = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    return {field.name for field in fields if not field.primary_key} - named


def purge() -> dict[str, int]:
    """Run every purge; how many rows each touched. One that breaks does not keep the others from running."""
    counts, broken = {}, []
    for entry in entries():
        if entry.purge is None:
            continue
        try:
            counts[entry.model._meta.label] = entry.purge()
        except Exception as error:
            log.exception("A purge broke", extra={"reason": entry.model._meta.label})
            broken.append(error)
    if broken:
        raise ExceptionGroup("Some data could not be purged.", broken)
    return counts
