"""Which messages: those that are due, held, lapsed, and of one address."""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.timezone import now

from outbox import wake
from outbox.contacts import Unreadable, contact_index
from outbox.letters import kinds_by_strangers
from outbox.models import claims, turns
from outbox.states import DROPPED, FAILED, SENDING, WAITING


class MessageQuerySet(models.QuerySet):
    def waiting(self) -> "MessageQuerySet":
        return self.filter(state=WAITING)

    def due(self) -> "MessageQuerySet":
        """Waiting, not held, and its time has come.

        What was to go at once stays due where the clock is set back behind the instant of its writing.
        """
        return self.filter(Q(due_at__lte=now()) | Q(due_at=F("created_at")), state=WAITING, held_for="")

    def lapsed(self) -> "MessageQuerySet":
        """Claimed by a worker that has not been heard of since its lease ended."""
        return self.filter(state=SENDING, lease_until__lt=now())

    def hand_out(self, size: int) -> list[int]:
        """Ids of at most `size` due messages that no other sweep is handed for MAIL_HANDED_SECONDS.

        An outage would otherwise put the same rows into the queue again each minute.
        """
        moment = now()
        with transaction.atomic():
            rows = self.due().filter(next_at__lte=moment).order_by("next_at").select_for_update(skip_locked=True)
            pks = list(rows.values_list("pk", flat=True)[:size])
            self.filter(pk__in=pks).update(next_at=moment + timedelta(seconds=settings.MAIL_HANDED_SECONDS))
        return pks

    def heed_clock_set_back(self, *, before: datetime) -> None:
        """The clock showed that instant just now, and shows an earlier one: leases and retries follow it.

        A lease begins anew, rather than end: its worker may be at work and has seen nothing.
        """
        moment = now()
        lease = moment + timedelta(seconds=settings.MAIL_LEASE_SECONDS)
        self.filter(state=SENDING, lease_until__gt=lease).update(lease_until=lease)
        self.due().filter(next_at__gt=moment).update(next_at=F("next_at") - (before - moment))

    def claim_some(self, pks: list[int]) -> list:
        """Those of the rows that are due and nobody else has, now claimed by this worker, the earliest first."""
        moment, lease = now(), timedelta(seconds=settings.MAIL_LEASE_SECONDS)
        ends = time.monotonic() + settings.MAIL_LEASE_SECONDS
        mine = self.filter(pk__in=claims.claim(self.db, pks, moment=moment, until=moment + lease), state=SENDING)
        try:
            messages = list(mine.order_by("due_at", "pk"))
        except Unreadable:
            messages = [message for pk in pks for message in mine.filter(pk=pk)._readable()]
        for message in messages:
            message.lease_ends = ends
        return messages

    def _readable(self) -> list:
        try:
            return list(self)
        except Unreadable:
            # Nobody can read it any more; it must not keep the rest of its batch for ever.
            self.update(state=FAILED, reason="unreadable", lease_until=None, finished_at=now())
            return []

    def handed_out(self) -> "MessageQuerySet":
        """In the hands of a task that has not got to them yet, or waiting for a retry that is near."""
        moment = now()
        near = moment + timedelta(seconds=settings.MAIL_HANDED_SECONDS)
        return self.due().filter(next_at__gt=moment, next_at__lte=near)

    def take_back(self, *, at: datetime | None = None) -> int:
        """Waiting rows that were handed out in vain are handed out again, now or at the instant."""
        return self.waiting().update(next_at=at or now())

    def return_lapsed(self) -> int:
        """Rows whose worker died wait again; they go out under the same Message-ID."""
        return self.lapsed().update(state=WAITING, lease_until=None, next_at=now(), reason="lapsed")

    def release(self, held_for: str) -> int:
        """What was held for this wakes; what was due meanwhile is due now. The second time nothing is held."""
        moment = now()
        # SQLite uses the index of held rows only where the query repeats its condition.
        held = self.waiting().filter(held_for=held_for).exclude(held_for="")
        count = held.filter(due_at__lt=moment).update(held_for="", due_at=moment, next_at=moment)
        count += held.update(held_for="")
        if count:
            transaction.on_commit(wake.sweep, robust=True)
        return count

    def withdraw(self, *, kind: str, about: str, reason: str = "withdrawn") -> int:
        """Drop the waiting letters of the kind about this thing. What a worker holds may still go out."""
        letters = self.waiting().filter(kind=kind, about=about)
        return letters.update(state=DROPPED, reason=reason, sealed="", finished_at=now())

    def to(self, address: str) -> "MessageQuerySet":
        return self.filter(recipient_index=contact_index(address))

    def forget(self, address: str) -> int:
        """Erase the address from every letter to it, at once. What waits is dropped."""
        letters = self.to(address)
        letters.waiting().update(state=DROPPED, reason="forgotten", finished_at=now())
        return letters.update(recipient="", sealed="", context={})

    def stranger_may_cause(self, kind: str, to: str) -> bool:
        """Whether someone unknown may make us write to the address: 1 of a kind an hour, 3 a day in all.

        Ask inside the transaction that writes the letter: a second asker waits until it ends.
        """
        turns.wait_for(contact_index(to), database=self.db)
        letters, moment = self.to(to), now()
        if letters.filter(kind=kind, created_at__gt=moment - timedelta(hours=1)).exists():
            return False
        kinds = {kind, *kinds_by_strangers()}
        return letters.filter(kind__in=kinds, created_at__gt=moment - timedelta(days=1)).count() < 3

    def written_lately(self, kind: str, to: str) -> int:
        """How many letters of the kind were written to the address within a day.

        Ask inside the transaction that writes the next one: a second asker waits until it ends.
        """
        turns.wait_for(contact_index(to), database=self.db)
        return self.to(to).filter(kind=kind, created_at__gt=now() - timedelta(days=1)).count()
