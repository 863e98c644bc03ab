"""Which demands, and who may: the scopes that every view goes through."""

from django.contrib.auth.models import AnonymousUser
from django.db import models

from demands.models.listed import ListedQuerySet
from demands.models.wanting import WantingQuerySet
from demands.stages import Degree, Happened, Outcome
from orgs.models import Organization, User
from orgs.models.shown import shown


class DemandQuerySet(ListedQuerySet, WantingQuerySet):
    """Demands by where they stand and by who may see or edit them."""

    def public(self):
        """What everybody sees: put to a body and shown, by a group that is listed."""
        return self.filter(shown(group="lead"))

    def put(self):
        return self.filter(state="put")

    def gone_out(self):
        """Put to a body, be it closed since."""
        return self.exclude(state="draft")

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

    def watched_by(self, user: User | AnonymousUser):
        """Whose entries this person may confirm: her groups lead them, or endorse them where the public sees them;
        a moderator's are all put."""
        if user.pk and user.is_active and user.is_moderator:
            return self.gone_out()
        hers = Organization.objects.organized_by(user).values("pk")
        backed = self.model.endorsements.rel.related_model.objects.accepted().filter(organization__in=hers)
        return self.filter(
            models.Q(lead__in=hers)
            | (models.Q(pk__in=backed.values("demand"), state__in=["put", "closed"]) & shown(group="lead"))
        )

    def read_inside_by(self, user: User | AnonymousUser):
        """Whose entries she reads before anybody has confirmed them."""
        led, watched = self.model.objects.of_member(user), self.model.objects.watched_by(user)
        return self.filter(models.Q(pk__in=led.values("pk")) | models.Q(pk__in=watched.values("pk")))

    def canvassed_by(self, user: User | AnonymousUser):
        """Those put to a body whose seats this person may talk to: an organizer of the lead, or of a listed group that
        endorses it."""
        acting = Organization.objects.organized_by(user)
        signed = self.model.endorsements.rel.related_model.objects.filter(state="accepted")
        beside = signed.filter(organization__in=acting.listed().values("pk"), demand__in=self.model.objects.public())
        inside = models.Q(lead__in=acting.values("pk")) | models.Q(pk__in=beside.values("demand"))
        return self.exclude(state="draft").filter(inside)

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

    def for_page(self):
        """With what its page says besides: the model that it was made from."""
        return self.for_cards().select_related("adopted__text__model__proposed_by")


class ActionQuerySet(models.QuerySet):
    """Actions by whether they count, and who may confirm them."""

    def confirmed(self):
        return self.filter(confirmed_at__isnull=False, dropped_at=None)

    def unconfirmed(self):
        return self.filter(confirmed_at=None, dropped_at=None)

    def standing(self):
        """Not taken back before anybody confirmed it."""
        return self.filter(dropped_at=None)

    def confirmable_by(self, user: User | AnonymousUser):
        """What somebody else entered, of the demands that this person watches; what names nobody may be her own.
        With what has new evidence, since nobody but who brought it has looked at that."""
        anew = self.model.objects.unproven().filter(evidence__in=self.model.evidence.rel.related_model.objects.there())
        open_yet = models.Q(confirmed_at=None) | models.Q(pk__in=anew.values("pk"))
        found = self.standing().filter(open_yet).exclude(entered_by=user.pk) if user.pk else self.none()
        return found.filter(entered_by__isnull=False, demand__in=self._demands().watched_by(user).values("pk"))

    def read_inside_by(self, user: User | AnonymousUser):
        """With what nobody has confirmed yet."""
        return self.filter(demand__in=self._demands().read_inside_by(user).values("pk"))

    def provable_by(self, user: User | AnonymousUser):
        """To which this person may add evidence: until it is confirmed whoever may confirm it, then the lead alone,
        since nobody looks at it any more before everybody sees it."""
        watched, led = self._demands().watched_by(user), self._demands().editable_by(user)
        open_yet = models.Q(confirmed_at=None, demand__in=watched.values("pk"))
        return self.standing().filter(open_yet | models.Q(demand__in=led.values("pk")))

    def clearable_by(self, user: User | AnonymousUser):
        """From which this person may take evidence away: organizers of the lead, and moderators, say after a report."""
        demands = self._demands()
        led = demands.editable_by(user)
        if user.pk and user.is_active and user.is_moderator:
            led = demands.filter(models.Q(pk__in=led.values("pk")) | models.Q(pk__in=demands.gone_out().values("pk")))
        return self.filter(demand__in=led.values("pk"))

    def correctable_by(self, user: User | AnonymousUser):
        """What counts, for the organizers of the lead; a correction that waits is settled first."""
        counting = self.confirmed().exclude(pk__in=self.model.objects.correcting().values("corrects"))
        led = self._demands().editable_by(user).values("pk")
        return counting.exclude(kind=Happened.MISTAKEN).filter(demand__in=led)

    def retractable_by(self, user: User | AnonymousUser):
        """What nobody has confirmed yet, for the organizers of the lead."""
        return self.unconfirmed().filter(demand__in=self._demands().editable_by(user).values("pk"))

    def correcting(self):
        """Those that take the place of another, or will once they are confirmed."""
        return self.standing().filter(corrects__isnull=False)

    def for_log(self):
        """The latest first, with what a time line says of each."""
        shown = self.select_related("entered_for", "confirmed_for", "corrects")
        return shown.prefetch_related("evidence__file", "seat_votes", "results__component").order_by("-on", "-pk")

    def _demands(self):
        return self.model.demand.field.related_model.objects
