"""One group to which a letter to several goes: asked once, or not yet and why."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models import Endorsement
from events.models import Sponsorship
from orgs.models import Affiliation, SignOn, User
from outreach.models.prospect import Prospect

ANSWERS = {
    SignOn.State.PENDING: _("No answer yet"),
    SignOn.State.ACCEPTED: _("Said yes"),
    SignOn.State.DECLINED: _("Said no"),
    SignOn.State.EXPIRED: _("Did not answer"),
    SignOn.State.WITHDRAWN: _("Has left again"),
}


class AddresseeQuerySet(models.QuerySet):
    def for_page(self):
        return self.select_related(
            "prospect__organization", "prospect__claimed_by", "sponsorship", "endorsement", "affiliation"
        ).order_by("pk")


class Addressee(models.Model):
    """A prospect in a letter to several, and what became of asking it."""

    appeal = models.ForeignKey("outreach.Appeal", on_delete=models.CASCADE, related_name="addressees", editable=False)
    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="+", editable=False)
    sponsorship = models.ForeignKey(Sponsorship, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    endorsement = models.ForeignKey(Endorsement, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    affiliation = models.ForeignKey(Affiliation, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    asked_at = models.DateTimeField(null=True, editable=False)
    even_claimed = models.BooleanField(default=False, editable=False)  # chosen although somebody else looks after it
    why_not = models.CharField(max_length=200, blank=True, default="", editable=False)

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "prospect"], name="one_addressee_per_appeal_and_prospect")
        ]

    def __str__(self) -> str:
        return f"{self.prospect_id} of letter {self.appeal_id}"

    # Verbs

    def write_to(self, *, by: User, due_at: datetime) -> bool:
        """Invite it by the letter, due at an instant; whether it was invited now. `prospect` is marked.

        One conditional UPDATE: of two who send at once one asks. Where it cannot be asked it says why not.
        """
        try:
            if self.prospect.obstacle:
                raise ValidationError(self.prospect.obstacle, code="obstacle")
            with transaction.atomic():
                return self._claim() and self._invite(by, due_at)
        except ValidationError as refusal:
            self._stay(" ".join(map(str, refusal.messages)))
            return False

    # Questions

    @property
    def answer(self) -> str:
        """What it answered; empty where it was not asked."""
        if self.signon:
            return str(ANSWERS[self.signon.state])
        return self.prospect.get_stage_display() if self.asked_at else ""

    @property
    def signon(self) -> SignOn | None:
        return self.sponsorship or self.endorsement or self.affiliation

    @property
    def is_yes(self) -> bool:
        return bool(self.signon and self.signon.is_accepted)

    @property
    def is_open(self) -> bool:
        return bool(self.signon and self.signon.is_pending)

    # Private steps

    def _claim(self) -> bool:
        now = timezone.now()
        free = Addressee.objects.filter(pk=self.pk, asked_at=None)
        return bool(free.update(asked_at=now, why_not=""))

    def _invite(self, by: User, due_at: datetime) -> bool:
        appeal, prospect = self.appeal, self.prospect
        letter = appeal.words_for(prospect, sender=by, whole=False)
        who = prospect.organization or prospect.address
        if appeal.coalition:
            self.affiliation = Affiliation.invite(appeal.coalition, who, by=by, letter=letter, due_at=due_at)
        elif appeal.demand:
            ask = Endorsement.invite if prospect.organization else Endorsement.invite_address
            self.endorsement = ask(appeal.demand, who, by=by, letter=letter, due_at=due_at)
        else:
            terms = {"level": appeal.level, "first_day": appeal.first_day, "last_day": appeal.last_day}
            ask = Sponsorship.invite if prospect.organization else Sponsorship.invite_address
            self.sponsorship = ask(appeal.series, who, by=by, letter=letter, due_at=due_at, **terms)
        self.asked_at = timezone.now()
        self.save(update_fields=["sponsorship", "endorsement", "affiliation", "asked_at"])
        return True

    def _stay(self, reason: str) -> None:
        self.asked_at, self.why_not = None, reason[:200]
        Addressee.objects.filter(pk=self.pk, asked_at=None).update(why_not=self.why_not)
