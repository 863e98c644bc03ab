"""Sign-ons that nobody answers, or that can be answered no more."""

from django.db import models, transaction
from django.utils import timezone

from orgs.models.organization import Organization
from outbox.models import Message


class Lapsing(models.Model):
    """The part of a sign-on that ends without an answer."""

    HELD_BY: str  # the field that leads to the group that holds the target

    class Meta:
        abstract = True

    @classmethod
    @transaction.atomic
    def expire(cls) -> int:
        overdue = cls.objects.overdue().select_related(cls.HELD_BY, "organization").select_for_update(of=("self",))
        expired = list(overdue)
        super().expire()
        for signon in expired:
            signon.note_by_clock("expired" if signon.is_invitation else "lapsed")
            signon.refresh_from_db()
            signon._answered()
        return len(expired)

    @classmethod
    def die_with(cls, organization: Organization) -> None:
        """A group was suspended or ended: what it asked, and was asked, is open no more, and links to it die."""
        either = models.Q(organization=organization) | models.Q(**{cls.HELD_BY: organization})
        cls.end_asking(cls.objects.filter(either))

    @classmethod
    def end_asking(cls, rows: models.QuerySet) -> None:
        """What waits among these has no answer any more; its letters that wait do not go out."""
        for asked in rows.awaiting():
            cls.objects.awaiting().filter(pk=asked.pk).update(
                state=cls.State.EXPIRED,
                decided_at=timezone.now(),
                link_version=models.F("link_version") + 1,
                **cls.ERASED,
            )
            asked.forwards.all().delete()
            for kind in cls.ASKED_LETTERS:
                Message.objects.withdraw(kind=kind, about=asked._about)
