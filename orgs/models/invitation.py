"""Inviting a person into a group, by an address; answered by whoever holds that address."""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.asked import Asked, AskedQuerySet
from orgs.models.audit import AuditEntry
from orgs.models.membership import Membership
from orgs.models.organization import Organization
from orgs.models.reach import PEOPLE
from orgs.models.signon import LETTERS_A_DAY
from orgs.models.user import User
from outbox.contacts import EncryptedTextField, contact_index, normalise
from outbox.models import Message

OPEN_INVITATIONS = 50  # of one group


class InvitationQuerySet(AskedQuerySet):
    """Invitations, by whom they are for and who may take them back."""

    def open(self):
        """Not once the account is closed of who asked: what she could give she cannot give any more."""
        return super().open().filter(asked_by__is_active=True)

    def of_listed(self):
        """What its letter is held for is shown nowhere else either: nobody has looked at the group's name yet."""
        return self.filter(organization__state=Organization.State.LISTED)

    def to_address_of(self, user: User):
        """Open ones to an address that this person has confirmed."""
        confirmed = EmailAddress.objects.filter(user=user.pk, verified=True).values_list("email", flat=True)
        return self.open().filter(address_index__in=[contact_index(address) for address in confirmed])

    def new_to(self, user: User):
        """To groups that this person does not belong to yet: to others she has nothing to answer."""
        return self.exclude(organization__in=Organization.objects.of_member(user))


class Invitation(Asked):
    """A place offered to whoever holds an address. The secret of its link is kept as a hash alone."""

    LIVES = timedelta(days=7)
    BLANKED = {"address": "", "address_index": "", "secret_hash": ""}

    role = models.CharField(max_length=12, choices=Membership.Role)
    address = EncryptedTextField(blank=True, default="", editable=False)
    address_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    prefix = models.CharField(max_length=16, unique=True, editable=False)
    secret_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta(Asked.Meta):
        abstract = False
        ordering = ["asked_at", "pk"]
        constraints = [
            *Asked.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "address_index"],
                condition=models.Q(state="pending"),
                name="one_pending_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["organizer", "member"]), name="invitation_makes_no_coordinator"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.organization_id}: {self.state}"

    # Verbs

    @classmethod
    @transaction.atomic
    def invite(cls, organization: Organization, address: str, *, role: str, by: User) -> "Invitation":
        """Offer a place to whoever holds the address, whether or not there is an account.

        Invited again while it waits it is the same invitation, with the newest role, for another seven
        days and with another letter; the link of the letter before opens nothing any more.
        """
        organization, address = organization.locked(), normalise(address)
        if role not in Membership.GIVEN_ALONE:
            raise ValidationError(_("Choose organizer or member."), code="role")
        cls.objects.overdue().filter(organization=organization).close(cls.State.EXPIRED)
        waiting = cls.objects.pending().filter(organization=organization)
        found = waiting.filter(address_index=contact_index(address)).first()
        if found is None:
            if waiting.count() >= OPEN_INVITATIONS:
                raise ValidationError(
                    _("Fifty invitations are open. Take some back, or wait for answers."), code="too_many_open"
                )
            organization.count_address(PEOPLE)
            found = cls(organization=organization, address=address, address_index=contact_index(address))
            AuditEntry.record(organization, "person_invited", by=by)
        found.role = role
        found.send(by=by)
        return found

    @transaction.atomic
    def send(self, *, by: User) -> None:
        """Write the letter with a new link, open for seven days from now. At most three a day to an address."""
        self.organization = self.organization.locked()
        if Message.objects.written_lately("person_invitation", self.address) >= LETTERS_A_DAY:
            raise ValidationError(_("This address was written to often today. Try again tomorrow."), code="too_often")
        self.refuse_in_closed_group()
        if self.pk and not type(self).objects.pending().filter(pk=self.pk).exists():
            raise ValidationError(_("This was already answered or taken back."), code="answered")
        secret = secrets.token_urlsafe(32)
        self.prefix, self.secret_hash = secrets.token_hex(8), _hash(secret)
        self.asked_by, self.asked_at = by, timezone.now()
        self.save()
        Message.objects.withdraw(kind="person_invitation", about=self.about, reason="overtaken")
        Message.write(
            kind="person_invitation",
            about=self.about,
            to=self.address,
            context={"invitation": self.pk, "prefix": self.prefix},
            sealed={"path": reverse("orgs:invitation", args=[f"{self.prefix}.{secret}"])},
            sequence=self.prefix,
            held_for=self.organization.held_for,
            sender=self.organization.letters_key,
        )

    @transaction.atomic
    def accept(self, *, by: User) -> Membership:
        """Take the place. Refused for who does not hold the address; a member keeps the place she has."""
        self.organization = self.organization.locked()
        self.refuse_in_closed_group()
        if not self.is_for(by):
            raise ValidationError(_("This invitation is for another address."), code="another_address")
        self.settle(self.State.ACCEPTED, by=by)
        place = Membership.begin(self.organization, by, role=self.role)
        self.tell("invitation_answer", self.organization.coordinators().exclude(pk=by.pk), "accepted")
        return place

    @transaction.atomic
    def decline(self, *, by: User | None = None) -> None:
        """Say no, by the link alone: no account is needed for it."""
        self.settle(self.State.DECLINED, by=by)
        AuditEntry.record(self.organization, "invitation_declined", by=None)
        self.tell("invitation_answer", self.organization.coordinators(), "declined")

    @transaction.atomic
    def revoke(self, *, by: User) -> None:
        """Take it back: its link opens nothing any more, and a letter that waits is not sent."""
        self.settle(self.State.WITHDRAWN, by=by)
        AuditEntry.record(self.organization, "invitation_revoked", by=by)
        Message.objects.withdraw(kind="person_invitation", about=self.about)

    @classmethod
    def begin_anew(cls, organization: Organization) -> None:
        """The seven days of letters that waited for the group to be listed begin when it is; of no other letters."""
        held = Message.objects.waiting().filter(kind="person_invitation", held_for=organization.letters_key)
        prefixes = [context["prefix"] for context in held.values_list("context", flat=True)]
        cls.objects.pending().filter(organization=organization, prefix__in=prefixes).update(asked_at=timezone.now())

    # Questions

    @classmethod
    def of_link(cls, token: str) -> "Invitation | None":
        """The open invitation of a link; None for one that is made up, old, used, taken back or of a closed group."""
        prefix, _dot, secret = token.partition(".")
        if not (prefix.isascii() and prefix.isalnum()):
            return None
        found = cls.objects.open().filter(prefix=prefix).select_related("organization", "asked_by").first()
        given = _hash(secret)
        return found if found and secrets.compare_digest(found.secret_hash, given) else None

    def is_for(self, user) -> bool:
        """Whether this person has confirmed that the address is hers."""
        return type(self).objects.to_address_of(user).filter(pk=self.pk).exists()

    @property
    def masked_address(self) -> str:
        return f"{self.address[:1]}…@{self.address.rpartition('@')[2]}" if self.address else ""


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
