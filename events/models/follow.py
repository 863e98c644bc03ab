"""Following: an address is told what is new, or each week what is on."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models import Demand
from events.models.follower import Follower
from events.models.series import Series
from orgs.models import Affiliation, Organization, User
from outbox.models import Message, Suppression
from places.distance import box, km_between
from places.models.located import LocatedQuerySet
from places.spots import Spot

CONFIRM_WITHIN = timedelta(hours=48)
MOST = 50  # follows of one address
KMS = (10, 25, 50, 100)


class FollowQuerySet(LocatedQuerySet):
    """Follows by whether they count, and by what they would be told of."""

    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def pending(self):
        """Asked for at an address whose owner has not pressed the button yet."""
        return self.filter(confirmed_at=None, began_at__gte=timezone.now() - CONFIRM_WITHIN)

    def of_person(self, user: User):
        """What the confirmed addresses of a person follow."""
        return self.confirmed().filter(follower__in=Follower.objects.of_person(user))

    def same_as(self, follow: "Follow"):
        """Those of the same target."""
        names = ("organization_id", "series_id", "demand_id", "latitude", "longitude")
        return self.filter(**{name: getattr(follow, name) for name in names})

    def for_cards(self):
        return self.select_related(
            "organization__place", "series__host", "series__place", "demand__lead", "follower"
        ).order_by("pk")

    def that_show(self, series: Series):
        """Of a group that shows this series, or of a town so near that it may lie within its kilometres."""
        # The other way round from Series.objects.shown_by: a few groups of one series, and no walk of all.
        signed = series.sponsorships.accepted().values_list("organization", flat=True)
        including = Affiliation.objects.that_include(series.host).values_list("coalition", flat=True)
        groups = [series.host_id, *signed, *including]
        near = models.Q(pk__in=())
        for km in KMS:
            around = self.model.objects.filter(km=km).inside(box(series.place.latitude, series.place.longitude, km))
            near |= models.Q(pk__in=around.values("pk"))
        return self.filter(models.Q(organization__in=groups) | near)


class Follow(models.Model):
    """One address follows one group, one series, one demand, or what is on around a town.

    By an account with one press; by an address alone it counts once the button in the letter is pressed.
    """

    class Rhythm(models.TextChoices):
        ANNOUNCED = "announced", _("As soon as something is announced, at most one letter a day")
        WEEKLY = "weekly", _("On Thursdays: what is on in the next ten days")

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="follows")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, null=True, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.CASCADE, null=True, related_name="follows")
    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, null=True, related_name="+")
    label = models.CharField(max_length=120, blank=True, default="")  # of a town: "Akron, OH"
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    km = models.PositiveSmallIntegerField(null=True)
    time_zone = models.CharField(max_length=64)
    rhythm = models.CharField(max_length=10, choices=Rhythm, default=Rhythm.ANNOUNCED)
    began_at = models.DateTimeField(default=timezone.now)  # what is shown from then on is new
    confirmed_at = models.DateTimeField(null=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    organization__isnull=False, series=None, demand=None, label="", latitude=None, km=None
                )
                | models.Q(organization=None, series__isnull=False, demand=None, label="", latitude=None, km=None)
                | models.Q(organization=None, series=None, demand__isnull=False, label="", latitude=None, km=None)
                | (
                    models.Q(
                        organization=None, series=None, demand=None, latitude__isnull=False, longitude__isnull=False
                    )
                    & models.Q(km__in=KMS)
                    & ~models.Q(label="")
                ),
                name="follow_has_one_target",
            ),
            models.UniqueConstraint(
                fields=["follower", "organization"],
                condition=models.Q(confirmed_at__isnull=False),
                name="one_follow_per_follower_and_organization",
            ),
            models.UniqueConstraint(
                fields=["follower", "series"],
                condition=models.Q(confirmed_at__isnull=False),
                name="one_follow_per_follower_and_series",
            ),
            models.UniqueConstraint(
                fields=["follower", "demand"],
                condition=models.Q(confirmed_at__isnull=False),
                name="one_follow_per_follower_and_demand",
            ),
            models.UniqueConstraint(
                fields=["follower", "latitude", "longitude"],
                condition=models.Q(confirmed_at__isnull=False),
                name="one_follow_per_follower_and_town",
            ),
        ]
        indexes = [
            # Whom a new series is told to: those around its place.
            models.Index(fields=["km", "latitude", "longitude"], name="follow_around_a_town"),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} follows {self.organization_id or self.series_id or self.demand_id or self.km}"

    # What can be followed

    @staticmethod
    def of_group(group: Organization) -> dict:
        return {"organization": group, "time_zone": group.place.time_zone if group.place else settings.TIME_ZONE}

    @staticmethod
    def of_series(series: Series) -> dict:
        return {"series": series, "time_zone": series.time_zone}

    @staticmethod
    def of_demand(demand: Demand) -> dict:
        return {"demand": demand, "time_zone": demand.time_zone}

    @staticmethod
    def of_town(spot: Spot, km: int) -> dict:
        region = spot.region if spot.region != spot.locality else ""
        label = ", ".join(part for part in (spot.locality, region) if part) or spot.label
        point = {"latitude": spot.latitude, "longitude": spot.longitude}
        return point | {"label": label[:120], "km": km, "time_zone": spot.time_zone}

    # Verbs

    @classmethod
    @transaction.atomic
    def ask(cls, address: str, target: dict, *, rhythm: str) -> None:
        """Write to an address for its confirmation; nothing else is sent there before.

        What a stranger can cause to one address is bounded; beyond it the follow waits for the link of an
        earlier letter, and the page says the same as always.
        """
        follower = Follower.held(address, time_zone=target["time_zone"])
        asked = cls(follower=follower, rhythm=rhythm, **target)
        known = follower.follows.pending().same_as(asked)
        if not known.exists() and follower.follows.count() >= MOST:
            return
        if not known.update(rhythm=rhythm, km=asked.km, began_at=timezone.now()):
            asked.save()
        if Message.objects.stranger_may_cause("follow_confirmation", address):
            Message.write(
                kind="follow_confirmation",
                about=f"follower:{follower.pk}",
                to=address,
                context={"follower": follower.pk},
                sequence=timezone.now().strftime("%Y%m%d%H%M"),
            )

    @classmethod
    @transaction.atomic
    def begin(cls, target: dict, *, rhythm: str, by: User) -> None:
        """Follow with an account, whose address is known to be hers. Twice is once, in the rhythm asked for last."""
        follower = Follower.held(by.email, time_zone=target["time_zone"])
        wanted = cls(follower=follower, rhythm=rhythm, **target)
        known = follower.follows.confirmed().same_as(wanted)
        if not known.exists() and follower.follows.confirmed().count() >= MOST:
            raise ValidationError(_("You follow fifty things already. Stop one of them first."), code="too_many")
        wanted.settle()
        follower.keep_time()

    def settle(self) -> None:
        """Let it count from now on; it takes the place of an earlier follow of the same target.

        Whoever had stopped such letters wants them again: she has just pressed the button.
        """
        follows = self.follower.follows.same_as(self)
        if earlier := follows.confirmed().first():
            earlier.change(rhythm=self.rhythm, km=self.km)
        else:
            self.confirmed_at = timezone.now()
            self.save()
        follows.pending().delete()
        Suppression.objects.lift(self.follower.contact_index, self.kinds)

    def change(self, *, rhythm: str, km: int | None = None) -> None:
        """Another rhythm or radius. In a new rhythm only what is shown from now on is new."""
        if rhythm != self.rhythm:
            self.rhythm, self.began_at = rhythm, timezone.now()
        if self.is_town and km:
            self.km = km
        self.save(update_fields=["rhythm", "began_at", "km"])

    @classmethod
    def purge(cls) -> int:
        """Erase what nobody confirmed in 48 hours, and follows of a series some days after it is over."""
        now = timezone.now()
        late = cls.objects.filter(confirmed_at=None, began_at__lt=now - CONFIRM_WITHIN).delete()[0]
        before = now - timedelta(days=settings.CONTACT_KEEP_DAYS)
        since = models.Q(turned_at__lt=before) | models.Q(turned_at=None, last_day__lt=before.date())
        over = Series.objects.over().filter(since)
        return late + cls.objects.filter(series__in=over.values("pk")).delete()[0]

    # Questions

    @property
    def is_town(self) -> bool:
        return self.km is not None

    @property
    def is_weekly(self) -> bool:
        return self.rhythm == self.Rhythm.WEEKLY

    @property
    def kinds(self) -> set[str]:
        """The kinds of letters that it brings."""
        if self.demand_id:
            return {"demand_ahead", "demand_news", "demand_off"}
        weekly, news = {"follow_weekly"}, {"follow_news"}
        return (weekly if self.is_weekly else news) | (news if self.series_id else set())

    @property
    def is_shown(self) -> bool:
        """Whether the public may read what is followed; a town always."""
        if self.organization:
            return self.organization.is_listed
        target = self.series or self.demand
        return target is None or target.is_public

    @property
    def title(self) -> str:
        if self.is_town:
            return _("What is on within %(km)s km of %(town)s") % {"km": self.km, "town": self.label}
        return self.organization.name if self.organization else (self.series or self.demand).title

    @property
    def exported(self) -> dict:
        names = ("rhythm", "began_at", "confirmed_at")
        return {"follows": str(self.title), "address": self.follower.contact} | {
            name: getattr(self, name) for name in names
        }

    @property
    def url(self) -> str:
        """The page of what is followed; "" of a town."""
        target = self.organization or self.series or self.demand
        return target.get_absolute_url() if target else ""

    def reaches(self, located) -> bool:
        """Whether something with a latitude and a longitude lies within the kilometres of its town."""
        if not self.is_town:
            return False
        return km_between(self.latitude, self.longitude, located.latitude, located.longitude) <= self.km
