"""Handing on: what one group looks after is offered to another, whose organizers say yes or no."""

from datetime import timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from orgs.models.asked import Asked, AskedQuerySet
from orgs.models.audit import AuditEntry
from orgs.models.case import Case
from orgs.models.organization import Organization
from orgs.models.user import User
from outbox.models import Message


class HandedOnQuerySet(AskedQuerySet):
    """Offers, by who may answer them and who may take them back."""

    def open(self):
        """In time, and to a group that everybody sees."""
        return self.in_time().filter(to__state=Organization.State.LISTED)

    def answerable_by(self, user: User):
        return self.open().filter(to__in=Organization.objects.organized_by(user).values("pk"))

    def withdrawable_by(self, user: User):
        return self.pending().filter(organization__in=Organization.objects.organized_by(user).values("pk"))

    def lose_point(self) -> int:
        """What waits among these is without a point: the thing is over, or a group cannot take it any more."""
        return self.close(Asked.State.VOID)

    def acted_on_by(self, user: User):
        """Those that she made or answered."""
        return self.filter(models.Q(asked_by=user) | models.Q(decided_by=user))

    def of_group(self, group: Organization):
        """Those that it made, and those that were made to it."""
        return self.filter(models.Q(organization=group) | models.Q(to=group))


class HandedOn(Asked):
    """`organization` offers what it looks after to another group, `to`. A yes takes effect at once.

    What it is about stays as it is but for whose it is. The subclass says what that is, who may take it, what changes
    places with a yes, and who is told.
    """

    LIVES = timedelta(days=14)
    WHAT: str  # the field that holds what is offered
    HOLDER: str  # its field that holds whose it is
    ACTS: str  # its letters, and its words on the record, begin with it
    NOT_OFFERABLE: str  # the sentence for what cannot be offered, or not to this group

    to = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+", editable=False)

    objects = HandedOnQuerySet.as_manager()

    class Meta(Asked.Meta):
        abstract = True

    # Verbs

    @classmethod
    @transaction.atomic
    def offer(cls, what: models.Model, to: Organization, *, by: User, **terms) -> Self:
        """Offer it to another group. Offered twice it is the same and one letter; one at a time."""
        offer = cls(organization=getattr(what, cls.HOLDER), to=to, asked_by=by, **{cls.WHAT: what}, **terms)
        offer.hold()
        what = offer._held()
        if not (offer._fits(what) and offer._may_take(what)):
            raise ValidationError(cls.NOT_OFFERABLE, code="not_offerable")
        of_it = cls.objects.filter(**{cls.WHAT: what})
        of_it.overdue().close(cls.State.EXPIRED)
        if waiting := of_it.pending().first():
            if waiting.to_id == to.pk and all(getattr(waiting, name) == said for name, said in terms.items()):
                return waiting
            raise ValidationError(_("You have offered it already. Take that back first."), code="offered")
        offer.save()
        offer.note("offered", offer.organization, offer.to, by=by)
        offer.tell(f"{cls.ACTS}_offer", offer.to.organizers(), "offered")
        return offer

    @transaction.atomic
    def accept(self, *, by: User) -> None:
        """It is theirs from now on: their people edit it, the others’ no more. Everybody concerned is told."""
        self.hold()
        what = self._held()
        self.settle(self.State.ACCEPTED, by=by)
        if not (self._fits(what) and self._change_places(what)):
            raise ValidationError(_("This has lost its point: something has changed meanwhile."), code="void")
        self.note("accepted", self.to, self.organization, by=by)
        what.refresh_from_db()
        what.revise()
        setattr(self, self.WHAT, what)
        self._tell_of_change(by=by)

    @transaction.atomic
    def decline(self, *, by: User) -> None:
        """Everything stays as it was; the organizers of the group that offered are told."""
        self.settle(self.State.DECLINED, by=by)
        self.note("declined", self.to, self.organization, by=by)
        self.tell(f"{self.ACTS}_declined", self.organization.organizers(), "declined")

    @transaction.atomic
    def withdraw(self, *, by: User) -> None:
        """The group keeps it. Letters that wait do not go out any more."""
        self.settle(self.State.WITHDRAWN, by=by)
        self.note("withdrawn", self.organization, self.to, by=by)
        Message.objects.withdraw(kind=f"{self.ACTS}_offer", about=self.about)

    @classmethod
    def die_with(cls, organization: Organization) -> None:
        """Either group is suspended or ends: what waits is without a point, also once the group is back."""
        cls.objects.of_group(organization).lose_point()

    def hold(self) -> None:
        """Keep both groups as they are until this transaction ends, always in one order.

        Rows that name them may still be written meanwhile: whoever holds what is offered writes its record.
        """
        groups = Organization.objects.select_for_update(no_key=True).order_by("pk")
        held = {group.pk: group for group in groups.filter(pk__in=[self.organization_id, self.to_id])}
        self.organization, self.to = held[self.organization_id], held[self.to_id]

    def note(self, act: str, ours: Organization, theirs: Organization, *, by: User | None) -> None:
        """One group did something about it; the other reads what, and not who."""
        about = getattr(self, self.WHAT).title
        AuditEntry.record(ours, f"{self.ACTS}_{act}", by=by, about=about, party=theirs.name)
        AuditEntry.record(theirs, f"{self.ACTS}_{act}_there", by=None, about=about, party=ours.name)

    # Questions

    def part_of(self, user: User) -> dict:
        """What she did about it, for the file that she fetches."""
        return {
            "from": self.organization.name,
            "to": self.to.name,
            "state": self.get_state_display(),
            "you offered": self.asked_at if self.asked_by_id == user.pk else None,
            "you answered": self.decided_at if self.decided_by_id == user.pk else None,
        }

    # Private steps

    def _held(self) -> models.Model:
        """What is offered, locked. What moderators look at stays with the group that they ask."""
        what = getattr(self, self.WHAT).locked()
        if Case.objects.pending().filter(subject=what.letters_key).exists():
            raise ValidationError(_("This waits for a moderator. Hand it over when that is settled."), code="waiting")
        return what

    def _fits(self, what) -> bool:
        """Whether it is this group's to give to that one, as things are now."""
        mine = getattr(what, f"{self.HOLDER}_id") == self.organization_id != self.to_id
        return mine and what.is_announced and what.is_public and self.to.is_listed

    def _may_take(self, what) -> bool:
        """Whether it may be offered to this group at all."""
        raise NotImplementedError

    def _change_places(self, what) -> bool:
        """Whether it has changed hands; not where the other group cannot take it any more."""
        raise NotImplementedError

    def _tell_of_change(self, *, by: User) -> None:
        raise NotImplementedError
