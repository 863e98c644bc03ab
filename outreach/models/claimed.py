"""Who looks after a prospect: one person at a time, until she lets go or is silent for two weeks."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models import User
from outreach.models.touch import Touch


class Claimed(models.Model):
    """What is taken by one person, so that no two ask the same group. Each change is one conditional UPDATE."""

    claimed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def take(self, *, by: User) -> None:
        """Look after it. Of two who press at once the first has it; the same person twice is once."""
        if self._hand(None, by):
            self._write(Touch.Kind.TAKEN, by=by)
        elif self.claimed_by_id != by.pk:
            raise ValidationError(_("Somebody else has taken this already."), code="taken")

    @transaction.atomic
    def let_go(self, *, by: User) -> None:
        """Give it back, so that somebody else may take it. Only she who has it; the second time nothing happens."""
        if self._hand(by, None):
            self._write(Touch.Kind.LET_GO, by=by)
        elif self.claimed_by_id:
            raise ValidationError(_("Somebody else has taken this already."), code="taken")

    @classmethod
    @transaction.atomic
    def free_silent(cls) -> list:
        """Give back what was taken and not touched for two weeks; each with who had it as `freed_from`. The second
        time none."""
        freed = []
        for row in cls.objects.silent().for_page():
            row.freed_from = row.claimed_by
            if row._hand(row.claimed_by, None, among=cls.objects.silent()):
                row._write(Touch.Kind.FREED, by=None)
                freed.append(row)
        cls.tell_freed(freed)
        return freed

    def _hand(self, had: User | None, has: User | None, among=None) -> bool:
        """Whether it went from the one to the other now."""
        now = timezone.now()
        rows = type(self).objects if among is None else among
        handed = rows.filter(pk=self.pk, claimed_by=had).update(
            claimed_by=has, claimed_at=now if has else None, changed_at=now
        )
        self.refresh_from_db(fields=["claimed_by", "claimed_at", "changed_at"])
        return bool(handed)
