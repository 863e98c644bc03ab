"""How a group is asked to sign on: by letter, reminded by others, renewed, passed on to whoever decides."""

from collections.abc import Callable
from datetime import datetime
from itertools import batched

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.forward import FORWARDS_AT_MOST, Forward
from orgs.models import LETTERS_A_DAY, SIGN_ONS, Renewable, User
from outbox.contacts import contact_index, normalise
from outbox.models import Message

REMINDER = "sponsorship_reminder"
REMINDERS = 2
# Fill in, each in turn, what a letter left open: rooms above know names that are not kept in it.
when_read: list[Callable[["Asking", str], str]] = []


class Asking(Renewable):
    """The letters of an invitation, each with a link of its own: to the group's organizers, the address that was
    asked, and whoever it was passed on to."""

    reminders_sent = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

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

    def send_invitations(self, *, due_at: datetime | None = None) -> None:
        """A letter with a link of its own to each organizer of the group, or to the address asked."""
        self.write_to_asked("sponsorship_invitation", sequence=str(self.renewals + 1), due_at=due_at)

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
            self._write(kind, address, context | more, self.series.held_for, sequence, due_at=due_at)

    @transaction.atomic
    def remind(self) -> bool:
        """Write once more to everybody who was asked, with the same links; whether it was this call that did.

        Asked of those that are `silent`. Of two sweeps at once one writes: the row is claimed by its own columns.
        """
        waiting = type(self).objects.awaiting().filter(pk=self.pk, reminders_sent=self.reminders_sent)
        if not waiting.update(reminders_sent=models.F("reminders_sent") + 1, reminded_at=timezone.now()):
            return False
        self.refresh_from_db()
        self.write_to_asked(REMINDER, sequence=str(self.reminders_sent), last=self.reminders_sent == REMINDERS)
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
        if not self.series.locked().is_announced:
            raise ValidationError(_("This series is over or was cancelled."), code="not_running")
        if self.organization is None and not self.invited_address:
            raise ValidationError(_("Its address was erased. Invite it again below."), code="erased")
        self._refuse_to_renew()
        self._open_anew(by=by)
        self.note_by_holder("renewed", by=by)
        self.send_invitations()

    @transaction.atomic
    def forward_to(self, address: str, *, by: User | None) -> Forward:
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
        if Message.objects.written_lately("sponsorship_invitation", address) >= LETTERS_A_DAY:
            raise ValidationError(_("This address was written to often today. Try again tomorrow."), code="too_often")
        self._refuse_address(address)
        forward = self.forwards.create(address=address, address_index=contact_index(address))
        self._write("sponsorship_invitation", address, {"forward": forward.pk}, self.series.held_for)
        self.note_by_group("forwarded", by=by)
        return forward

    def _refuse_address(self, address: str) -> None:
        """An address that said no is left alone, and each new one counts with those that the host writes to."""
        said_no = {"invited_index": contact_index(address), "state": self.State.DECLINED}
        if type(self).objects.filter(series=self.series, **said_no).exists():
            raise ValidationError(_("This address has said no already."), code="said_no")
        self.series.host.count_address(SIGN_ONS)

    def _refuse_to_renew(self) -> None:
        others = type(self).objects.standing().filter(series=self.series).exclude(pk=self.pk)
        if self.organization_id and others.filter(organization=self.organization_id).exists():
            raise ValidationError(_("This group was already asked or has signed on."), code="taken")
        if self.organization_id == self.series.host_id:
            raise ValidationError(_("This group is the host already."), code="is_host")
        if self.organization and not self.organization.is_listed:
            raise ValidationError(_("This group is not listed yet."), code="not_listed")
        whom = {"organization": self.organization_id} if self.organization_id else {"invited_index": self.invited_index}
        asked = type(self).objects.filter(series=self.series, **whom)
        self._refuse_to_ask(self.series, asked, self.Direction.INVITED)
