"""What a group answers elsewhere moves its card here by itself: it was asked, signed on, declined or left."""

from django.db import models, transaction
from django.utils import timezone

from demands.models import Endorsement
from events.models import Sponsorship
from orgs.models import Affiliation, SignOn
from outbox.contacts import contact_index
from outreach.models.touch import Touch
from outreach.stages import OPEN, Stage

State = SignOn.State


class Answered(models.Model):
    """What follows the sign-on of its group. The host is told of answers by letter; nobody has to look here."""

    class Meta:
        abstract = True

    @classmethod
    @transaction.atomic
    def hear(cls, signon: SignOn) -> None:
        """Take note of where a sign-on stands, at every prospect that means its group. Heard twice it is once.

        Under what has no board nobody hears it.
        """
        if not isinstance(signon, Sponsorship | Endorsement | Affiliation):
            return
        column = "" if isinstance(signon, Affiliation) else signon._meta.model_name
        meant = cls.objects.filter(cls._meant(signon)).order_by("pk")  # two at once lock them one after the other
        for row in meant.select_for_update(of=("self",)):
            if column and getattr(row, f"{column}_id") != signon.pk:
                setattr(row, column, signon)
                row.save(update_fields=[column])
            row._follow(signon)

    @staticmethod
    def _meant(signon: Sponsorship | Endorsement | Affiliation) -> models.Q:
        """Those of the target that are the group, were asked by this very sign-on, or are reached at the address that
        was asked or at one of her who answered. What a former host or lead kept hears nothing."""
        if isinstance(signon, Affiliation):
            return models.Q(coalition=signon.coalition_id, organization=signon.organization_id)
        meant = models.Q(**{signon._meta.model_name: signon})
        if signon.organization_id:
            meant |= models.Q(organization=signon.organization_id)
        indexes = {signon.invited_index} - {""}
        if signon.is_invitation and signon.decided_by:
            indexes |= {contact_index(address) for address in signon.decided_by.confirmed_addresses()}
        if indexes:
            meant |= models.Q(address_index__in=indexes)
        return models.Q(**{signon.UNDER: signon.target.pk}, kept_by=signon.target.group.pk) & meant

    def _follow(self, signon: SignOn) -> None:
        """Asked it is contacted, or talks where it asks itself; with a no it rests and is thanked by the answer that
        the site writes. Who leaves is spoken with; who did not answer in time is looked at again."""
        invited, kind = signon.is_invitation, Touch.Kind.ANSWERED
        if signon.state == State.PENDING and invited:
            self.touch(Touch.Kind.LETTER, by=signon.asked_by)
            if self.stage != Stage.TALKING:
                self.shift(Stage.CONTACTED, by=None)
        elif signon.state == State.PENDING or signon.state == State.WITHDRAWN:
            self.shift(Stage.TALKING, by=None, kind=kind)
        elif signon.state == State.ACCEPTED:
            self.shift(Stage.SIGNED, by=None, kind=kind)
        elif signon.state == State.DECLINED and invited:
            self.shift(Stage.DECLINED, by=None, kind=kind)
            type(self).objects.filter(pk=self.pk, thanked_at=None).update(thanked_at=timezone.now())
        elif signon.state == State.EXPIRED and invited and self.stage in OPEN:
            type(self).objects.filter(pk=self.pk, due_on=None).update(due_on=timezone.localdate())
