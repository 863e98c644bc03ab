"""Who belongs to a group, and with what rights."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.user import User


class Membership(models.Model):
    """One person's place in one organization."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("Coordinator")
        ORGANIZER = "organizer", _("Organizer")
        MEMBER = "member", _("Member")

    # Roles that act for the group: series, sponsorships, demands. People are the coordinators' alone.
    ORGANIZING = (Role.COORDINATOR, Role.ORGANIZER)

    organization = models.ForeignKey("orgs.Organization", on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "user"], name="one_membership_per_organization_and_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.organization_id}: {self.role}"
