"""A demand or a platform goes out: put, and closed when its group gives it up."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models import AuditEntry, Organization, User
from orgs.models.shown import Shown


class Putting(Shown):
    """What is put is seen by everybody once its group is listed and its record is clean."""

    GROUP, WHAT, FIRST = "lead", "demand", "first_demand"
    REFUSALS = {
        "put": _("This demand was already put to the body."),
        "not_put": _("This demand is not under way."),
        "not_closed": _("This demand is not closed."),
        "leading": _("This group leads a demand. Hand it over or close it first."),
    }

    class Meta:
        abstract = True

    @transaction.atomic
    def put(self, *, by: User | None) -> None:
        """Put it and show it: to everybody, or to its own people while it waits for a moderator."""
        group = self.group.locked()  # listed in this moment it shows what was put by then, or waits for us
        now, seen = timezone.now(), group.is_listed and type(self).has_clean_record(group)
        put = type(self).objects.filter(pk=self.pk, state="draft")
        done = put.update(state="put", put_at=now, put_by=by, shown_at=now if seen else None)
        self.refresh_from_db()
        if not done:
            raise ValidationError(self.REFUSALS["put"], code="put")
        self.revise()
        AuditEntry.record(self.group, f"{self.WHAT}_put", by=by, about=self.title)
        if self.is_waiting:
            self.put_before_moderators(by=by)

    @transaction.atomic
    def give_up(self, *, by: User, note: str = "") -> None:
        """Nobody works on it any more: it stays to be read, and says why. Refused where it is not under way."""
        self.group.locked()  # before the row, as whoever decides on what waits does
        closed = type(self).objects.filter(pk=self.pk, state="put")
        done = closed.update(state="closed", closed_at=timezone.now(), closed_note=note)
        self.refresh_from_db()
        if not done:
            raise ValidationError(self.REFUSALS["not_put"], code="not_put")
        self.forget_waiting()
        self.end_offers()
        self.revise()
        AuditEntry.record(self.group, f"{self.WHAT}_closed", by=by, about=self.title)
        self.tell_turned()

    @transaction.atomic
    def resume(self, *, by: User) -> None:
        """Work on it goes on. Refused where it was not closed."""
        self.group.locked()
        reopened = type(self).objects.filter(pk=self.pk, state="closed")
        done = reopened.update(state="put", closed_at=None, closed_note="")
        self.refresh_from_db()
        if not done:
            raise ValidationError(self.REFUSALS["not_closed"], code="not_closed")
        self.revise()
        AuditEntry.record(self.group, f"{self.WHAT}_reopened", by=by, about=self.title)
        self.tell_turned()

    def end_offers(self) -> None:
        """Whoever was offered to lead it has nothing to answer any more."""
        self.handovers.all().lose_point()

    def locked_with_lead(self) -> None:
        """Keep both as they are until this transaction ends, its group first: so does whoever decides on what waits."""
        self.group.locked()
        self.locked()

    @classmethod
    def refuse_to_retire(cls, organization: Organization) -> None:
        """A group that ends leaves nothing that nobody looks after: it hands it over or closes it first."""
        if cls.objects.filter(**{cls.GROUP: organization}, state="put").exists():
            raise ValidationError(cls.REFUSALS["leading"], code="leading")

    @classmethod
    def revise_all_with(cls, organization: Organization) -> None:
        """A group's name appeared or went: the demands that it leads or endorses have changed."""
        signed = cls.endorsements.rel.related_model.objects.accepted().filter(organization=organization)
        named = cls.objects.filter(models.Q(lead=organization) | models.Q(pk__in=signed.values("demand")))
        named.update(revision=models.F("revision") + 1, changed_at=timezone.now())

    # Private steps

    def _turned(self, verb: str, by: User | None) -> None:
        super()._turned(verb, by)
        self.tell_turned()
