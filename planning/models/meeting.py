"""When the groups meet to plan."""

import uuid
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Series
from events.recurrence import ends, local, starts
from orgs.models import AuditEntry, Bucket, Membership, User
from outbox.models import Message
from planning.models import beside
from planning.models.in_plan import InPlan, InPlanQuerySet

MOST = 50
MOVES_A_DAY = 3
AHEAD = timedelta(days=366)
LETTER = "planning_meeting"
WHERE_AND_WHEN = ("day", "start_time", "minutes", "place", "link", "dial_in")


class MeetingQuerySet(InPlanQuerySet):
    """Meetings by whether they are to come and take place."""

    def to_come(self):
        """Not over yet, called off or not; the next one first."""
        return self.filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")

    def going_ahead(self):
        return self.filter(called_off_at=None)

    def past(self):
        return self.filter(ends_at__lte=timezone.now()).order_by("-starts_at", "-pk")

    def movable_by(self, user: User):
        """To come and not called off: its author and the host's organizers."""
        return self.to_come().going_ahead().removable_by(user)


class Meeting(InPlan):
    """A planning meeting, by the clocks of the series. Called, moved and called off: each time one letter to the
    organizers of every group that plans with them. Calendars know it by its UID, and by SEQUENCE what holds."""

    day = models.DateField(_("day"))
    start_time = models.TimeField(_("starts at"))
    time_zone = models.CharField(max_length=40, editable=False)
    minutes = models.PositiveSmallIntegerField(_("lasts"), default=60)
    place = models.CharField(_("where"), max_length=200, blank=True)
    link = models.URLField(_("link to join"), max_length=300, blank=True)
    dial_in = models.CharField(_("telephone to dial in"), max_length=100, blank=True)
    agenda = models.TextField(_("what it is about"), max_length=2_000, blank=True)
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    called_off_at = models.DateTimeField(null=True, editable=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    told = models.PositiveIntegerField(default=0, editable=False)  # the sequence that the last letter was about

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_after_its_start"
            ),
        ]
        indexes = [
            # The plan, the desk and private calendars: what is to come of some series.
            models.Index(fields=["series", "ends_at"], name="meeting_of_series"),
        ]

    def __str__(self) -> str:
        return f"meeting {self.pk} on {self.day}"

    # Verbs

    @classmethod
    @transaction.atomic
    def call(cls, series: Series, *, by: User, **fields) -> "Meeting":
        """Call a meeting; the organizers of all groups get one letter, but for who called it."""
        many = _("A plan has at most %(most)s meetings.")
        meeting = cls._begin(series, by=by, most=MOST, too_many=many, time_zone=series.time_zone, **fields)
        meeting._set_instants()
        meeting.save()
        meeting._tell("called", by=by)
        return meeting

    @transaction.atomic
    def rearrange(self, *, by: User, **fields) -> None:
        """Another day, hour, place or agenda; where it is and when is told by letter, three times a day at most.
        The same is nothing."""
        self._hold(by)
        before = {name: getattr(self, name) for name in fields}
        if before == fields:
            return
        is_moved = any(name in WHERE_AND_WHEN and before[name] != fields[name] for name in fields)
        if is_moved and not Bucket.take("meeting-moved", str(self.uid), limit=MOVES_A_DAY, within=timedelta(days=1)):
            many = _("It has been moved three times today, each with a letter. Move it tomorrow, or call it off.")
            raise ValidationError(many, code="too_often")
        for name, value in fields.items():
            setattr(self, name, value)
        self._set_instants()
        self._revise(is_told=is_moved)
        if is_moved:
            self._tell("moved", by=by)

    @transaction.atomic
    def call_off(self, *, by: User) -> None:
        """It does not take place; pages and calendars say so until it would have ended."""
        self._hold(by)
        self.called_off_at = timezone.now()
        self._revise(is_told=True)
        self._tell("called_off", by=by)

    # Questions

    @property
    def is_called_off(self) -> bool:
        return self.called_off_at is not None

    @property
    def starts_local(self) -> datetime:
        return local(self.starts_at, self.time_zone)

    @property
    def is_past(self) -> bool:
        return self.ends_at <= timezone.now()

    # Private steps

    def _hold(self, by: User) -> None:
        """As it is now, and nobody else changes the plan; ValidationError where nothing can be changed any more."""
        series = self.series.locked()
        beside.speaks_for(series, by)
        self._renew(series)
        if self.is_called_off or self.is_past:
            raise ValidationError(_("This meeting is over or was called off."), code="over")

    def _set_instants(self) -> None:
        self.starts_at = starts(self.day, self.start_time, self.time_zone)
        self.ends_at = ends(self.starts_at, self.minutes)
        now = timezone.now()
        if not now < self.starts_at < now + AHEAD:
            raise ValidationError(
                {"day": _("Choose a moment that is still to come, within a year.")}, code="not_to_come"
            )

    def _revise(self, *, is_told: bool) -> None:
        self.sequence, self.changed_at = self.sequence + 1, timezone.now()
        self.told = self.sequence if is_told else self.told
        self.save()

    def _tell(self, act: str, *, by: User) -> None:
        group = beside.speaks_for(self.series, by)
        AuditEntry.record(group, f"plan_meeting_{act}", by=by, about=self.series.title, day=self.day)
        mine = Membership.objects.filter(organization__in=beside.groups_of(self.series).values("pk"))
        organizers = mine.filter(role__in=Membership.ORGANIZING, user__is_active=True).exclude(user=by)
        context = {"meeting": self.pk, "act": act, "sequence": self.sequence}
        Message.write_many(
            kind=LETTER,
            about=f"meeting:{self.pk}",
            to=(
                (person.email, context | {"user": person.pk})
                for person in User.objects.filter(pk__in=organizers.values("user")).order_by("pk")
            ),
            sequence=str(self.sequence),
            held_for=group.held_for,
            sender=group.letters_key,
        )
