"""How two groups become one: each room says what becomes of its rows, and every change can be taken back.

A mover is registered at start for each foreign key to a group, in `apps.py` of the room that holds it. Nothing is ever
deleted: what cannot go along stays with the group that ended, which nobody sees, and a sentence says why.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import batched

from django.apps import apps
from django.db import IntegrityError, models, transaction

CHANGED, MADE = "changed", "made"


class Journal:
    """What was done to rows, in order, as plain values; by it all of it is taken back."""

    def __init__(self, entries: list | None = None):
        self.entries = entries if entries is not None else []
        self.moved: dict[str, int] = {}
        self.left: dict[str, int] = {}

    def move(self, rows: models.QuerySet, name: str, to: int) -> int:
        """Give rows to the other group: `name` is the column of their key, "organization_id"."""
        return self.change(rows, **{name: to})

    def change(self, rows: models.QuerySet, **after) -> int:
        """Set columns of some rows and remember what each held; how many rows there were."""
        found = defaultdict(list)
        for pk, *before in rows.order_by().values_list("pk", *after):
            found[tuple(before)].append(pk)
        for before, pks in found.items():
            for some in batched(pks, 500):
                rows.model._base_manager.filter(pk__in=some).update(**after)
                was = dict(zip(after, map(_plain, before), strict=True))
                becomes = {column: _plain(value) for column, value in after.items()}
                self.entries.append([CHANGED, rows.model._meta.label, list(some), was, becomes])
        return sum(map(len, found.values()))

    def make(self, row: models.Model, *columns: str) -> None:
        """Save a new row, known again by these columns even where it was written anew meanwhile."""
        row.save(force_insert=True)
        self.entries.append([MADE, row._meta.label, {column: _plain(getattr(row, column)) for column in columns}])

    def leave(self, why: str, number: int) -> None:
        """So many rows stay with the group that ended, for this reason: a lazily translated sentence."""
        if number:
            self.left[why] = self.left.get(why, 0) + number

    def take_back(self) -> None:
        """Undo every change, the last first. What was changed again meanwhile stays as it is then."""
        for what, label, *rest in reversed(self.entries):
            model = apps.get_model(label)
            if what == MADE:
                model._base_manager.filter(**rest[0]).delete()
            else:
                _put_back(model, *rest)


@dataclass(frozen=True)
class Mover:
    """What becomes of the rows that one foreign key ties to a group; None where they stay with it."""

    key: str
    title: str
    move: Callable[[Journal, models.Model, models.Model], int | None] | None = field(default=None)


_movers: dict[str, Mover] = {}


def register(
    key: str, *, title: str = "", move: Callable[[Journal, models.Model, models.Model], int | None] | None = None
) -> None:
    """Say what becomes of a foreign key, from AppConfig.ready: "events.Series.host". Twice is once.

    `move(journal, group, into)` takes rows from `group` to `into` by the journal and returns how many went;
    `title` is their lazily translated plural. Without `move` the rows stay with the group that ended.
    """
    _movers[key] = Mover(key, title, move)


def simply(model: type[models.Model], column: str) -> Callable:
    """A mover for rows that nothing can stand in the way of: all of them go."""

    def move(journal: Journal, group, into) -> int:
        return journal.move(model._base_manager.filter(**{column: group.pk}), column, into.pk)

    return move


def registered() -> set[str]:
    return set(_movers)


def carry_over(group: models.Model, into: models.Model) -> Journal:
    """Take everything of one group to the other, in the caller's transaction."""
    journal = Journal()
    for mover in _movers.values():
        if mover.move and (number := mover.move(journal, group, into)):
            journal.moved[mover.title] = number
    return journal


def _put_back(model, pks: list[int], before: dict, after: dict) -> None:
    empty = {f"{name}__isnull": True for name, value in after.items() if value is None}
    as_left = empty | {name: value for name, value in after.items() if value is not None}
    rows = model._base_manager.filter(pk__in=pks, **as_left)
    try:
        with transaction.atomic():
            rows.update(**before)
    except IntegrityError:
        if len(pks) > 1:
            for pk in pks:
                _put_back(model, [pk], before, after)


def _plain(value):
    return value.isoformat() if isinstance(value, date | datetime | time) else value
