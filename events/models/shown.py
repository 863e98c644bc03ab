"""Since when everybody may see something, said once for every scope, page, feed and letter."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models import Organization
from outbox.models import Message


def shown(series: str = "") -> models.Q:
    """The one statement of what the public sees; `series` is the way to it from another row: "series__"."""
    listed = {f"{series}host__state": Organization.State.LISTED}
    return models.Q(**{f"{series}shown_at__isnull": False, f"{series}withheld_at__isnull": True}, **listed)


class Shown(models.Model):
    """Something of a group that waits until it may be seen, and that a moderator can take down and put back.

    What is withheld keeps the instant at which it was shown first: put back, it is no news.
    """

    shown_at = models.DateTimeField(null=True, editable=False)
    withheld_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    # Verbs

    @transaction.atomic
    def show(self, *, at: datetime | None = None) -> None:
        """Let everybody see it, as far as its group is listed; letters that waited for it go out.

        The second time nothing changes.
        """
        rows = type(self).objects.filter(pk=self.pk)
        first = rows.filter(shown_at=None).exclude(state="draft").update(shown_at=at or timezone.now())
        back = rows.filter(withheld_at__isnull=False).update(withheld_at=None)
        self.refresh_from_db(fields=["shown_at", "withheld_at"])
        if first or back:
            self.revise()
            self.release_letters()

    @transaction.atomic
    def withhold(self) -> None:
        """Take it down at once, for everybody but its group's people. Refused where nobody saw it."""
        rows = type(self).objects.filter(pk=self.pk, shown_at__isnull=False, withheld_at=None)
        taken = rows.update(withheld_at=timezone.now())
        self.refresh_from_db(fields=["shown_at", "withheld_at"])
        if not taken:
            raise ValidationError(_("This is not shown to the public."), code="not_shown")
        self.revise()

    @classmethod
    def show_all_of(cls, organization: Organization) -> None:
        """A group was listed: what it has announced by then is shown with it."""
        for waiting in cls.objects.filter(host=organization, shown_at=None).exclude(state="draft"):
            waiting.show()

    def release_letters(self) -> int:
        """Let the letters go that were held for it, where they need not wait any more."""
        return 0 if self.held_for else Message.objects.release(self.letters_key)

    # Questions

    @property
    def is_public(self) -> bool:
        return self.shown_at is not None and not self.is_withheld and self.host.is_listed

    @property
    def is_withheld(self) -> bool:
        return self.withheld_at is not None

    @property
    def letters_key(self) -> str:
        return f"series:{self.pk}"

    @property
    def held_for(self) -> str:
        """What its letters wait for: its group's listing, its own, or nothing."""
        return self.host.held_for or ("" if self.is_public else self.letters_key)
