"""What whoever holds a seat replies to how we say she stands: her own words beside it, once a moderator has looked."""

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models.body import Term
from demands.models.demand import Demand
from demands.models.reply_judged import Judged
from demands.models.reply_link import ReplyLink
from demands.models.reply_scopes import SeatReplyQuerySet
from demands.models.stance import Stance
from orgs.models import AuditEntry, Case
from outbox.contacts import EncryptedTextField, contact_index
from outbox.models import Message

LONGEST = 1_500
MOST_ASKED = 3  # of one address about one seat
MOST_OF_DEMAND = 200  # that nobody has confirmed


class SeatReply(ReplyLink, Judged):
    """Words of whoever holds a seat, beside its stance. One stands at a time; they stay with her term.

    Asked for at an address alone. Its letter has the link by which it is confirmed, written anew and withdrawn; what
    stands goes on standing until a moderator has let newer words take its place.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Not confirmed yet")
        WAITING = "waiting", _("Waits for a moderator")
        ACCEPTED = "accepted", _("Everybody can read it")
        DECLINED = "declined", _("Not shown")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REPLACED = "replaced", _("Newer words took its place")

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="replies", editable=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="replies", editable=False)
    # What was said of the seat when she wrote.
    answers = models.ForeignKey(Stance, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    text = models.TextField(_("what you reply"), max_length=LONGEST)
    contact = EncryptedTextField(blank=True, default="")
    contact_index = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=9, choices=State, default=State.ASKED, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)  # declined, withdrawn or replaced
    withheld_at = models.DateTimeField(null=True, editable=False)
    read_at = models.DateTimeField(null=True, editable=False)  # by an organizer of the lead, once it stands

    objects = SeatReplyQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["demand", "term"],
                condition=models.Q(state="accepted"),
                name="one_standing_reply_per_demand_and_term",
            ),
            models.UniqueConstraint(
                fields=["demand", "term", "contact_index"],
                condition=models.Q(state="waiting"),
                name="one_waiting_reply_per_address_and_term",
            ),
            models.CheckConstraint(
                condition=models.Q(state="asked") | models.Q(confirmed_at__isnull=False), name="reply_is_confirmed"
            ),
        ]
        indexes = [
            # Those of the link of a letter.
            models.Index(fields=["contact_index"], name="reply_of_address"),
        ]

    def __str__(self) -> str:
        return f"reply of {self.term_id} to {self.demand_id}: {self.state}"

    # Verbs of whoever replies

    @classmethod
    @transaction.atomic
    def ask(cls, demand: Demand, term: Term, *, answers: Stance | None, text: str, address: str) -> None:
        """Write to an address whether it replies so; nobody reads it before.

        What strangers can cause there is bounded, and takes nothing away: beyond it the link of an earlier letter
        shows what waits.
        """
        index = contact_index(address)
        reply = cls(demand=demand, term=term, answers=answers, text=text, contact=address.strip(), contact_index=index)
        may_write = Message.objects.stranger_may_cause("seat_reply", address)
        if cls.objects.of_one(reply).asked().count() >= MOST_ASKED:
            return
        if demand.replies.filter(state=cls.State.ASKED).count() >= MOST_OF_DEMAND:
            return
        reply.save()
        if may_write:
            sequence = timezone.now().strftime("%Y%m%d%H%M")
            reply._write("seat_reply", sequence)

    @transaction.atomic
    def confirm_address(self) -> None:
        """The owner of the address pressed the button: a moderator looks at it. The second time nothing changes."""
        self.demand.lead.locked()
        asked = SeatReply.objects.asked().filter(pk=self.pk)
        if asked.exists():
            self._make_way()
            asked.update(state=self.State.WAITING, confirmed_at=timezone.now())
            Case.open("seat_reply", self.demand.lead, subject=self.key)
        self.refresh_from_db(fields=["state", "confirmed_at"])

    @transaction.atomic
    def write_anew(self, text: str, *, answers: Stance | None) -> "SeatReply":
        """Other words from an address that is known to be hers: a moderator looks at them."""
        self.demand.lead.locked()
        self._make_way()
        now = timezone.now()
        anew = SeatReply(
            demand=self.demand, term=self.term, answers=answers, text=text, contact=self.contact, asked_at=now
        )
        anew.contact_index, anew.state, anew.confirmed_at = self.contact_index, self.State.WAITING, now
        anew.save()
        Case.open("seat_reply", self.demand.lead, subject=anew.key)
        return anew

    @transaction.atomic
    def withdraw_reply(self) -> None:
        """She takes it back; what nobody had confirmed is erased at once. The second time nothing changes."""
        lead = self.demand.lead.locked()
        if SeatReply.objects.filter(pk=self.pk, state=self.State.ASKED).delete()[0]:
            return
        stood = self.is_accepted
        if self._turn([self.State.WAITING, self.State.ACCEPTED], self.State.WITHDRAWN, ended_at=timezone.now()):
            self._drop_case()
            if stood:
                AuditEntry.record(lead, "reply_withdrawn", by=None, about=self.demand.title)

    # Verbs of the lead

    @transaction.atomic
    def mark_read(self, *, by) -> None:
        """An organizer of the lead has read it: it waits on nobody's desk any more."""
        if SeatReply.objects.filter(pk=self.pk, read_at=None).update(read_at=timezone.now()):
            AuditEntry.record(self.demand.lead, "reply_read", by=by, about=self.demand.title)

    # Questions

    @property
    def key(self) -> str:
        """By which cases and letters name it."""
        return f"seat_reply:{self.pk}"

    @property
    def is_asked(self) -> bool:
        return self.state == self.State.ASKED

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED

    @property
    def domain(self) -> str:
        """What moderators see of the address."""
        return self.contact.rpartition("@")[2].lower()

    @property
    def seats_url(self) -> str:
        """Where it stands, once it does."""
        return reverse("demands:seats", args=[self.demand.slug])

    # Private steps

    def _make_way(self) -> None:
        """What the same address had written before and nobody has decided yet gives way."""
        others = SeatReply.objects.of_one(self).exclude(pk=self.pk)
        others.filter(state=self.State.ASKED).delete()
        for other in SeatReply.objects.of_one(self).filter(state=self.State.WAITING):
            other._turn([self.State.WAITING], self.State.REPLACED, ended_at=timezone.now())
            other._drop_case()

    def _drop_case(self) -> None:
        """There is nothing to decide any more, whoever led the demand when it was put before the moderators."""
        for case in Case.objects.pending().filter(kind="seat_reply", subject=self.key):
            Case.drop("seat_reply", case.organization, subject=self.key)
