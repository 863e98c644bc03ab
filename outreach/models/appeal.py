"""One letter to several groups of a board, each asked by a letter of its own."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Sponsorship
from events.recurrence import local
from orgs.models import Bucket, User
from orgs.night import morning_after
from outbox.models import Message
from outreach.models import recipients
from outreach.models.addressee import Addressee
from outreach.models.appeals import AppealQuerySet
from outreach.models.board import Board, Targeted
from outreach.models.prospect import Prospect
from outreach.models.worded import Worded

AT_ONCE = 50  # groups in one letter: as many as may be asked and not have answered
APART = timedelta(seconds=20)  # between two letters
TESTS_A_DAY = 10
SHOWN_IN_FULL = 3


class Appeal(Worded, Targeted):
    """What is said to several groups, and to which: a draft that is edited until it is sent, then only read."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Sent")

    letter = models.TextField(_("letter"), max_length=2_000, blank=True)
    level = models.CharField(max_length=12, choices=Sponsorship.Level, default=Sponsorship.Level.CO_SPONSOR)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT, editable=False)
    begun_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    sent_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AppealQuerySet.as_manager()

    class Meta(Targeted.Meta):
        abstract = False
        ordering = ["-changed_at", "-pk"]
        constraints = [
            *Targeted.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(state="draft", sent_at=None) | models.Q(state="sent", sent_at__isnull=False),
                name="appeal_sending_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk} for {self.series_id or self.demand_id or self.coalition_id}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("outreach:appeal", args=[self.pk])

    # Verbs

    @classmethod
    @transaction.atomic
    def begin(cls, board: Board, prospects: list[Prospect], *, by: User) -> "Appeal":
        """A draft to these groups of the board, with words to begin with."""
        board.refuse_if_closed()
        appeal = cls(**board.where, begun_by=by)
        appeal.letter = appeal.first_words
        appeal.save()
        appeal._address(prospects)
        return appeal

    @transaction.atomic
    def choose(self, prospects: list[Prospect], *, by: User) -> None:
        """These groups instead. Only while it is a draft."""
        self._change()
        self.addressees.exclude(prospect__in=prospects).delete()
        self._address(prospects)

    @transaction.atomic
    def rewrite(self, *, by: User, **fields) -> None:
        """Other words, or another thing to ask for. Only while it is a draft."""
        self._change(**fields)

    def test(self, *, by: User) -> None:
        """The letter as the first group would get it, to her who presses. Ten a day."""
        if not Bucket.take("appeal-test", f"user:{by.pk}", limit=TESTS_A_DAY, within=timedelta(days=1)):
            raise ValidationError(_("You sent yourself ten tests today. Go on tomorrow."), code="too_often")
        Message.write(
            kind=self._test_kind,
            about=f"appeal:{self.pk}",
            to=by.email,
            context={"appeal": self.pk, "user": by.pk},
            sequence=timezone.now().strftime("%Y%m%d%H%M%S%f"),
            sender=self.board.host.letters_key,
        )

    def send_out(self, *, by: User) -> int:
        """Ask each of its groups; how many. Of two who press at once the first sends, and the second time is refused.

        Each is asked in a transaction of its own. Who cannot be asked now stays unasked with the reason, for `go_on`.
        """
        self._refuse_to_send()
        now = timezone.now()
        with transaction.atomic():
            self._change(state=self.State.SENT, sent_at=now, sent_by=by)
            self.board.note("appeals_sent", by=by)
        return self._write_to_all(by)

    def go_on(self, *, by: User) -> int:
        """Ask those of its groups that could not be asked yet; how many. Pressed twice each is asked once."""
        if self.is_draft:
            raise ValidationError(_("Send it first."), code="draft")
        self.board.refuse_if_closed()
        self.board.note("appeals_sent", by=by)
        return self._write_to_all(by)

    @transaction.atomic
    def discard(self, *, by: User) -> None:
        """Throw a draft away. What was sent stays."""
        self._change()
        self.delete()

    @classmethod
    def purge(cls) -> int:
        return cls.objects.expire()

    # Questions

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    def chosen(self, user: User) -> list[Addressee]:
        """Its groups in the order of the board, each with `prospect.obstacle`."""
        rows = list(self.addressees.for_page())
        recipients.mark(self.board, [row.prospect for row in rows], user=user)
        for row in rows:
            if row.prospect.is_others and not row.even_claimed and not row.prospect.obstacle:
                who = {"who": row.prospect.claimed_by.shown_name}
                row.prospect.obstacle = _("%(who)s looks after it by now; choose it again to write all the same") % who
        return rows

    def previewed(self, rows: list[Addressee], *, sender: User) -> dict:
        """Who gets it, the first three with the letter in full; who is left out; and from when until when it goes."""
        kept = [row for row in rows if not row.prospect.obstacle]
        for row in kept[:SHOWN_IN_FULL]:
            row.words = self.words_for(row.prospect, sender=sender)
        days = [local(at, self._zone).date() for at in self._times(len(kept))]
        return {
            "first": kept[:SHOWN_IN_FULL],
            "others": kept[SHOWN_IN_FULL:],
            "left_out": [row for row in rows if row.prospect.obstacle],
            "number": len(kept),
            "begins": days[0] if days else None,
            "ends": days[-1] if days else None,
        }

    @staticmethod
    def unsent(rows: list[Addressee]) -> list[Addressee]:
        """Of those of a letter that was sent the ones that were not asked, each with why."""
        waiting = [row for row in rows if row.asked_at is None]
        for row in waiting:
            row.reason = row.prospect.obstacle or row.why_not
        return waiting

    # Private steps

    def _change(self, **fields) -> None:
        """One conditional UPDATE: what is sent is not changed any more."""
        fields["changed_at"] = timezone.now()
        changed = Appeal.objects.filter(pk=self.pk, state=self.State.DRAFT).update(**fields)
        self.refresh_from_db()
        if not changed:
            raise ValidationError(_("This letter has been sent already."), code="sent")

    def _address(self, prospects: list[Prospect]) -> None:
        if not 0 < len(prospects) <= AT_ONCE:
            raise ValidationError(_("Choose one to fifty groups."), code="number")
        rows = [Addressee(appeal=self, prospect=prospect) for prospect in prospects]
        Addressee.objects.bulk_create(rows, ignore_conflicts=True)
        self.addressees.filter(prospect__claimed_by__isnull=False).update(even_claimed=True)

    def _refuse_to_send(self) -> None:
        self.board.refuse_if_closed()
        if self.series and not self.series.is_announced:
            raise ValidationError(_("Announce the series first."), code="not_announced")
        if self.demand and not self.demand.is_announced:
            raise ValidationError(_("Put the demand to its body first."), code="not_announced")
        if not self.letter.strip():
            raise ValidationError(_("Write the letter first."), code="empty")
        if not self.addressees.exists():
            raise ValidationError(_("Choose the groups first."), code="number")

    def _write_to_all(self, by: User) -> int:
        """Who is still to be asked, one after the other, by day and some seconds apart."""
        rows = [row for row in self.chosen(by) if row.asked_at is None]
        times, number = self._times(len(rows)), 0
        for row in rows:
            number += row.write_to(by=by, due_at=times[number])
        return number

    @property
    def _test_kind(self) -> str:
        if self.demand_id:
            return "appeal_test_of_demand"
        return "appeal_test" if self.series_id else "appeal_test_of_coalition"

    @property
    def _zone(self) -> str:
        place = self.board.place
        return place.time_zone if place else settings.TIME_ZONE

    def _times(self, number: int) -> list[datetime]:
        """When so many letters go, from now on: some seconds apart, and none at night by the clocks of the place."""
        at, times = timezone.now(), []
        for _letter in range(number):
            at = morning_after(at, self._zone) or at
            times.append(at)
            at += APART
        return times
