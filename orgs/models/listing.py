"""Whether a group stands in public: listed, sent back, suspended, retired, and each of them taken back."""

from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.audit import AuditEntry
from orgs.models.profile import when_shown
from orgs.models.user import User
from outbox.models import Message

REVIVED_WITHIN = timedelta(days=30)

Hooks = list[Callable[["Listing"], None]]

# What others do at a turn of a group's standing. Each is called with the group, in the transaction.
when_submitted: Hooks = []  # sent to review: the moderators' case is opened
when_listed: Hooks = []  # a moderator has listed it: what waits of it is shown with it
when_stopped: Hooks = []  # suspended or retired: its links for people and what it asked die
may_retire: Hooks = []  # refuses by a ValidationError while something of it goes on


class Listing(models.Model):
    """The turns of a group: each is one conditional UPDATE, stands on its record and changes pages at once."""

    retired_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    # Verbs

    @transaction.atomic
    def send_back(self, *, by: User) -> None:
        """Not listed: a draft again, which can be changed and sent once more."""
        self._turn(["in_review"], "draft", code="not_in_review")
        AuditEntry.record(self, "group_sent_back", by=by)

    @transaction.atomic
    def unlist(self, *, by: User) -> None:
        """A listing is taken back: in review again, and hidden from the public."""
        self._turn(["listed"], "in_review", code="not_listed", listed_at=None, listed_by=None)
        AuditEntry.record(self, "group_unlisted", by=by)
        _call(when_shown, self)

    @transaction.atomic
    def suspend(self, *, by: User | None) -> None:
        """Hide a listed group and all it calls for; its people can do nothing in its name.

        Links for people and open questions die with it. `Report.take_down` suspends with a letter and a reason.
        """
        self._turn(["listed"], "suspended", code="not_listed")
        AuditEntry.record(self, "group_suspended", by=by)
        _call([*when_stopped, *when_shown], self)

    @transaction.atomic
    def reinstate(self, *, by: User | None) -> None:
        """Show a suspended group again, with what it had announced. What was asked meanwhile is not asked anew."""
        self._turn(["suspended"], "listed", code="not_suspended")
        AuditEntry.record(self, "group_reinstated", by=by)
        _call(when_shown, self)
        Message.objects.release(self.letters_key)

    @transaction.atomic
    def retire(self, *, by: User) -> None:
        """Its coordinators end the group. Refused while something of it goes on; taken back within thirty days."""
        _call(may_retire, self)
        self._turn(["draft", "in_review", "listed"], "retired", code="not_working", retired_at=timezone.now())
        AuditEntry.record(self, "group_retired", by=by)
        _call([*when_stopped, *when_shown], self)
        self._tell_coordinators("group_retired")

    @transaction.atomic
    def revive(self, *, by: User) -> None:
        """Take a retirement back: listed again as it was, otherwise a draft."""
        if self.retired_at is None or self.retired_at < timezone.now() - REVIVED_WITHIN:
            raise ValidationError(_("This can be taken back within thirty days only."), code="too_late")
        self._turn(["retired"], "listed" if self.listed_at else "draft", code="not_retired", retired_at=None)
        AuditEntry.record(self, "group_revived", by=by)
        _call(when_shown, self)

    def forget_listing(self) -> None:
        """Retired while a report waited that was upheld: if it comes back, then as a draft that is looked at anew."""
        type(self).objects.filter(pk=self.pk, state="retired").update(listed_at=None, listed_by=None)
        self.refresh_from_db()

    # Questions

    @property
    def is_suspended(self) -> bool:
        return self.state == "suspended"

    @property
    def is_retired(self) -> bool:
        return self.state == "retired"

    @property
    def revived_until(self):
        """Until when a retirement can be taken back."""
        return self.retired_at + REVIVED_WITHIN if self.retired_at else None

    # Private steps

    def _turn(self, before: list[str], after: str, *, code: str, **fields) -> None:
        rows = type(self).objects.filter(pk=self.pk, state__in=before)
        turned = rows.update(state=after, changed_at=timezone.now(), **fields)
        self.refresh_from_db()
        if not turned:
            raise ValidationError(_("This is not possible any more: somebody else was first."), code=code)

    def _tell_coordinators(self, kind: str) -> None:
        for person in self.coordinators():
            Message.write(
                kind=kind,
                about=f"organization:{self.pk}",
                to=person.email,
                context={"organization": self.pk, "user": person.pk},
                sequence=f"{self.retired_at:%Y%m%d%H%M%S}",
            )


def _call(hooks: Hooks, group: Listing) -> None:
    for follow in hooks:
        follow(group)
