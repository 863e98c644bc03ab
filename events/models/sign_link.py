"""The link in an invitation's letter, with which it is answered without signing in."""

from typing import Self

from django.core import signing
from django.db import models
from django.urls import reverse

from orgs.models import Organization, User

SALT = "events.sign-on"


class SignLink(models.Model):
    """Something that one person answers by a link of her own. A new version lets every link of it die."""

    link_version = models.PositiveSmallIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def link(self, user: User | None) -> str:
        """The address at which this person answers without signing in. It is hers: do not show it to others."""
        token = signing.dumps([self.pk, user.pk if user else 0, self.link_version], salt=SALT)
        return reverse("events:sign", args=[token])

    @classmethod
    def of_link(cls, token: str) -> tuple[Self, User | None] | None:
        """The sponsorship and the person a link was made for; None where it opens nothing any more.

        A link dies with its version, and when its person stops organizing the group that was asked.
        """
        try:
            pk, user_pk, version = signing.loads(token, salt=SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        found = cls.objects.for_cards().filter(pk=pk, link_version=version, direction="invited").first()
        if found is None or not found.series.is_public:
            return None
        if not user_pk:
            return (found, None)
        user = User.objects.filter(pk=user_pk, is_active=True).first()
        if user is None or not Organization.objects.organized_by(user).filter(pk=found.organization_id).exists():
            return None
        return (found, user)
