"""The links in letters about a series, with which one organizer answers without signing in."""

from datetime import timedelta
from typing import Self

from django.core import signing
from django.urls import reverse

from orgs.models import Organization, User

STILL_ON, RENEWAL = "still-on", "renewal"
GOOD_FOR = timedelta(days=60)


class SeriesLink:
    """Something that is asked about by letter. Each kind of question has links of its own."""

    def link(self, question: str, user: User) -> str:
        """The address at which this organizer answers. It is hers: do not show it to others."""
        token = signing.dumps([self.pk, user.pk], salt=f"events.{question}")
        return reverse(f"events:{question}", args=[self.slug, token])

    @classmethod
    def of_link(cls, question: str, slug: str, token: str) -> tuple[Self, User] | None:
        """The series and the person a link was made for; None where it opens nothing any more.

        A link dies after sixty days, and when its person stops organizing the host.
        """
        try:
            pk, user_pk = signing.loads(token, salt=f"events.{question}", max_age=GOOD_FOR)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        found = cls.objects.select_related("host", "place").filter(pk=pk, slug=slug).first()
        user = User.objects.filter(pk=user_pk, is_active=True).first()
        if not (found and user) or not Organization.objects.organized_by(user).filter(pk=found.host_id).exists():
            return None
        return (found, user)
