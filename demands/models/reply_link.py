"""The link in letters about a reply: whoever holds it reads the mailbox of that address."""

from typing import Self

from django.core import signing
from django.db import models
from django.urls import reverse

SALT = "demands.replies"


class ReplyLink(models.Model):
    """One link for all that an address replies as the holder of one seat to one demand. It never logs anybody in."""

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return reverse("demands:reply-own", args=[self.token])

    @property
    def token(self) -> str:
        return signing.Signer(salt=SALT).sign_object([self.demand_id, self.term_id, self.contact_index])

    @classmethod
    def of_token(cls, token: str) -> list[Self]:
        """What can still be read there, newest first; nothing for a link that we did not make, or once it is erased."""
        try:
            demand, term, index = signing.Signer(salt=SALT).unsign_object(token)
        except (signing.BadSignature, ValueError, TypeError):
            return []
        if not index:
            return []
        rows = cls.objects.filter(demand=demand, term=term, contact_index=index)
        asked = cls.objects.asked().values("pk")
        found = rows.filter(models.Q(confirmed_at__isnull=False) | models.Q(pk__in=asked))
        return list(found.for_page().order_by("-asked_at", "-pk"))
