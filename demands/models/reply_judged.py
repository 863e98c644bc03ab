"""What moderators do with a reply of a seat holder: let it stand, turn it down, look again, take it down."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models import AuditEntry
from outbox.models import Message


class Judged(models.Model):
    """The verbs behind a decision, each in its transaction and under the lock on the lead that the case holds."""

    class Meta:
        abstract = True

    # Verbs

    @transaction.atomic
    def let_stand(self) -> None:
        """Everybody may read it; one that stood there gives way. Its lead is told, and so is she."""
        now = timezone.now()
        earlier = type(self).objects.filter(demand=self.demand_id, term=self.term_id, state=self.State.ACCEPTED)
        for other in earlier.for_page():
            other._turn([self.State.ACCEPTED], self.State.REPLACED, ended_at=now)
            if other.contact_index != self.contact_index:
                other.tell("replaced")
        self._turn_or_refuse([self.State.WAITING], self.State.ACCEPTED, decided_at=now)
        AuditEntry.record(self.demand.lead, "reply_shown", by=None, about=self.demand.title)
        self.tell("accepted")
        for person in self.demand.lead.organizers():
            self._write(
                "seat_reply_shown",
                f"{now:%Y%m%d%H%M%S}",
                to=person.email,
                user=person.pk,
                held_for=self.demand.held_for,
            )

    @transaction.atomic
    def turn_down(self) -> None:
        now = timezone.now()
        self._turn_or_refuse([self.State.WAITING], self.State.DECLINED, decided_at=now, ended_at=now)
        self.tell("declined")

    @transaction.atomic
    def look_again(self) -> None:
        """A decision is taken back: it waits, and what gave way to it stands again."""
        decided = self.decided_at
        if type(self).objects.of_one(self).filter(state=self.State.WAITING).exists():
            raise ValidationError(_("Newer words from the same address wait already."), code="anew")
        back = {"decided_at": None, "ended_at": None}
        self._turn_or_refuse([self.State.ACCEPTED, self.State.DECLINED], self.State.WAITING, **back)
        given_way = type(self).objects.filter(demand=self.demand_id, term=self.term_id, state=self.State.REPLACED)
        given_way.filter(ended_at=decided, decided_at__isnull=False).update(state=self.State.ACCEPTED, ended_at=None)
        self.tell("undone")

    def withhold_reply(self) -> None:
        type(self).objects.filter(pk=self.pk, withheld_at=None).update(withheld_at=timezone.now())

    def put_back_reply(self) -> None:
        type(self).objects.filter(pk=self.pk).update(withheld_at=None)

    def tell(self, news: str) -> None:
        """A letter to her about what became of it."""
        if self.contact:
            self._write("seat_reply_news", f"{news}:{timezone.now():%Y%m%d%H%M%S}", news=news)

    # Private steps

    def _turn_or_refuse(self, before: list[str], after: str, **fields) -> None:
        if not self._turn(before, after, **fields):
            raise ValidationError(_("It was withdrawn or written anew meanwhile."), code="overtaken")

    def _turn(self, before: list[str], after: str, **fields) -> bool:
        """Whether it came to stand so now, by one conditional UPDATE."""
        turned = type(self).objects.filter(pk=self.pk, state__in=before).update(state=after, **fields)
        self.refresh_from_db(fields=["state", *fields])
        return bool(turned)

    def _write(self, kind: str, sequence: str, *, to: str = "", held_for: str = "", **context) -> None:
        Message.write(
            kind=kind,
            about=self.key,
            to=to or self.contact,
            context={"reply": self.pk} | context,
            sequence=sequence,
            held_for=held_for,
        )
