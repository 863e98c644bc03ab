"""An invitation that nobody answered is asked once more, by hand."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.user import User

RENEWALS = 2  # with the first letter a group is asked three times in ninety days at most
RENEWED_AFTER = timedelta(days=7)


class Renewable(models.Model):
    """The part of a sign-on that counts how often its thirty days began anew."""

    renewals = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def may_be_renewed(self) -> bool:
        """Whether it waits long enough, was not asked too often, and there is somebody to write to."""
        unanswered = self.is_pending or (self.state == self.State.EXPIRED and self.decided_by_id is None)
        patient = timezone.now() - self.asked_at > RENEWED_AFTER
        return bool(self.is_invitation and unanswered and self.has_reader and patient and self.renewals < RENEWALS)

    @property
    def has_reader(self) -> bool:
        """Whether there is somebody to write to."""
        return self.organization_id is not None

    def _open_anew(self, *, by: User) -> None:
        """Thirty days more; at most twice, a week apart. Of two who press at once one does."""
        unanswered = type(self).objects.unanswered().filter(pk=self.pk)
        patient = unanswered.filter(asked_at__lt=timezone.now() - RENEWED_AFTER, renewals__lt=RENEWALS)
        fresh = {"state": self.State.PENDING, "asked_at": timezone.now(), "asked_by": by, "decided_at": None}
        if not patient.update(renewals=models.F("renewals") + 1, decided_by=None, **fresh):
            raise ValidationError(_("Wait a week; a group is asked three times at most."), code="too_often")
        self.refresh_from_db()
