"""What a group signs: for how long, what it takes on, who decided it, and which dates it sits out."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import record, referral
from events.models.bringing import Bringing, bringings
from events.models.scopes import AFTERWARDS, PLANNING

SITS_OUT_AT_MOST = 60
# What a group changes alone once it has signed: none of it adds to what the host agreed to.
OWN = ("tasks", "pledge", "note", "first_day", "last_day", "sits_out")


class Terms(models.Model):
    """The terms of a sign-on under a series. Without days it is for the whole series, with the same day twice for one
    date. Days are those of the rule (`original_day`), so a date that is moved keeps who stands by it."""

    class Level(models.TextChoices):
        CO_HOST = "co_host", _("Co-host")
        CO_SPONSOR = "co_sponsor", _("Co-sponsor")
        ENDORSE = "endorse", _("Endorse")

    class Task(models.TextChoices):
        PLANNING = "planning", _("Planning")
        OUTREACH = "outreach", _("Outreach")
        LOGISTICS = "logistics", _("Logistics")
        MARSHALS = "marshals", _("Marshals")
        SOUND = "sound", _("Sound")
        FOOD = "food", _("Food or hot drinks")

    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.CO_SPONSOR)
    tasks = models.JSONField(_("what the group takes on"), default=list, blank=True)
    pledge = models.PositiveIntegerField(
        _("people it hopes to bring"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    note = models.CharField(_("what it says beside its name"), max_length=200, blank=True, default="", db_default="")
    voted_on = models.DateField(_("day of the vote"), null=True, blank=True)
    first_day = models.DateField(_("from"), null=True, blank=True)
    last_day = models.DateField(_("until"), null=True, blank=True)
    # ISO days of the rule, in order.
    sits_out = models.JSONField(
        _("dates it sits out"), default=list, db_default=models.Value([], models.JSONField()), blank=True
    )

    class Meta:
        abstract = True

    # Verbs

    @transaction.atomic
    def amend(self, *, by, **terms) -> None:
        """The group changes what it takes on, says or sits out; nobody has to agree, and the host sees it.

        Refused where it would stand by more dates than both sides agreed to. The second time nothing changes.
        """
        series = self.series.locked()
        self.refresh_from_db()
        if not (self.is_accepted and series.is_announced):
            raise ValidationError(_("This group has not signed on."), code="not_signed")
        agreed = (self.first_day, self.last_day)
        changed = record.differing(self, {name: terms[name] for name in OWN if name in terms})
        for name in changed:
            setattr(self, name, terms[name])
        self._refuse_more_days(*agreed)
        if changed:
            self.full_clean(validate_unique=False, validate_constraints=False)
            self.save(update_fields=changed)
            series.revise()
            self.note_by_group("amended", by=by)

    # Questions

    @property
    def is_whole(self) -> bool:
        """Whether it stands for the series as long as that runs."""
        return self.first_day is None and self.last_day is None

    @property
    def is_one_date(self) -> bool:
        return self.first_day is not None and self.first_day == self.last_day

    @property
    def plans_along(self) -> bool:
        """Whether a group that has signed reads the plan by it still; `Sponsorship.objects.planning` for one row."""
        is_over = self.last_day is not None and self.last_day < timezone.localdate() - AFTERWARDS
        return self.level in PLANNING and not is_over

    def covers(self, day: date) -> bool:
        """Whether the group stands by the date with this original day."""
        begun = self.first_day is None or self.first_day <= day
        return begun and (self.last_day is None or day <= self.last_day) and day.isoformat() not in self.sits_out

    @property
    def own_link(self) -> str:
        """The address of the series that the group passes on; "" while nobody could come by it."""
        works = self.is_accepted and self.organization.is_listed and self.series.is_announced and self.series.is_public
        return referral.link(self.series, self.organization) if works else ""

    def brought(self) -> Bringing:
        """What the link of its group brought; once withdrawn it grows no more."""
        pair = (self.series_id, self.organization_id)
        return (bringings([pair]) if self.is_accepted else bringings([], left=[pair]))[pair]

    @property
    def task_labels(self) -> list[str]:
        return [str(self.Task(task).label) for task in self.tasks if task in self.Task.values]

    # Private steps

    def _refuse_more_days(self, first: date | None, last: date | None) -> None:
        earlier = first and (self.first_day is None or self.first_day < first)
        later = last and (self.last_day is None or self.last_day > last)
        if earlier or later:
            more = _("That is more than both groups agreed to. Withdraw, and ask for the longer time.")
            raise ValidationError({"last_day": ValidationError(more, code="more_days")})

    def clean(self):
        """Raise ValidationError where the days contradict each other, or too many are sat out."""
        super().clean()
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("This is before the first day.")})
        if len(self.sits_out) > SITS_OUT_AT_MOST:
            raise ValidationError({"sits_out": _("At most sixty dates.")})
