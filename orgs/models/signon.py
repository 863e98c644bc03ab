"""A group's signature under something: asked by one side, answered by the other."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.audit import AuditEntry
from orgs.models.organization import Organization
from orgs.models.user import User
from outbox.models import Message

INVITATION_LIVES = timedelta(days=30)
NO_HOLDS = timedelta(days=90)  # a no is not asked about again before
OPEN_INVITATIONS = 50
LETTERS_A_DAY = 3  # to one group or address, whoever asks: inviting, taking back and inviting again fills no mailbox


# Callables that are told, in its transaction, when one side asked the other.
when_asked: list[Callable[["SignOn"], None]] = []


class SignOnQuerySet(models.QuerySet):
    """Sign-ons by where they stand."""

    def awaiting(self):
        return self.filter(state=SignOn.State.PENDING)

    def invited(self):
        return self.filter(direction=SignOn.Direction.INVITED)

    def requested(self):
        return self.filter(direction=SignOn.Direction.REQUESTED)

    def accepted(self):
        return self.filter(state=SignOn.State.ACCEPTED)

    def standing(self):
        """Waiting for an answer, or accepted: of these a group has one at most under a target."""
        return self.filter(state__in=[SignOn.State.PENDING, SignOn.State.ACCEPTED])

    def public(self):
        """Both sides have acted, and the group that signed is listed."""
        return self.accepted().filter(organization__state=Organization.State.LISTED)

    def unanswered(self):
        """Invitations that wait, or ran out by the clock; not those that were taken back."""
        ran_out = models.Q(state=SignOn.State.EXPIRED, decided_by=None)
        return self.invited().filter(models.Q(state=SignOn.State.PENDING) | ran_out)

    def overdue(self):
        return self.awaiting().filter(asked_at__lt=timezone.now() - INVITATION_LIVES)

    def lapse(self) -> int:
        """Close what is still unanswered; how many. The second time none."""
        closed = {"state": SignOn.State.EXPIRED, "decided_at": timezone.now()}
        return self.awaiting().update(**closed, **self.model.ERASED)


class SignOn(models.Model):
    """One organization's name under a target: a series, a coalition or a demand. The target is the subclass's."""

    UNDER: str  # the field that holds the target
    WHO = ("organization",)  # the fields that say who was asked
    ASKED_LETTERS: tuple[str, ...] = ()  # the kinds of letters that ask
    ANSWERED_LETTER = ""
    SAID_NO = _("They said no, and we promised not to ask again for ninety days. They can still ask you.")
    ERASED: dict[str, Any] = {}  # what goes once nobody waits for an answer any more

    class Direction(models.TextChoices):
        INVITED = "invited", _("Invited")
        REQUESTED = "requested", _("Asked to join")

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        EXPIRED = "expired", _("Expired")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Authority(models.TextChoices):
        OFFICER = "officer", _("An officer signed")
        VOTE = "vote", _("The group voted")
        DELEGATION = "delegation", _("The group delegated it")

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, related_name="%(class)ss", editable=False
    )
    direction = models.CharField(max_length=10, choices=Direction, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    authority = models.CharField(_("who decided"), max_length=12, choices=Authority, default=Authority.OFFICER)
    letter = models.TextField(_("why we ask"), max_length=2_000, blank=True)

    objects = SignOnQuerySet.as_manager()

    class Meta:
        abstract = True

    # Verbs

    @classmethod
    def expire(cls) -> int:
        """Close what was not answered within thirty days; how many. The second time none."""
        return cls.objects.overdue().lapse()

    @transaction.atomic
    def decline(self, *, by: User | None, **fields) -> None:
        """Say no: nobody is named, both sides are told, and an invitation is not repeated."""
        self._settle(self.State.DECLINED, by=by, **fields)
        self._tell_both_sides()

    @transaction.atomic
    def revoke(self, *, by: User, **fields) -> None:
        """Who asked takes it back: there is nothing to answer any more, and nobody is written to."""
        self._settle(self.State.EXPIRED, by=by, **self.ERASED, **fields)
        for kind in self.ASKED_LETTERS:
            Message.objects.withdraw(kind=kind, about=self._about)

    # What goes on the record of both groups

    def note_by_holder(self, act: str, *, by: User | None) -> None:
        """The group that holds the target did something; the other group reads what, and not who."""
        self._note_both(act, self.target.group, self.organization, by)

    def note_by_group(self, act: str, *, by: User | None) -> None:
        """The group that signs did; the holder reads what, and not who."""
        self._note_both(act, self.organization, self.target.group, by)

    def note_by_clock(self, act: str) -> None:
        """Nobody did anything, and that was that: on both records alike."""
        self.note_by_holder(act, by=None)

    # Questions

    @property
    def target(self):
        """What the name stands under."""
        return getattr(self, self.UNDER)

    @target.setter
    def target(self, target) -> None:
        setattr(self, self.UNDER, target)

    @property
    def is_pending(self) -> bool:
        return self.state == self.State.PENDING

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.is_pending and timezone.now() < self.open_until

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED

    @property
    def is_closed(self) -> bool:
        """Whether nothing stands between the two any more."""
        return not (self.is_pending or self.is_accepted)

    @property
    def is_invitation(self) -> bool:
        return self.direction == self.Direction.INVITED

    @property
    def open_until(self):
        return self.asked_at + INVITATION_LIVES

    # Private steps

    @property
    def _about(self) -> str:
        return f"{self._meta.model_name}:{self.pk}"

    @classmethod
    @transaction.atomic
    def _ask(cls, target, *, direction: str, by: User, letter: str, **who) -> tuple[Self, bool]:
        """What stands between a target and a group, made where nothing does; and whether it was made now."""
        asked = cls.objects.filter(**{cls.UNDER: target}, **{key: who[key] for key in cls.WHO if key in who})
        if existing := asked.standing().first():
            return existing, False
        cls._refuse_to_ask(target, asked, direction)
        signon = cls(**{cls.UNDER: target}, direction=direction, asked_by=by, letter=letter, **who)
        signon.full_clean(exclude=[cls.UNDER, "organization", "asked_by"], validate_constraints=False)
        try:
            with transaction.atomic():
                signon.save()
        except IntegrityError:
            return asked.standing().get(), False  # somebody asked in the same moment
        for follow in when_asked:
            follow(signon)
        return signon, True

    @classmethod
    def _refuse_to_ask(cls, target, asked: SignOnQuerySet, direction: str) -> None:
        """`asked` is what became of the same question so far."""
        if asked.filter(asked_at__gt=timezone.now() - timedelta(days=1)).count() >= LETTERS_A_DAY:
            raise ValidationError(_("They were written to often today. Try again tomorrow."), code="too_often")
        if direction != cls.Direction.INVITED:
            return
        if asked.invited().filter(state=cls.State.DECLINED, decided_at__gt=timezone.now() - NO_HOLDS).exists():
            raise ValidationError(cls.SAID_NO, code="said_no")
        if cls.objects.awaiting().invited().filter(**{cls.UNDER: target}).count() >= OPEN_INVITATIONS:
            raise ValidationError(
                _("Fifty groups have not answered yet. Wait for some answers first."), code="too_many_open"
            )

    def _settle(self, state: str, *, by: User | None, **fields) -> None:
        """One conditional UPDATE: if two people answer at once, the first one wins."""
        waiting = type(self).objects.awaiting().filter(pk=self.pk, asked_at__gte=timezone.now() - INVITATION_LIVES)
        settled = waiting.update(state=state, decided_by=by, decided_at=timezone.now(), **fields)
        self.refresh_from_db()
        if settled:
            return
        if self.is_pending or self.state == self.State.EXPIRED:
            raise ValidationError(_("This invitation has expired. Ask for a new one."), code="expired")
        raise ValidationError(_("This was already answered."), code="answered")

    def _leave(self, *, by: User | None, **fields) -> None:
        left = type(self).objects.accepted().filter(pk=self.pk)
        withdrawn = left.update(state=self.State.WITHDRAWN, decided_by=by, decided_at=timezone.now(), **fields)
        self.refresh_from_db()
        if not withdrawn:
            raise ValidationError(_("This group has not signed on."), code="not_signed")

    def _note_both(self, act: str, ours: Organization | None, theirs: Organization | None, by: User | None) -> None:
        """One that was asked at an address is no group yet: what is said of it has words of its own."""
        what, about = self._meta.model_name, self.target.title
        if ours is None or theirs is None:
            AuditEntry.record(ours or theirs, f"{what}_{act}_by_letter", by=by, about=about)
            return
        AuditEntry.record(ours, f"{what}_{act}", by=by, about=about, party=theirs.name)
        AuditEntry.record(theirs, f"{what}_{act}_there", by=None, about=about, party=ours.name)

    def _sides(self) -> list[Organization]:
        """Both groups, first the one whose listing letters wait for; that one alone where only an address was asked."""
        raise NotImplementedError

    def _held_for(self) -> str:
        """What letters about it wait for."""
        return self._sides()[0].held_for

    def _tell_both_sides(self, **context) -> None:
        """What was answered, to the organizers of both; they wait with the first of them."""
        context |= {"state": self.state}
        for side in self._sides():
            organizers, context["side"] = side.organizers(), side.pk
            self._write_to(organizers, self.ANSWERED_LETTER, held_for=self._held_for(), sequence=self.state, **context)

    def _write_to(
        self, people, kind: str, *, held_for: str, sequence: str = "1", due_at: datetime | None = None, **context
    ) -> None:
        for person in people:
            self._write(kind, person.email, {"user": person.pk} | context, held_for, sequence, due_at)

    def _write(
        self, kind: str, to: str, context: dict, held_for: str, sequence: str = "1", due_at: datetime | None = None
    ) -> None:
        Message.write(
            kind=kind,
            about=self._about,
            to=to,
            context={self._meta.model_name: self.pk} | context,
            sequence=sequence,
            due_at=due_at,
            held_for=held_for,
            sender=self._sender(context).letters_key,
        )

    def _sender(self, context: dict) -> Organization:
        """The group on whose behalf a letter goes."""
        return self._sides()[0]
