"""Which demands, and who may: the scopes that every view goes through."""

from django.contrib.auth.models import AnonymousUser
from django.db import models

from demands.models.listed import ListedQuerySet
from demands.stages import Degree, Outcome
from orgs.models import Organization, User
from orgs.models.shown import shown


class DemandQuerySet(ListedQuerySet):
    """Demands by where they stand and by who may see or edit them."""

    def public(self):
        """What everybody sees: put to a body and shown, by a group that is listed."""
        return self.filter(shown(group="lead"))

    def put(self):
        return self.filter(state="put")

    def won(self):
        """What the tally counts: won by confirmed actions, with evidence, and not taken back since."""
        return self.filter(outcome=Outcome.WON).exclude(degree=Degree.NOT)

    def visible_to(self, user: User | AnonymousUser):
        """The public ones, and all of the groups one belongs to; a moderator sees all that were put to a body."""
        if not user.pk:
            return self.public()
        inside = models.Q(lead__in=Organization.objects.of_member(user).values("pk"))
        if user.is_active and user.is_moderator:
            inside |= ~models.Q(state="draft")
        return self.filter(shown(group="lead") | inside)

    def editable_by(self, user: User | AnonymousUser):
        return self.filter(lead__in=Organization.objects.organized_by(user).values("pk"))

    def endorsable_by(self, user: User | AnonymousUser):
        """Those under way that a group of this person may ask to be named under."""
        return self.public().put().exclude(pk__in=self.model.objects.editable_by(user).values("pk"))

    def of_member(self, user: User | AnonymousUser):
        """Those that a group one belongs to leads."""
        return self.filter(lead__in=Organization.objects.of_member(user).values("pk"))

    def of_desk(self, user: User):
        """Those she looks after, what is decided soon first, closed ones last."""
        closed = models.Case(models.When(state="closed", then=1), default=0)
        hers = self.editable_by(user).select_related("lead", "body")
        return hers.order_by(closed, models.F("decision_on").asc(nulls_last=True), "-created_at", "-pk")

    def for_cards(self):
        """With what a card says of each, in one query."""
        return self.select_related("lead", "body__place")


class ActionQuerySet(models.QuerySet):
    """Actions by whether they count, and who may confirm them."""

    def confirmed(self):
        return self.filter(confirmed_at__isnull=False, dropped_at=None)

    def unconfirmed(self):
        return self.filter(confirmed_at=None, dropped_at=None)

    def confirmable_by(self, user: User | AnonymousUser):
        """What somebody else entered, for a demand that this person's group leads; a moderator's are all."""
        found = self.unconfirmed().exclude(entered_by=user.pk) if user.pk else self.none()
        if user.pk and user.is_active and user.is_moderator:
            return found.exclude(demand__state="draft")
        return found.filter(demand__in=self._demands(user))

    def _demands(self, user: User | AnonymousUser):
        return self.model.demand.field.related_model.objects.editable_by(user).values("pk")
