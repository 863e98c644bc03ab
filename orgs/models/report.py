"""A report: somebody from the public says that something is wrong with a page."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.case import Case
from orgs.models.membership import Membership
from orgs.models.organization import Organization
from orgs.models.user import User
from orgs.reviewing import reported_as
from orgs.trust import distinct_pairs
from outbox.contacts import EncryptedTextField

TRUSTED_AFTER = timedelta(days=30)
TRUSTED_TO_HIDE = 5
KEPT = timedelta(days=30)  # after the decision


class ReportQuerySet(models.QuerySet):
    """Reports by what stands behind them."""

    def trusted(self) -> int:
        """How many distinct people of distinct groups: organizers, for a month, of a listed group that is not meant."""
        people = self.exclude(reporter=None).values("reporter")
        places = Membership.objects.filter(
            user__in=people,
            user__is_active=True,
            user__joined_at__lt=timezone.now() - TRUSTED_AFTER,
            role__in=Membership.ORGANIZING,
            joined_at__lt=timezone.now() - TRUSTED_AFTER,
            organization__state=Organization.State.LISTED,
        ).exclude(organization__in=self.values("case__organization"))
        groups_of: dict[int, set[int]] = {}
        for person, group in places.values_list("user", "organization"):
            groups_of.setdefault(person, set()).add(group)
        return distinct_pairs(groups_of)

    def purge(self) -> int:
        """Words and contacts go thirty days after the decision; that there was a report stays with its case."""
        over = self.exclude(case__state__in=["open", "asked"]).filter(case__decided_at__lt=timezone.now() - KEPT)
        full = over.exclude(text="", contact="", reporter=None)
        return self.model.objects.filter(pk__in=list(full.values_list("pk", flat=True))).update(
            text="", contact="", reporter=None
        )


class Report(models.Model):
    """What one person said about one page. Reports about one page are one case; they hide nothing by themselves."""

    class Reason(models.TextChoices):
        UNTRUE = "untrue", _("It is not meant to happen, or it is not true")
        PRETENDS = "pretends", _("It pretends to be somebody else")
        HATE = "hate", _("It calls for violence or hatred")
        EXPOSES = "exposes", _("It exposes somebody: a home, a name, a photograph")
        SPAM = "spam", _("It is advertising or junk")
        OTHER = "other", _("Something else")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    path = models.CharField(max_length=200)
    reason = models.CharField(_("what is wrong"), max_length=10, choices=Reason)
    text = models.TextField(_("in your words"), max_length=2_000, blank=True)
    contact = EncryptedTextField(blank=True, default="")  # moderators alone see it
    reporter = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")  # None: signed out
    at = models.DateTimeField(default=timezone.now)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reporter"],
                condition=models.Q(reporter__isnull=False),
                name="one_report_per_case_and_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} in {self.case_id}"

    @classmethod
    @transaction.atomic
    def file(
        cls,
        organization: Organization,
        *,
        subject: str = "",
        path: str,
        reason: str,
        text: str = "",
        contact: str = "",
        by: User | None = None,
    ) -> "Report":
        """Put it before the moderators, with what others say of the same page. One account reports a page once.

        Where five trusted ones say so, the page is hidden until somebody decides.
        """
        organization.locked()  # of the fifth and the sixth at once, one sees the other
        case = Case.open(reported_as(subject), organization, subject=subject)
        given = {"path": path[:200], "reason": reason, "text": text, "contact": contact}
        if by is not None:
            report, _made = cls.objects.get_or_create(case=case, reporter=by, defaults=given)
        else:
            report = cls.objects.create(case=case, **given)
        if case.hidden_at is None and cls.objects.filter(case=case).trusted() >= TRUSTED_TO_HIDE:
            case.hide_meanwhile()
        return report

    @classmethod
    @transaction.atomic
    def take_down(cls, organization: Organization, *, by: User, note: str, subject: str = "") -> Case:
        """A moderator hides a page by her own act, for a reason that its people read and may appeal."""
        case = Case.open("report", organization, subject=subject, by=by)
        case.confirm(by=by, note=note)
        return case

    @classmethod
    @transaction.atomic
    def put_back(cls, organization: Organization, *, by: User, note: str, subject: str = "") -> None:
        """A moderator lets a page be seen again, whenever it was taken down, for a reason that its people read."""
        cases = Case.objects.filter(kind="report", organization=organization, subject=subject)
        if cases.pending().exists():
            raise ValidationError(_("A report waits for a decision: decide that one."), code="pending")
        decided = cases.filter(state=Case.State.CONFIRMED).order_by("-decided_at").first()
        if decided is None:
            raise ValidationError(_("There is nothing to lift."), code="not_confirmed")
        decided.lift(by=by, note=note)
