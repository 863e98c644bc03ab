"""Letters to several by whose they are, and who may send them."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from orgs.models import Organization, User
from outreach.models.board import EVENTS, Board

KEPT_SILENT = timedelta(days=365)
KEPT_AFTERWARDS = timedelta(days=90)


class AppealQuerySet(models.QuerySet):
    def of(self, board: Board):
        return self.filter(**board.where)

    def editable_by(self, user: User):
        """Those of the boards that this person sees."""
        return self.filter(Board.within(user))

    def sendable_by(self, user: User):
        """Those that this person may send: where she may invite groups, or coordinates the coalition."""
        series = Board.targets(EVENTS, user).order_by().values("pk")
        inviting = series.model.objects.granted(user, "groups").order_by().values("pk")
        coalitions = Organization.objects.coordinated_by(user).values("pk")
        of_now = models.Q(series__in=inviting, kept_by=models.F("series__host"))
        of_now |= models.Q(kept_by=models.F("demand__lead"))  # who sees it organizes its lead
        return self.editable_by(user).filter(of_now | models.Q(coalition__in=coalitions))

    def for_page(self):
        targets = ["series__host", "series__place", "demand__lead", "demand__body__place", "coalition__place"]
        return self.select_related(*targets, "kept_by", "sent_by")

    def with_numbers(self):
        """How many groups each is for, and how many it went to."""
        return self.annotate(
            number=models.Count("addressees"),
            asked=models.Count("addressees", filter=models.Q(addressees__asked_at__isnull=False)),
        )

    def expire(self) -> int:
        """Delete those of boards that closed, and those that nobody touched for a year; how many."""
        now = timezone.now()
        over = Board.closed_before(now - KEPT_AFTERWARDS) | models.Q(changed_at__lt=now - KEPT_SILENT)
        pks = list(self.filter(over).values_list("pk", flat=True))
        return self.filter(pk__in=pks).delete()[1].get(self.model._meta.label, 0)
