"""Replies of those who hold seats, by where they stand and by whose words they are."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import models
from django.utils import timezone

from orgs.models import User
from outbox.contacts import contact_index

CONFIRM_WITHIN = timedelta(hours=48)
ERASED_AFTER, FORGOTTEN_AFTER = timedelta(days=30), timedelta(days=90)


class SeatReplyQuerySet(models.QuerySet):
    """What is read, what waits, and what is erased."""

    def standing(self):
        """What everybody reads: accepted, and not taken down."""
        return self.filter(state="accepted", withheld_at=None)

    def asked(self):
        """Typed at an address whose owner has not pressed the button yet."""
        return self.filter(state="asked", asked_at__gte=timezone.now() - CONFIRM_WITHIN)

    def of_one(self, reply: models.Model):
        """Those of the same address, as the same holder of a seat, to the same demand."""
        mine = {"demand": reply.demand_id, "term": reply.term_id, "contact_index": reply.contact_index}
        return self.filter(**mine)

    def of_person(self, user: User):
        """Those of the addresses that this person has confirmed."""
        addresses = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
        return self.filter(contact_index__in=[contact_index(address) for address in addresses])

    def for_page(self):
        return self.select_related("demand__lead", "demand__body__place", "term__seat", "answers")

    def purge(self) -> int:
        """Erase what nobody confirmed in two days and what stands no more after thirty; forget the address of what
        stands ninety days after the demand or the term is over."""
        now = timezone.now()
        late = models.Q(state="asked", asked_at__lt=now - CONFIRM_WITHIN)
        gone = self.filter(late | models.Q(ended_at__lt=now - ERASED_AFTER)).delete()[0]
        before = now - FORGOTTEN_AFTER
        over = models.Q(demand__closed_at__lt=before) | models.Q(term__until__lt=before.date())
        known = self.filter(over, state="accepted").exclude(contact_index="").values_list("pk", flat=True)
        return gone + self.filter(pk__in=list(known)).update(contact="", contact_index="")
