"""Which endorsements, and who may answer, take back or withdraw them."""

from django.db import models

from orgs.models import AskingQuerySet, Organization
from orgs.models.shown import shown


class EndorsementQuerySet(AskingQuerySet):
    """Endorsements by who may do what about them."""

    def addressed_to(self, user):
        """An invitation is for the organizers of the group to answer, a request for the lead's; answered or not."""
        mine = self._organized_by(user)
        invited = models.Q(direction="invited", organization__in=mine)
        requested = models.Q(direction="requested", demand__lead__in=mine)
        return self.filter(invited | requested)

    def answerable_by(self, user):
        """The same while they wait; what the public does not see, the lead alone."""
        return self._seen_by(user, self.addressed_to(user).awaiting().exclude(demand__state="draft"))

    def revocable_by(self, user):
        """What one's own group asked, while it waits for its answer."""
        mine = self._organized_by(user)
        invited = models.Q(direction="invited", demand__lead__in=mine)
        requested = models.Q(direction="requested", organization__in=mine)
        return self.awaiting().filter(invited | requested)

    def renewable_by(self, user):
        """Invitations of one's own group that nobody answered, in time or late."""
        return self.unanswered().filter(demand__lead__in=self._organized_by(user))

    def withdrawable_by(self, user):
        """What one's own group has signed."""
        return self.signed_by(user).accepted()

    def signed_by(self, user):
        """The same, and what it has withdrawn from since."""
        return self.filter(organization__in=self._organized_by(user), state__in=["accepted", "withdrawn"])

    def read_by(self, user):
        """What stands or waits between one's own group and another; what the public does not see, the lead alone."""
        mine = self._organized_by(user)
        standing = self.standing().filter(models.Q(organization__in=mine) | models.Q(demand__lead__in=mine))
        return self._seen_by(user, standing)

    def under_way(self):
        """Under a demand that its lead works on: under another there is nothing to join any more."""
        return self.filter(demand__state="put")

    def current(self):
        return self.under_way().filter(shown("demand__", group="lead"))

    def of_text_of_now(self):
        """Accepted, and of the words that are asked for now, or of such as say the same."""
        return self.accepted().filter(text_version__gte=models.F("asked_version"))

    def for_cards(self):
        people = ["asked_by", "decided_by"]
        return self.select_related("demand__lead", "demand__body__place", "organization", *people).order_by(
            "asked_at", "pk"
        )

    def _seen_by(self, user, found):
        return found.filter(shown("demand__", group="lead") | models.Q(demand__lead__in=self._organized_by(user)))

    @staticmethod
    def _organized_by(user):
        return Organization.objects.organized_by(user).values("pk")
