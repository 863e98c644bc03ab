"""What the host lets its co-hosts do beside it."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from events.models import record
from orgs.models import User


class Granting(models.Model):
    """A series whose host grants rights to all its co-hosts alike. What is not granted is the host's alone."""

    class Grant(models.TextChoices):
        TEXT = "text", _("Change the text")
        DATES = "dates", _("Change, cancel and add dates")
        GROUPS = "groups", _("Invite groups and answer their requests")
        OUTREACH = "outreach", _("Work on the outreach board")

    grants_text = models.BooleanField(default=False, db_default=False, editable=False)
    grants_dates = models.BooleanField(default=False, db_default=False, editable=False)
    grants_groups = models.BooleanField(default=False, db_default=False, editable=False)
    grants_outreach = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        abstract = True

    @transaction.atomic
    def grant(self, rights: set[str], *, by: User) -> None:
        """From now on co-hosts may do these things and no others. The second time nothing changes."""
        before = self.locked()
        wanted = {f"grants_{right}": right in rights for right in self.Grant.values}
        if changed := record.differing(before, wanted):
            for name in changed:
                setattr(self, name, wanted[name])
            self.save(update_fields=changed)
            record.note(self, "series_granted", by=by)

    @property
    def grants(self) -> set[str]:
        return {right for right in self.Grant.values if getattr(self, f"grants_{right}")}

    def rights_of(self, user: User) -> set[str]:
        """What this person may do about it, as an organizer of the host or of a co-host; in one or two queries."""
        mine = type(self).objects.filter(pk=self.pk)
        if mine.editable_by(user).exists():
            return {"host", *self.Grant.values}
        return self.grants if self.grants and mine.beside(user, levels=["co_host"], whole=True).exists() else set()
