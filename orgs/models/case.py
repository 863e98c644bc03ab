"""A case: something about a group that waits for a moderator's decision."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.case_act import CaseAct
from orgs.models.case_scopes import UNDO_WITHIN, CaseQuerySet
from orgs.models.deciding import Deciding
from orgs.models.user import User
from orgs.reviewing import CaseKind, Subject, kind_of, subject_of
from outbox.models import Message

TOLD_AGAIN_AFTER = timedelta(hours=20)


class Case(Deciding):
    """Opened by an act of a group, a person or the site; decided by a moderator, with words that can be read."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting")
        ASKED = "asked", _("Asked back")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")
        CLOSED = "closed", _("Closed without a decision")

    kind = models.CharField(max_length=20)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.CASCADE, related_name="cases")
    subject = models.CharField(max_length=60, blank=True)  # "series:12"; "" is the group itself
    text = models.TextField(max_length=2_000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    # Since when what it is about is hidden until somebody decides; such a case comes first.
    hidden_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "organization", "subject"],
                condition=models.Q(state__in=["open", "asked"]),
                name="one_pending_case_per_kind_and_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "asked"]) | models.Q(decided_at__isnull=False),
                name="case_decision_is_dated",
            ),
        ]
        indexes = [
            # The queue, oldest first.
            models.Index(fields=["state", "opened_at"], name="case_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.organization_id}: {self.state}"

    def get_absolute_url(self) -> str:
        """The page of those concerned; moderators have their own."""
        return reverse("orgs:case-own", args=[self.pk])

    # Verbs

    @classmethod
    @transaction.atomic
    def open(cls, kind: str, organization, *, subject: str = "", by: User | None = None, text: str = "") -> "Case":
        """Put something before the moderators. Asked again while it waits it is the same case, unchanged."""
        kind_of(kind)
        same = cls.objects.pending().filter(kind=kind, organization=organization, subject=subject)
        if waiting := same.first():
            return waiting
        try:
            with transaction.atomic():
                return cls.objects.create(
                    kind=kind, organization=organization, subject=subject, opened_by=by, text=text
                )
        except IntegrityError:
            return same.get()  # somebody opened it in the same moment

    @classmethod
    def drop(cls, kind: str, organization, *, subject: str = "") -> int:
        """There is nothing to decide any more. The second time nothing changes."""
        waiting = cls.objects.pending().filter(kind=kind, organization=organization, subject=subject)
        return waiting.update(state=cls.State.CLOSED, decided_at=timezone.now())

    @transaction.atomic
    def answer(self, text: str, *, by: User) -> None:
        """Answer a moderator's question: it is her turn again."""
        self.organization.locked()
        self._step([self.State.ASKED], self.State.OPEN, code="not_asked")
        self._note(CaseAct.Act.ANSWERED, by=by, text=text)

    @transaction.atomic
    def appeal(self, text: str, *, by: User) -> None:
        """Ask for a second look at a decision against one's side, once.

        Another moderator decides where there is one.
        """
        if self.state != self.nature.refusal or self.appealed_at:
            raise ValidationError(_("This decision cannot be appealed."), code="not_appealable")
        self.organization.locked()
        self._reopen(appealed_at=timezone.now())
        self.nature.reopen(self, by=by)
        self._note(CaseAct.Act.APPEALED, by=by, text=text)

    @classmethod
    def tell_moderators(cls) -> int:
        """By day, write to each moderator for whom something waits; one letter a day at most. How many were written."""
        written = 0
        for moderator in User.objects.filter(is_moderator=True, is_active=True).order_by("pk"):
            oldest = cls.objects.reviewable_by(moderator).waiting().for_queue().first()
            if oldest and oldest.is_day and not _told_lately(moderator):
                written += 1
                Message.write(
                    kind="cases_waiting",
                    about=f"user:{moderator.pk}",
                    to=moderator.email,
                    context={"user": moderator.pk},
                    sequence=f"{timezone.now():%Y%m%d%H}",
                )
        return written

    # Questions

    @property
    def nature(self) -> CaseKind:
        return kind_of(self.kind)

    @property
    def about(self) -> Subject:
        return subject_of(self)

    @property
    def as_it_is(self) -> str:
        """A word for what is to be judged; another one once that has changed."""
        return self.nature.as_it_is(self)

    @property
    def title(self) -> str:
        """What it is about, as its page calls it."""
        return self.about.title(self) or self.organization.name

    @property
    def url(self) -> str:
        return self.about.url(self)

    @property
    def state_label(self) -> str:
        """Where it stands, in the words of its kind."""
        return str(self.nature.outcomes.get(self.state) or self.get_state_display())

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_fresh(self) -> bool:
        """Whether it came within the last minute."""
        return self.opened_at > timezone.now() - timedelta(minutes=1)

    @property
    def check_labels(self) -> list[tuple[str, str]]:
        """What a moderator may tick: (key, sentence)."""
        return list(self.nature.checks.items())

    @property
    def is_asked(self) -> bool:
        return self.state == self.State.ASKED

    @property
    def is_pending(self) -> bool:
        return self.is_open or self.is_asked

    @property
    def is_confirmed(self) -> bool:
        return self.state == self.State.CONFIRMED

    @property
    def is_declined(self) -> bool:
        return self.state == self.State.DECLINED

    @property
    def words(self) -> dict[str, str]:
        """What sentences about it name."""
        return {"title": self.title, "group": self.organization.name, "kind": str(self.nature.title)}

    @property
    def is_claimed(self) -> bool:
        """Whether somebody looks at it now."""
        return bool(self.is_pending and self.reviewer_id and self.claimed_until and timezone.now() < self.claimed_until)

    @property
    def can_be_appealed(self) -> bool:
        return self.state == self.nature.refusal and self.appealed_at is None

    @property
    def can_be_undone(self) -> bool:
        decided = self.state in (self.State.CONFIRMED, self.State.DECLINED)
        return decided and self.decided_at > timezone.now() - UNDO_WITHIN

    @property
    def is_day(self) -> bool:
        """Whether it is between eight and eight where its group is."""
        place = self.organization.place
        hour = timezone.localtime(timezone=ZoneInfo(place.time_zone) if place else None).hour
        return 8 <= hour < 20

    def concerned(self):
        """Who is written to: the group's coordinators, or who opened it."""
        if self.nature.concerns == "opener":
            return User.objects.filter(pk=self.opened_by_id, is_active=True)
        return self.organization.coordinators()


def _told_lately(moderator: User) -> bool:
    lately = timezone.now() - TOLD_AGAIN_AFTER
    return Message.objects.to(moderator.email).filter(kind="cases_waiting", created_at__gt=lately).exists()
