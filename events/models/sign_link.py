"""The link in an invitation's letter, with which it is answered without signing in."""

from typing import NamedTuple

from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone

from events.models.forward import Forward
from orgs.models import INVITATION_LIVES, Organization, User

SALT = "events.sign-on"


class Opened(NamedTuple):
    """What a link opens, and for whom: an organizer of the group, an address it was passed on to, or the address
    that was asked (neither)."""

    sponsorship: "SignLink"
    user: User | None = None
    forward: Forward | None = None

    @property
    def speaks(self) -> bool:
        """Whether whoever holds this link may speak for the group that has signed: one of its organizers; or for
        thirty days the address by whose link it was signed, as long as the account made with that organizes it."""
        if self.user:
            return True
        signed = self.sponsorship
        if not signed.is_accepted:
            return False
        mine = self.forward.has_signed if self.forward else not signed.forwards.filter(has_signed=True).exists()
        if not (mine and timezone.now() < signed.decided_at + INVITATION_LIVES):
            return False
        by = signed.decided_by
        return by is None or Organization.objects.organized_by(by).filter(pk=signed.organization_id).exists()


class SignLink(models.Model):
    """Something that one person answers by a link of her own. A new version lets every link of it die."""

    link_version = models.PositiveSmallIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def link(self, user: User | None, forward: Forward | None = None) -> str:
        """The address at which this person answers without signing in. It is hers: do not show it to others."""
        whose = [user.pk if user else 0, self.link_version] + ([forward.pk] if forward else [])
        return reverse("events:sign", args=[signing.dumps([self.pk, *whose], salt=SALT)])

    @classmethod
    def of_link(cls, token: str) -> Opened | None:
        """What a link opens; None where it opens nothing any more.

        A link dies with its version, and when its person stops organizing the group that was asked.
        """
        try:
            pk, user_pk, version, *forward_pk = signing.loads(token, salt=SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        found = cls.objects.for_cards().filter(pk=pk, link_version=version).first()
        if found is None or not found.series.is_public or not (found.is_invitation or found.is_accepted):
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
