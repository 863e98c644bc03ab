"""The link in an invitation's letter, with which it is answered without signing in."""

from typing import NamedTuple

from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone

from orgs.models.organization import Organization
from orgs.models.passed_on import PassedOn
from orgs.models.signon import INVITATION_LIVES
from orgs.models.user import User


class Opened(NamedTuple):
    """What a link opens, and for whom: an organizer of the group, an address it was passed on to, or the address
    that was asked (neither)."""

    signon: "SignLink"
    user: User | None = None
    forward: PassedOn | None = None

    @property
    def speaks(self) -> bool:
        """Whether whoever holds this link may speak for the group that has signed: one of its organizers; or for
        thirty days the address by whose link it was signed, as long as the account made with that organizes it."""
        if self.user:
            return True
        signed = self.signon
        if not signed.is_accepted:
            return False
        mine = self.forward.has_signed if self.forward else not signed.forwards.filter(has_signed=True).exists()
        if not (mine and timezone.now() < signed.decided_at + INVITATION_LIVES):
            return False
        by = signed.decided_by
        return by is None or Organization.objects.organized_by(by).filter(pk=signed.organization_id).exists()

    @property
    def has_signed(self) -> bool:
        """Whether it was this very person who said yes."""
        if self.forward:
            return self.forward.has_signed
        return bool(self.user) and self.user == self.signon.decided_by

    @property
    def address(self) -> str:
        """The address that the link was written to, where it is not an organizer's."""
        return self.forward.address if self.forward else self.signon.invited_address


class SignLink(models.Model):
    """Something that one person answers by a link of her own. A new version lets every link of it die."""

    SIGN_SALT: str
    SIGN_PAGE: str  # the name of the page to which its links lead

    link_version = models.PositiveSmallIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        abstract = True

    def link(self, user: User | None, forward: PassedOn | None = None) -> str:
        """The address at which this person answers without signing in. It is hers: do not show it to others."""
        whose = [user.pk if user else 0, self.link_version] + ([forward.pk] if forward else [])
        return reverse(self.SIGN_PAGE, args=[signing.dumps([self.pk, *whose], salt=self.SIGN_SALT)])

    @classmethod
    def of_link(cls, token: str) -> Opened | None:
        """What a link opens; None where it opens nothing any more.

        A link dies with its version, and when its person stops organizing the group that was asked.
        """
        try:
            pk, user_pk, version, *forward_pk = signing.loads(token, salt=cls.SIGN_SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        found = cls.objects.for_cards().filter(pk=pk, link_version=version).first()
        if found is None or not found.target.is_public or not (found.is_invitation or found.is_accepted):
            return None
        if forward_pk:
            forward = found.forwards.filter(pk=forward_pk[0]).first()
            return Opened(found, forward=forward) if forward else None
        if not user_pk:
            return Opened(found)
        user = User.objects.filter(pk=user_pk, is_active=True).first()
        if user is None or not Organization.objects.organized_by(user).filter(pk=found.organization_id).exists():
            return None
        return Opened(found, user)
