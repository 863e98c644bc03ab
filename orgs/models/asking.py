"""How a group is asked to sign on: by letter, reminded by others, renewed, passed on to whoever decides."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import batched
from typing import Self

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.letter_setting import LetterSetting
from orgs.models.organization import Organization
from orgs.models.passed_on import FORWARDS_AT_MOST, PassedOn
from orgs.models.reach import SIGN_ONS
from orgs.models.renewing import Renewable
from orgs.models.signed_text import SignedTextQuerySet
from orgs.models.signon import INVITATION_LIVES, LETTERS_A_DAY
from orgs.models.user import User
from outbox.contacts import EncryptedTextField, contact_index, normalise
from outbox.models import Message

REMINDERS = 2
INVITATIONS: list[str] = []  # the kinds of letters that invite a group to whatever it is
# Fill in, each in turn, what a letter left open: rooms above know names that are not kept in it.
when_read: list[Callable[["Asking", str], str]] = []


class AskingQuerySet(SignedTextQuerySet):
    """Sign-ons that are asked for by letter."""

    def current(self):
        """Under something that everybody sees and that goes on: under another there is nothing to join any more."""
        raise NotImplementedError

    def silent(self):
        """Invitations that went out and that nobody answered: due for a first letter after a week, and for a second and
        last one after three. Where the holder sends no such letters, none."""
        now = timezone.now()
        week_ago, three_weeks_ago = now - timedelta(days=7), now - timedelta(days=21)
        first = models.Q(reminders_sent=0, asked_at__lte=week_ago)
        second = models.Q(reminders_sent=1, asked_at__lte=three_weeks_ago, reminded_at__lte=week_ago)
        row = self.model._meta.model_name
        key = Concat(models.Value(f"{row}:"), Cast(models.OuterRef("pk"), models.CharField()))
        went_out = Message.objects.filter(kind=self.model.INVITATION, about=key, finished_at__lte=week_ago)
        open_still = self.awaiting().invited().filter(asked_at__gt=now - INVITATION_LIVES).filter(first | second)
        unlisted = models.Q(organization__isnull=False) & ~models.Q(organization__state=Organization.State.LISTED)
        asked = open_still.current().exclude(unlisted)
        asked = asked.filter(models.Exists(went_out.filter(state=Message.State.SENT)))
        holders = LetterSetting.silent_groups(self.model.REMINDER)
        return asked.exclude(**{f"{self.model.HELD_BY}__in": holders})


class Asking(Renewable):
    """The letters of an invitation, each with a link of its own: to the group's organizers, the address that was
    asked, and whoever it was passed on to."""

    INVITATION: str  # the kinds of its letters
    REMINDER: str
    ALREADY = _("This group was already asked or has signed on.")
    FULL = _("This address was written to often today. Try again tomorrow.")

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        INVITATIONS.append(cls.INVITATION)

    # A group that is not on the site yet is asked at an address; erased when answered.
    invited_address = EncryptedTextField(blank=True, default="", db_default="", editable=False)
    invited_index = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    signed_as = models.CharField(max_length=120, blank=True, default="", db_default="", editable=False)
    reminders_sent = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    # Verbs

    @classmethod
    @transaction.atomic
    def invite_address(
        cls, target, address: str, *, by: User, letter: str = "", due_at: datetime | None = None, **terms
    ) -> Self:
        """Ask a group that may not be on the site, at an address. Asked twice it is one letter."""
        address = normalise(address)
        if cls._is_full(address) and not cls.standing(target, address):
            raise ValidationError(cls.FULL, code="too_often")
        signon, made = cls._ask(
            target,
            invited_address=address,
            invited_index=contact_index(address),
            direction="invited",
            by=by,
            letter=letter,
            **terms,
        )
        if made:
            target.group.count_address(SIGN_ONS)
            signon.note_by_holder("invited", by=by)
            signon.send_invitations(due_at=due_at)
        return signon

    def send_invitations(self, *, due_at: datetime | None = None) -> None:
        """A letter with a link of its own to each organizer of the group, or to the address asked."""
        self.write_to_asked(self.INVITATION, sequence=str(self.renewals + 1), due_at=due_at)

    def write_to_asked(self, kind: str, *, sequence: str = "1", due_at: datetime | None = None, **more) -> None:
        """One letter of the kind to everybody who may answer. Its context says who: {"user": pk}, {"forward": pk},
        or {"user": None} for the address that was asked."""
        to = (
            [(person.email, {"user": person.pk}) for person in self.organization.organizers()]
            if self.organization
            else []
        )
        if self.invited_address:
            to.append((self.invited_address, {"user": None}))
        to += [(forward.address, {"forward": forward.pk}) for forward in self.forwards.exclude(address="")]
        for address, context in to:
            self._write(kind, address, context | more, self._held_for(), sequence, due_at=due_at)

    @transaction.atomic
    def remind(self) -> bool:
        """Write once more to everybody who was asked, with the same links; whether it was this call that did.

        Asked of those that are `silent`. Of two sweeps at once one writes: the row is claimed by its own columns.
        """
        waiting = type(self).objects.awaiting().filter(pk=self.pk, reminders_sent=self.reminders_sent)
        if not waiting.update(reminders_sent=models.F("reminders_sent") + 1, reminded_at=timezone.now()):
            return False
        self.refresh_from_db()
        self.write_to_asked(self.REMINDER, sequence=str(self.reminders_sent), last=self.reminders_sent == REMINDERS)
        return True

    @classmethod
    def remind_silent(cls) -> int:
        """Write once more to the groups that are due for it; how many. A late clock catches up."""
        due = list(cls.objects.silent().values_list("pk", flat=True))
        return sum(row.remind() for some in batched(due, 200) for row in cls.objects.for_cards().filter(pk__in=some))

    @transaction.atomic
    def renew(self, *, by: User) -> None:
        """Thirty days more for a group that has not answered, and one more letter; at most twice, a week apart.

        One that ran out is open again, unless the group answers something else by now. Refused for an address that
        was erased when its time was over: it is asked anew by `invite_address`.
        """
        self.target = self.target.locked()
        self._refuse_to_renew()
        self._open_anew(by=by)
        self.note_by_holder("renewed", by=by)
        self.send_invitations()

    @transaction.atomic
    def forward_to(self, address: str, *, by: User | None) -> PassedOn:
        """Pass it on to whoever decides: a letter of ours with a link of its own. The second time it is the same.

        The letter holds no word that was typed here, since the address has confirmed nothing.
        """
        type(self).objects.select_for_update().get(pk=self.pk)
        self.refresh_from_db()
        address = normalise(address)
        known = self.forwards.filter(address_index=contact_index(address)).first()
        if known:
            return known
        if not self.is_open:
            raise ValidationError(_("There is nothing to answer any more."), code="answered")
        if self.forwards.count() >= FORWARDS_AT_MOST:
            raise ValidationError(_("It was passed on three times already."), code="too_many")
        if self._is_full(address):
            raise ValidationError(self.FULL, code="too_often")
        self._refuse_address(address)
        forward = self.forwards.create(address=address, address_index=contact_index(address))
        self._write(self.INVITATION, address, {"forward": forward.pk}, self._held_for())
        self.note_by_group("forwarded", by=by)
        return forward

    # Questions

    @classmethod
    def standing(cls, target, who: Organization | str) -> Self | None:
        """What is open or accepted between a target and a group, or an address; None where nothing is."""
        asked = cls.objects.standing().filter(**{cls.UNDER: target})
        if isinstance(who, Organization):
            return asked.filter(organization=who).first()
        return asked.filter(invited_index=contact_index(normalise(who))).first()

    @property
    def has_reader(self) -> bool:
        return bool(self.organization_id or self.invited_address)

    @property
    def words(self) -> str:
        """The letter as it is read."""
        text = self.letter
        for fill in when_read if text else ():
            text = fill(self, text)
        return text

    @property
    def signed_name(self) -> str:
        """Who signed, for the organizers of both sides: the name she gave, never her address."""
        return self.signed_as or (self.decided_by.name if self.decided_by else "")

    # Private steps

    def _sign(self, organization: Organization, *, by: User | None, forward: PassedOn | None, **terms) -> None:
        """The yes itself, for a group that nothing else stands for under the target; and by whose link it was given."""
        try:
            with transaction.atomic():
                self._settle(self.State.ACCEPTED, by=by, organization=organization, **self.ERASED, **terms)
        except IntegrityError as error:
            raise ValidationError(self.ALREADY, code="taken") from error
        if forward:
            self.forwards.filter(pk=forward.pk).update(has_signed=True)

    def _forget_forwards(self) -> None:
        """Who it was passed on to is not written to any more."""
        self.forwards.update(address="", address_index="")

    @classmethod
    def _is_full(cls, address: str) -> bool:
        """Whether so many invited the address within a day, to whatever it is, that nobody else does."""
        return sum(Message.objects.written_lately(kind, address) for kind in INVITATIONS) >= LETTERS_A_DAY

    def _refuse_address(self, address: str) -> None:
        """An address that said no is left alone, and each new one counts with those that the holder writes to."""
        said_no = {"invited_index": contact_index(address), "state": self.State.DECLINED}
        if type(self).objects.filter(**{self.UNDER: self.target}, **said_no).exists():
            raise ValidationError(_("This address has said no already."), code="said_no")
        self.target.group.count_address(SIGN_ONS)

    def _refuse_to_renew(self) -> None:
        if not self.has_reader:
            raise ValidationError(_("Its address was erased. Invite it again below."), code="erased")
        ours = type(self).objects.filter(**{self.UNDER: self.target})
        others = ours.standing().exclude(pk=self.pk)
        if self.organization_id and others.filter(organization=self.organization_id).exists():
            raise ValidationError(self.ALREADY, code="taken")
        if self.organization:
            self._refuse_group(self.target, self.organization)
        whom = {"organization": self.organization_id} if self.organization_id else {"invited_index": self.invited_index}
        self._refuse_to_ask(self.target, ours.filter(**whom), self.Direction.INVITED)

    @classmethod
    def _refuse_group(cls, target, organization: Organization) -> None:
        """A group that holds the target itself is not asked, nor one that is not listed."""
        cls._refuse_holder(target, organization)
        if not organization.is_listed:
            raise ValidationError(_("This group is not listed yet."), code="not_listed")

    @classmethod
    def _refuse_holder(cls, target, organization: Organization) -> None:
        raise NotImplementedError
