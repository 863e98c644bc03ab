"""How what is said of a body is kept right: its facts, its seats, and who sits in them since when."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models.body_change import kept
from demands.models.body_terms import Terms
from orgs.models import AuditEntry, Organization, User

MOST_SEATS = 500


class Keeping(Terms):
    """The verbs by which a body is changed, each on the record of the group that acts.

    `group` is that group. A moderator acts for none: that is on the record of the group that wrote the body down.
    """

    class Meta:
        abstract = True

    # Verbs

    @transaction.atomic
    def correct_facts(self, *, by: User | None, group: Organization | None, **fields) -> None:
        """Say anew what it is, where it meets and how one speaks there. Nothing is recorded where nothing changed."""
        changed = [name for name, value in fields.items() if getattr(self, name) != value]
        before = {name: kept(getattr(self, name)) for name in changed}
        for name in changed:
            setattr(self, name, fields[name])
        self.full_clean(exclude=["slug", "written_for", "changed_for"])
        if self.is_here_already():
            raise ValidationError(_("This body is here already."), code="here")
        if changed:
            self.save(update_fields=changed)
            after = {name: kept(fields[name]) for name in changed}
            self._kept("body_corrected", by, group, before=before, after=after)

    @transaction.atomic
    def add_seats(self, names: list[str], *, by: User | None, group: Organization | None) -> None:
        """Seats behind those there are, up to five hundred."""
        self._locked()
        there = self.seats.count()
        if there + len(names) > MOST_SEATS:
            raise ValidationError(_("A body has at most %(most)d seats."), code="many", params={"most": MOST_SEATS})
        made = [self.seats.model(body=self, name=name, order=there + place) for place, name in enumerate(names, 1)]
        for seat in made:
            seat.full_clean(exclude=["body"])
        self.seats.model.objects.bulk_create(made)
        self._number()
        self._kept("body_seats_changed", by, group)

    @transaction.atomic
    def alter_seat(self, seat, *, by: User | None, group: Organization | None, name: str, place: int) -> None:
        """Call a seat otherwise, or put it at another place in the row; a place behind the last is the last."""
        self._locked()
        seat.name = name
        seat.full_clean(exclude=["body"])
        seat.save(update_fields=["name"])
        row = [other for other in self.seats.all() if other.pk != seat.pk]
        row.insert(max(place, 1) - 1, seat)
        self._number(row)
        self._kept("body_seats_changed", by, group)

    @transaction.atomic
    def drop_seat(self, seat, *, by: User | None, group: Organization | None) -> None:
        """A seat that was never one. Refused where anything is known of it: who sat there, how it voted."""
        self._locked()
        if any(row.related_model._base_manager.filter(**{row.field.name: seat}).exists() for row in _pointing_at(seat)):
            raise ValidationError(_("This seat has a history by now, and stays."), code="held")
        seat.delete()
        self._number()
        self._kept("body_seats_changed", by, group)

    # Questions

    def facts_of(self, kept_facts: dict) -> dict:
        """What was kept of its facts, as the verb takes them: rows by their keys again."""
        named = {name: self._meta.get_field(name) for name in kept_facts}
        return {
            name: field.related_model.objects.filter(pk=kept_facts[name]).first()
            if field.is_relation
            else kept_facts[name]
            for name, field in named.items()
        }

    def website_written(self) -> tuple[Organization | None, datetime]:
        """Which group wrote its website down as it stands, and when; None for moderators and for groups that went."""
        last = self.changes.filter(after__has_key="website").select_related("group").first()
        return (last.group, last.at) if last else (self.written_for, self.created_at)

    def is_website_from(self, group: Organization) -> bool:
        """Whether a group may have chosen its website: it wrote the body down, changed it last, or said so once."""
        if group.pk in (self.written_for_id, self.changed_for_id):
            return True
        return self.changes.filter(group=group, after__website=self.website).exists()

    def seats_on(self, day: date) -> list:
        """Its seats in their row, each with `term`: who holds it on a day, or None. Two queries."""
        seats = list(self.seats.prefetch_related("terms"))
        for seat in seats:
            held = [term for term in seat.terms.all() if term.since <= day and (not term.until or term.until >= day)]
            seat.term = held[0] if held else None
        return seats

    # Private steps

    def _locked(self) -> None:
        """Whoever changes seats waits for whoever does so already."""
        type(self).objects.select_for_update().get(pk=self.pk)

    def _number(self, row: list | None = None) -> None:
        for order, seat in enumerate(row if row is not None else self.seats.all(), 1):
            if seat.order != order:
                seat.order = order
                seat.save(update_fields=["order"])

    def _kept(
        self,
        verb: str,
        by: User | None,
        group: Organization | None,
        *,
        seat=None,
        term=None,
        before: dict | None = None,
        after: dict | None = None,
    ) -> None:
        """On the record of the group and of the body; the others that rely on it are told."""
        self.changed_at, self.changed_for = timezone.now(), group
        self.save(update_fields=["changed_at", "changed_for"])
        said = {"before": before or {}, "after": after or {}, "about": str(seat or "")[:80], "term": term}
        self.changes.create(verb=verb, group=group, **said).tell_others(besides=by)
        if on := group or self.written_for:
            about = f"{self.name}, {seat}" if seat else self.name
            AuditEntry.record(on, verb, by=by, about=about, fields=list(before or {}))


def _pointing_at(row: models.Model) -> list:
    """The foreign keys of all rooms that lead to a row like this one."""
    fields = row._meta.get_fields(include_hidden=True)
    return [field for field in fields if field.auto_created and not field.concrete and field.one_to_many]
