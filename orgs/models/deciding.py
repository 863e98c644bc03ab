"""What moderators do with a case: claim, ask, confirm, decline, and take back."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from orgs.models.audit import AuditEntry
from orgs.models.case_act import CaseAct
from orgs.models.user import User
from outbox.models import Message

CLAIM_LIVES = timedelta(minutes=30)
ON_RECORD = (CaseAct.Act.ASKED, CaseAct.Act.ANSWERED, CaseAct.Act.APPEALED, CaseAct.Act.UNDONE)


class Deciding(models.Model):
    """Something that one moderator at a time looks at, and decides for a reason that can be read.

    Each step is one conditional UPDATE: of two people who press at once, the first wins. A verb of several steps
    holds the group's row before it touches the case's, as the group's own verbs do: nobody waits in a circle.
    """

    # Set again by each act of whoever looks at it.
    reviewer = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    # The decision as it stands. While the case is open again after an appeal, the one that is appealed.
    note = models.TextField(max_length=2_000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    appealed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    # Verbs

    def claim(self, *, by: User) -> None:
        """Look at it alone for half an hour; claimed again by the same moderator, half an hour from now."""
        now = timezone.now()
        free = models.Q(reviewer=None) | models.Q(reviewer=by) | models.Q(claimed_until__lt=now)
        claimed = type(self).objects.pending().filter(free, pk=self.pk)
        fresh = claimed.exclude(reviewer=by, claimed_until__gte=now).update(
            reviewer=by, claimed_at=now, claimed_until=now + CLAIM_LIVES
        )
        held = fresh or claimed.update(claimed_until=now + CLAIM_LIVES)
        self.refresh_from_db()
        if not held:
            self._refuse("taken")

    def release(self, *, by: User) -> None:
        """Let others look. Nothing changes where somebody else has it."""
        type(self).objects.pending().filter(pk=self.pk, reviewer=by).update(
            reviewer=None, claimed_at=None, claimed_until=None
        )
        self.refresh_from_db()

    @transaction.atomic
    def ask(self, question: str, *, by: User) -> None:
        """Ask those concerned; it comes back with their answer."""
        if not self.nature.asks:
            raise ValidationError(_("Nobody can be asked here. Decline with your question."), code="nobody")
        self.organization.locked()
        self.claim(by=by)
        self._step([self.State.OPEN], self.State.ASKED, code="asked")
        self._tell(self._note(CaseAct.Act.ASKED, by=by, text=question))

    @transaction.atomic
    def confirm(self, *, by: User, note: str = "", checked=(), seen: str = "") -> None:
        """Say yes to what she has looked at: `seen`, where it is given, is `as_it_is` as her page said it."""
        self.organization.locked()  # nor do its people change it under her hand
        if seen and seen != self.as_it_is:
            raise ValidationError(
                _("Its people have changed it since you opened this page. Look again."), code="changed"
            )
        self._decide(self.State.CONFIRMED, by=by, note=note, checked=checked)

    @transaction.atomic
    def decline(self, *, by: User, note: str, checked=()) -> None:
        self.organization.locked()
        self._decide(self.State.DECLINED, by=by, note=note, checked=checked)

    @transaction.atomic
    def undo(self, *, by: User) -> None:
        """Take a decision of the last day back: what it did is undone, it waits again, those told are told so."""
        if not self.can_be_undone:
            raise ValidationError(_("This can be taken back within a day of the decision only."), code="too_late")
        self.organization.locked()
        self.nature.make_room(self)
        decided = self._reopen(decided_at=None, decided_by=None, note="")
        self.nature.undo(decided, by=by)
        self._tell(self._note(CaseAct.Act.UNDONE, by=by), decided)

    @transaction.atomic
    def lift(self, *, by: User, note: str) -> None:
        """Let a decision against somebody stand no longer, however old: decided the other way, for a reason."""
        _refuse_without(note)
        if self.nature.refusal != self.State.CONFIRMED or self.state != self.State.CONFIRMED:
            raise ValidationError(_("There is nothing to lift."), code="not_confirmed")
        self.organization.locked()
        self._reopen(hidden_at=None)
        self.about.unhide(self, by=by)
        self._step([self.State.OPEN], self.State.DECLINED, code="decided", by=by, note=note)
        self._tell(self._note(CaseAct.Act.LIFTED, by=by, text=note))

    @transaction.atomic
    def hide_meanwhile(self) -> None:
        """Hide what it is about until somebody decides, and tell its people. The second time nothing changes."""
        self.organization.locked()
        now = timezone.now()
        if not type(self).objects.pending().filter(pk=self.pk, hidden_at=None).update(hidden_at=now):
            return
        self.refresh_from_db()
        self.about.hide(self, by=None)
        self._tell(self._note(CaseAct.Act.HIDDEN, by=None))

    # Private steps

    def _decide(self, state: str, *, by: User, note: str, checked) -> None:
        if state == self.State.DECLINED or state == self.nature.refusal:
            _refuse_without(note)
        self.claim(by=by)
        self._refuse_own_appeal(by)
        self._step([self.State.OPEN, self.State.ASKED], state, code="decided", by=by, note=note)
        if state == self.State.CONFIRMED:
            self.nature.confirm(self, by=by)
        else:
            self.nature.decline(self, by=by, note=note)
        self._tell(self._note(CaseAct.Act(state), by=by, text=note, checked=checked))
        self.nature.decided(self)

    def _refuse_own_appeal(self, by: User) -> None:
        """An appeal is for another moderator, where there is one who may decide on this group."""
        if self.appealed_at is None:
            return
        before = self.acts.filter(act__in=CaseAct.DECISIONS, at__lte=self.appealed_at).last()
        others = User.objects.filter(is_moderator=True, is_active=True).exclude(pk=by.pk)
        others = others.exclude(memberships__organization=self.organization_id)
        if before and before.by_id == by.pk and others.exists():
            raise ValidationError(_("You decided before: another moderator hears the appeal."), code="own_appeal")

    def _step(self, before: list[str], after: str, *, code: str, by: User | None = None, note: str = "") -> None:
        """One conditional UPDATE: of two people who press at once, the first wins."""
        decided = {"decided_at": timezone.now(), "decided_by": by, "note": note} if by else {}
        free = {} if after in (self.State.OPEN, self.State.ASKED) else {"reviewer": None, "claimed_until": None}
        rows = type(self).objects.filter(pk=self.pk, state__in=before)
        moved = rows.update(state=after, **decided, **free)
        self.refresh_from_db()
        if not moved:
            self._refuse(code)

    def _reopen(self, **fields) -> "Deciding":
        """Let it wait again; answers the case as it was decided. Refused where the same was opened anew meanwhile."""
        decided = type(self).objects.select_related("organization").get(pk=self.pk)
        rows = type(self).objects.filter(pk=self.pk, state=self.state, decided_at=self.decided_at)
        try:
            with transaction.atomic():
                reopened = rows.update(state=self.State.OPEN, reviewer=None, claimed_until=None, **fields)
        except IntegrityError as error:
            raise ValidationError(_("The same waits for a decision already."), code="opened_anew") from error
        self.refresh_from_db()
        if not reopened:
            self._refuse()
        return decided

    def _refuse(self, code: str = "decided") -> None:
        if not self.is_pending:
            raise ValidationError(_("This was already decided."), code="decided")
        if code == "taken" and self.reviewer and self.claimed_until:
            until = time_format(timezone.localtime(self.claimed_until))
            who = {"who": self.reviewer.shown_name, "until": until}
            raise ValidationError(_("%(who)s is looking at this, until %(until)s."), code="taken", params=who)
        if code == "not_asked":
            raise ValidationError(_("This question was already answered."), code=code)
        raise ValidationError(_("This waits for an answer already."), code=code)

    def _note(self, act: str, *, by: User | None, text: str = "", checked=()) -> CaseAct:
        """Keep who did what; on the group's record too, where no other verb has written it there."""
        if self.nature.concerns == "group" and act in ON_RECORD:
            AuditEntry.record(self.organization, f"review_{act}", by=by, about=self.title)
        return CaseAct.objects.create(case=self, act=act, by=by, text=text, checked=list(checked))

    def _tell(self, act: CaseAct, decided: "Deciding | None" = None) -> None:
        """A letter about an act to each of those concerned."""
        if not self.nature.tells(decided or self, act.act):
            return
        for person in self.concerned():
            Message.write(
                kind="case",
                about=f"case:{self.pk}",
                to=person.email,
                context={"case": self.pk, "act": act.pk, "user": person.pk},
                sequence=str(act.pk),
            )


def _refuse_without(note: str) -> None:
    if not note.strip():
        raise ValidationError(_("Say why: those concerned will read it."), code="no_reason")
