"""A series: a demonstration that repeats, or one that does not (a series of one)."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import audience, record
from events.models.change import Change
from events.models.changing import Changing
from events.models.demanding import Demanding
from events.models.ending import Ending
from events.models.granting import Granting
from events.models.lively import Lively
from events.models.new_rule import call_off
from events.models.redrafting import Redrafting
from events.models.renewing import Renewing
from events.models.scopes import SeriesQuerySet
from events.models.series_link import SeriesLink
from events.models.series_text import WordedSeries
from events.recurrence import Cadence
from orgs.models import Organization, Stock, User
from orgs.models.shown import Shown
from orgs.slugs import insert_under_free_slug
from places.models import Place


class Series(Granting, Demanding, WordedSeries, Changing, Redrafting, Shown, Lively, Renewing, Ending, SeriesLink):
    """What happens, where, how often and who calls for it. Its dates are its occurrences."""

    class Kind(models.TextChoices):
        DEMONSTRATION = "demonstration", _("Demonstration")
        RALLY = "rally", _("Rally")
        MARCH = "march", _("March")
        VIGIL = "vigil", _("Vigil")
        PICKET = "picket", _("Picket")
        WALKOUT = "walkout", _("Walkout")
        CANVASS = "canvass", _("Canvass")
        PHONE_BANK = "phone_bank", _("Phone bank")
        TEACH_IN = "teach_in", _("Teach-in")
        MEETING = "meeting", _("Meeting")
        HEARING = "hearing", _("Hearing")
        OTHER = "other", _("Gathering")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ANNOUNCED = "announced", _("Announced")
        ENDED = "ended", _("Ended")
        CANCELLED = "cancelled", _("Cancelled")

    VOUCHES = models.Q(hearing=None)  # a hearing is shown with its demand: nobody has looked at the series

    host = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.RALLY)
    summary = models.CharField(_("in one sentence"), max_length=240, blank=True)
    about = models.TextField(_("what it is about"), max_length=10_000, blank=True)
    getting_there = models.CharField(_("getting there"), max_length=500, blank=True)
    access = models.CharField(_("access"), max_length=500, blank=True)
    bring = models.CharField(_("bring"), max_length=500, blank=True)
    stock = models.CharField(_("color of paper"), max_length=10, choices=Stock, default=Stock.GOLD)

    open_ended = models.BooleanField(_("no last day yet"), default=False)

    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    state_note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    announced_at = models.DateTimeField(null=True, editable=False)
    announced_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    turned_at = models.DateTimeField(null=True, editable=False)  # it went on, ended or was called off: followers hear
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)

    # Where it was brought in from, so that the same row of a file is known again; empty for what was typed here.
    source_key = models.CharField(max_length=80, blank=True, default="", editable=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["first_day", "pk"]
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="series_does_not_end_before_it_starts",
                violation_error_message=_("A series does not end before it starts."),
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=5, minutes__lte=24 * 60), name="series_lasts_five_minutes_to_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(announced_at__isnull=False),
                name="series_announcement_is_dated",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="draft") | models.Q(shown_at__isnull=True), name="series_draft_is_not_shown"
            ),
            models.CheckConstraint(
                condition=models.Q(withheld_at__isnull=True) | models.Q(shown_at__isnull=False),
                name="series_withheld_was_shown",
            ),
            models.UniqueConstraint(
                fields=["source_key"],
                condition=~models.Q(source_key=""),
                name="one_series_per_source_key",
                violation_error_message=_("This series was brought in already."),
            ),
        ]
        indexes = [
            # The feeds' window, and the daily roll of announced series.
            models.Index(fields=["state", "last_day", "first_day"], name="series_window"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:series", args=[self.slug])

    # Verbs

    @classmethod
    @transaction.atomic
    def draft(
        cls,
        *,
        host: Organization,
        by: User | None,
        title: str,
        cadence: Cadence,
        place: Place,
        like: "Series | None" = None,
        **fields,
    ) -> "Series":
        """A series that only its host's people see. Its dates become rows when it is announced.

        `like` is the one that it was duplicated from.
        """
        fields.setdefault("stock", host.stock)
        series = cls(host=host, created_by=by, title=title, place=place, time_zone=place.time_zone, **fields)
        series.set_rule(cadence)
        series.full_clean(exclude=["slug", "host", "place", "created_by"])
        insert_under_free_slug(series, title, otherwise="event")
        if like:
            record.note(series, "series_duplicated", by=by, party=like.title)
        else:
            record.note(series, "series_drafted", by=by)
        return series

    @transaction.atomic
    def duplicate(self, *, by: User, groups: Iterable[Organization] = (), **fields) -> "Series":
        """A draft like this one, with a rule of its own: no dates, no people, no answers come along.

        `groups` are kept beside it, and asked anew when it is announced; nobody is written to before.
        """
        copy = Series.draft(by=by, like=self, **fields)
        for group in groups:
            if group != copy.host:
                self.sponsorships.model.foresee(copy, group, by=by)
        return copy

    @transaction.atomic
    def rewrite(self, *, by: User | None, cadence: Cadence, place: Place, **fields) -> None:
        """Change a draft in any way; of its exceptions stay those that still fit. What is announced changes date by
        date, or from a day on, where people are told."""
        before = self.locked()
        if not before.is_draft:
            raise ValidationError(_("This series was already announced."), code="announced")
        for name, value in fields.items():
            setattr(self, name, value)
        self.place, self.time_zone = place, place.time_zone
        self.set_rule(cadence)
        self.full_clean(exclude=["host", "place", "created_by"])
        self.save()
        self.lay_over_draft(before)
        self.revise()
        record.note_rewriting(before, self, by=by, fields=list(fields))

    @transaction.atomic
    def discard(self, *, by: User) -> None:
        """Throw a draft away for good, with the groups kept beside it. What was announced is cancelled instead."""
        if not self.locked().is_draft:
            raise ValidationError(_("This series was already announced."), code="announced")
        record.note(self, "series_discarded", by=by)
        self.delete()

    @transaction.atomic
    def announce(self, *, by: User | None) -> None:
        """Make its dates and show it: to everybody, or to its own people while it waits for a moderator.

        It waits with a group in review; of a listed group the first ones wait, until its record is clean. Groups
        that were kept beside the draft are asked now.

        Refused where every date is past or where a date's hour does not exist in its place.
        """
        self.refuse_impossible_hours()
        if self.last_day < self.today():
            raise ValidationError(_("Every date of this series is in the past."), code="past")
        # The host's row is held: listed in this moment it shows what is announced by then, or waits for us.
        host = self.host.locked()
        self._publish(by=by, shown=host.is_listed and Series.has_clean_record(host))
        record.note(self, "series_announced", by=by)
        self.sponsorships.all().ask_kept(by=by)
        if self.is_waiting:
            self.put_before_moderators(by=by)

    @transaction.atomic
    def record_history(self, *, by: User | None) -> None:
        """Announce a draft that has run elsewhere: past dates come in as held, later ones as planned.

        With no date to come it is ended at once. Whoever records it answers for it: it is shown, and nobody is
        written to. Refused like `announce`, but for the past.
        """
        self.refuse_impossible_hours()
        self._publish(by=by, shown=True)
        record.note(self, "series_brought_in", by=by)
        self.occurrences.mark_held()
        if self.end_if_over():
            self.refresh_from_db()

    @transaction.atomic
    def cancel(self, *, by: User, reason: str = "") -> None:
        """Call the whole series off: every date still to come is cancelled, everybody told once."""
        self.host.locked()  # before the series, as whoever decides on what waits does
        before = self._hold()
        if not before.is_announced:
            raise ValidationError(_("This series is not running."), code="not_running")
        change = Change.begin(before, by=by, act=Change.Act.CANCELLED)
        self.state, self.state_note, self.decided_by = self.State.CANCELLED, reason, by
        self.decided_at = self.turned_at = timezone.now()
        self.save(update_fields=["state", "state_note", "decided_by", "decided_at", "turned_at"])
        self.forget_waiting()
        self.handovers.all().lose_point()
        call_off(self, change, reason=reason)
        self.revise(sequence=True)
        record.note(self, "series_cancelled", by=by)
        audience.tell_of_series(self, by=by)

    @classmethod
    def refuse_to_retire(cls, organization: Organization) -> None:
        """A group that ends leaves nobody standing in the rain: what it announced is held or called off first."""
        if cls.objects.announced().filter(host=organization).exists():
            raise ValidationError(
                _("Something that this group announced is still running. Cancel it first: those coming are told then."),
                code="running",
            )

    # Questions

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_announced(self) -> bool:
        return self.state == self.State.ANNOUNCED

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_over(self) -> bool:
        return self.state == self.State.ENDED

    # Private steps

    def _publish(self, *, by: User | None, shown: bool) -> None:
        now = timezone.now()
        announced = Series.objects.filter(pk=self.pk, state=self.State.DRAFT).update(
            state=self.State.ANNOUNCED,
            announced_at=now,
            announced_by=by,
            shown_at=now if shown else None,
            changed_at=now,
        )
        self.refresh_from_db()
        if not announced:
            raise ValidationError(_("This series was already announced."), code="announced")
        self.roll()
