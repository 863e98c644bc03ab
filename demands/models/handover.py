"""Handing over the lead of a demand: another group goes on with it, once both have said so."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models.demand import Demand
from demands.models.endorsement import Endorsement
from demands.models.seat_claim import SeatClaim
from demands.models.staged import when_led
from orgs.models import Asked, HandedOn, HandedOnQuerySet, Membership, Organization, User
from orgs.models.shown import shown
from orgs.models.signon import NO_HOLDS
from outbox.models import Message

CHANGED = "lead_changed"
A_WEEK, MOST_A_WEEK = timedelta(days=7), 5  # new offers of one group, whatever it leads


class DemandHandoverQuerySet(HandedOnQuerySet):
    """Offers of demands."""

    def open(self):
        """In time, of what is under way where everybody sees it, to a group that everybody sees."""
        return super().open().filter(shown("demand__", group="lead"), demand__state=Demand.State.PUT)

    def for_cards(self):
        return self.select_related("demand__lead", "demand__body__place", "organization", "to").order_by(
            "asked_at", "pk"
        )


class DemandHandover(HandedOn):
    """The lead, `organization`, offers a demand to another listed group. A yes takes effect at once.

    The page, its address, the words, what happened, who endorses and who follows it stay as they are.
    """

    WHAT, HOLDER, ACTS = "demand", "lead", "lead"
    NOT_OFFERABLE = _("Choose another listed group, for a demand that is under way and that everybody sees.")

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="handovers", editable=False)
    # Both are the lead's to say: whether it endorses the demand afterwards, and whether other groups go on reading
    # what its people noted of their talks with seats.
    stays = models.BooleanField(default=True, editable=False)
    with_notes = models.BooleanField(default=False, editable=False)

    objects = DemandHandoverQuerySet.as_manager()

    class Meta(Asked.Meta):
        abstract = False
        ordering = ["asked_at", "pk"]
        constraints = [
            *Asked.Meta.constraints,
            models.UniqueConstraint(
                fields=["demand"], condition=models.Q(state="pending"), name="one_pending_handover_per_demand"
            ),
        ]

    def __str__(self) -> str:
        return f"demand {self.demand_id} from {self.organization_id} to {self.to_id}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("demands:lead", args=[self.pk])

    # Questions

    def told_of_change(self):
        """The organizers of both groups, and of those that endorse it: they signed under the lead that was."""
        signed = Endorsement.objects.accepted().filter(demand=self.demand_id).values("organization")
        organizing = Membership.objects.filter(role__in=Membership.ORGANIZING).filter(
            organization__in=Organization.objects.working().values("pk")
        )
        of_both = models.Q(organization__in=[self.organization_id, self.to_id])
        hers = organizing.filter(of_both | models.Q(organization__in=signed))
        return User.objects.filter(pk__in=hers.values("user"), is_active=True)

    # Private steps

    def _may_take(self, demand: Demand) -> bool:
        """Any listed group, be it new to the demand; but a no holds, and nobody offers to everybody in turn."""
        now, offers = timezone.now(), type(self).objects
        recent = offers.filter(demand=demand, to=self.to, state=self.State.DECLINED, decided_at__gt=now - NO_HOLDS)
        if recent.exists():
            raise ValidationError(
                _("This group has said no. It can be asked again after ninety days."), code="declined"
            )
        made = offers.filter(organization=self.organization, asked_at__gt=now - A_WEEK).exclude(
            demand=demand, to=self.to
        )
        if made.count() >= MOST_A_WEEK:
            raise ValidationError(_("Your group has made many offers this week. Wait a few days."), code="too_many")
        return True

    def _change_places(self, demand: Demand) -> bool:
        self._end_endorsement(demand)
        Demand.objects.filter(pk=demand.pk).update(lead=self.to)
        gone = Demand.objects.filter(pk=demand.pk).exclude(next_step_by__in=self.to.organizers())
        gone.update(next_step_by=None)
        if self.stays:
            self._endorse(demand)
        self._leave_seats(demand)
        return True

    def _end_endorsement(self, demand: Demand) -> None:
        """Who leads it does not endorse it: what was accepted ends, and what was asked has no answer any more."""
        theirs = Endorsement.objects.filter(demand=demand, organization=self.to)
        Endorsement.end_asking(theirs)
        theirs.accepted().update(state=Endorsement.State.WITHDRAWN, decided_at=timezone.now())

    def _endorse(self, demand: Demand) -> None:
        Endorsement.objects.create(
            demand=demand,
            organization=self.organization,
            direction=Endorsement.Direction.INVITED,
            state=Endorsement.State.ACCEPTED,
            text_version=demand.text_version,
            asked_version=demand.text_version,
            asked_by=self.asked_by,
            decided_by=self.asked_by,
            decided_at=timezone.now(),
        )

    def _leave_seats(self, demand: Demand) -> None:
        """Talks of the group that led: where it leaves, those of people of both go on, the others are free.

        What its people noted goes along as far as it said so; who is left to read it reads it.
        """
        talks = SeatClaim.objects.filter(demand=demand, group=self.organization)
        if not self.stays:
            talks.open().filter(claimed_by__in=self.to.organizers()).update(group=self.to)
            talks.open().free()
        if not self.with_notes:
            talks.reported().keep_notes(within_group=self.stays)

    def _tell_of_change(self, *, by: User) -> None:
        for follow in when_led:
            follow(self.demand, self.organization, by)
        whom = self.told_of_change().exclude(pk=by.pk)
        Message.write_many(
            kind=CHANGED,
            about=self.about,
            to=[(user.email, {"demandhandover": self.pk, "user": user.pk}) for user in whom],
            sequence="1",
            held_for=self.demand.held_for,
            sender=self.to.letters_key,
        )
