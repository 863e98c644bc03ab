"""Which demands a list shows, in which order, and how they stand all together."""

from datetime import timedelta
from math import cos, radians

from django.db import models
from django.utils import timezone

from demands.models.body import Body
from demands.stages import Degree, Outcome
from demands.tally import Tally
from places.distance import box, km_between
from places.models import Place

UNHEARD_AFTER = timedelta(days=365)
MOST_BODIES = 2_000  # around one town

_town = ("body__place__locality", "body__place__region", "body__place__country")


def _under_way() -> models.Q:
    return models.Q(state="put", outcome=Outcome.OPEN)


def _unheard() -> models.Q:
    """Under way, with nothing entered for a year; a day that is set still speaks."""
    today, now = timezone.localdate(), timezone.now()
    silent = models.Q(stage_since__lt=today - UNHEARD_AFTER)
    silent |= models.Q(stage_since=None, put_at__lt=now - UNHEARD_AFTER)
    return _under_way() & silent & ~models.Q(decision_on__gte=today, decision_on__isnull=False)


class ListedQuerySet(models.QuerySet):
    """Demands as lists, maps and tallies ask for them."""

    def under_way(self):
        return self.filter(_under_way())

    def unheard(self):
        return self.filter(_unheard())

    def with_a_day(self):
        """With a hearing or a vote to come."""
        return self.filter(state="put", decision_on__gte=timezone.localdate())

    def with_words(self, words: list[str]):
        """Where each word stands in what is asked, in its file number, or in the name of its lead, body or town."""
        for word in words:
            self = self.filter(
                models.Q(title__icontains=word)
                | models.Q(summary__icontains=word)
                | models.Q(about__icontains=word)
                | models.Q(body__name__icontains=word)
                | models.Q(body__place__locality__icontains=word)
                | models.Q(lead__name__icontains=word)
                | models.Q(identifier__icontains=word)
            )
        return self

    def near(self, spot, km: float):
        """Put to a body that meets within so many kilometres."""
        places = Place.objects.inside(box(spot.latitude, spot.longitude, km))
        rows = Body.objects.filter(place__in=places.values("pk")).order_by()
        spots = rows.values_list("pk", "place__latitude", "place__longitude")[:MOST_BODIES]
        here = spot.latitude, spot.longitude
        return self.filter(body__in=[pk for pk, lat, lon in spots if km_between(*here, lat, lon) <= km])

    def nearest_first(self, spot):
        """By how far from here its body meets; of those in one place what is decided next."""
        narrowing = cos(radians(spot.latitude)) ** 2  # of a degree of longitude beside one of latitude, squared
        north = models.F("body__place__latitude") - models.Value(spot.latitude)
        east = models.F("body__place__longitude") - models.Value(spot.longitude)
        away = models.ExpressionWrapper(
            north * north + east * east * models.Value(narrowing), output_field=models.FloatField()
        )
        rows = self.decided_soon_first()
        return rows.order_by(away, *rows.query.order_by)

    def decided_soon_first(self):
        """What is decided next, then what is under way, what was won, and the rest; each with the newest first."""
        today = timezone.localdate()
        ahead = models.Case(models.When(state="put", decision_on__gte=today, then="decision_on"))
        rank = models.Case(
            models.When(_unheard(), then=1),
            models.When(_under_way(), then=0),
            models.When(outcome=Outcome.WON, then=2),
            default=3,
        )
        newest = models.F("stage_since").desc(nulls_last=True)
        return self.order_by(ahead.asc(nulls_last=True), rank, newest, "-pk")

    def tally(self) -> Tally:
        """How they stand all together, in one query."""
        towns = models.functions.Concat(*_between(_town, models.Value("|")))
        return Tally(**self.order_by().aggregate(towns=models.Count(towns, distinct=True), **_counts()))

    def tallies(self, key: str) -> dict[int, Tally]:
        """How they stand apart by a key, in one query."""
        towns = models.functions.Concat(*_between(_town, models.Value("|")))
        rows = self.order_by().values(key).annotate(towns=models.Count(towns, distinct=True), **_counts())
        return {row.pop(key): Tally(**row) for row in rows}

    def by_town(self):
        """One row for each town, in the order of the alphabet, with its counts and its names."""
        rows = self.order_by().values(*_town).annotate(**_counts())
        return rows.order_by("body__place__country", "body__place__region", "body__place__locality")


def _counts() -> dict[str, models.Count]:
    won = models.Q(outcome=Outcome.WON)
    which = {
        "won": won,
        "partly": won & models.Q(degree=Degree.PARTLY),
        "unsaid": won & models.Q(degree=""),
        "under_way": _under_way() & ~_unheard(),
        "unheard": _unheard(),
        "lost": models.Q(outcome=Outcome.LOST),
        "reversed": models.Q(outcome=Outcome.REVERSED),
        "closed": models.Q(state="closed", outcome=Outcome.OPEN),
    }
    return {name: models.Count("pk", filter=said) for name, said in which.items()}


def _between(names, mark) -> list:
    """The names with a mark between each two."""
    return [part for name in names for part in (name, mark)][:-1]
