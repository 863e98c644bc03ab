"""Taking over a group that nobody coordinates: asked by whoever can make a case, decided by a moderator."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.audit import AuditEntry
from orgs.models.bucket import Bucket
from orgs.models.case import Case
from orgs.models.membership import Membership
from orgs.models.organization import Organization
from orgs.models.user import User
from outbox.models import Message

CLAIMS_A_DAY = 3  # by one person


@transaction.atomic
def claim(organization: Organization, *, by: User, text: str) -> Case:
    """Put the wish to take over before the moderators. Asked again while it waits it is the same case."""
    organization = organization.locked()
    refuse_coordinated(organization)
    waiting = Case.objects.pending().filter(kind="claim", organization=organization, subject=subject_of(by)).first()
    if waiting:
        return waiting
    if not Bucket.take("claim", f"user:{by.pk}", limit=CLAIMS_A_DAY, within=timedelta(days=1)):
        raise ValidationError(_("Three a day is the most. Try again tomorrow."), code="too_often")
    return Case.open("claim", organization, subject=subject_of(by), by=by, text=text)


@transaction.atomic
def hand_to(organization: Organization, claimant: User | None, *, by: User) -> None:
    """Make the claimant its coordinator, and tell everybody in the group. Refused where somebody coordinates it."""
    organization = organization.locked()
    refuse_coordinated(organization)
    if claimant is None or not claimant.is_active:
        raise ValidationError(_("Whoever asked has closed the account."), code="closed")
    place = Membership.begin(organization, claimant, role=Membership.Role.MEMBER)
    place.put(Membership.Role.COORDINATOR, by=by)
    AuditEntry.record(organization, "group_claimed", by=by, subject=claimant)
    others = User.objects.filter(memberships__organization=organization, is_active=True).exclude(pk=claimant.pk)
    for person in others.order_by("pk"):
        _write("claim_news", organization, person, claimant)
    _write("claim_answer", organization, claimant, claimant)


@transaction.atomic
def take_back(organization: Organization, claimant: User | None, *, by: User) -> None:
    """Undo `hand_to`: nobody coordinates the group again, if it is still the claimant alone who does."""
    organization = organization.locked()
    place = organization.memberships.filter(user=claimant).first() if claimant else None
    if place is None or not place.is_last_coordinator:
        raise ValidationError(_("Others coordinate this group by now."), code="overtaken")
    Membership.objects.filter(pk=place.pk).update(role=Membership.Role.MEMBER)
    AuditEntry.record(organization, "group_claim_undone", by=by, subject=claimant)


def subject_of(claimant: User) -> str:
    return f"user:{claimant.pk}"


def refuse_coordinated(organization: Organization) -> None:
    if not Organization.objects.orphaned().filter(pk=organization.pk).exists():
        raise ValidationError(_("Somebody coordinates this group."), code="coordinated")


def _write(kind: str, organization: Organization, to: User, claimant: User) -> None:
    Message.write(
        kind=kind,
        about=f"claim:{organization.pk}:{claimant.pk}",
        to=to.email,
        context={"organization": organization.pk, "claimant": claimant.pk, "user": to.pk},
        sequence=timezone.now().strftime("%Y%m%d%H%M%S%f"),
        held_for="" if kind == "claim_answer" else organization.held_for,
        sender=organization.letters_key,
    )
