"""What a town finds at a model demand: won here, under way, or nobody yet."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, Q, QuerySet, When

from demands.models import Body, Demand, ModelDemand
from demands.stages import Outcome
from places.distance import box, km_between
from places.spots import Spot

# How far from a town a body may meet that decides for it, by its kind. Those of a state or country decide everywhere
# in it.
LOCAL_KM, COUNTY_KM = 15, 45
OF_COUNTY = (Body.Kind.COUNTY_BOARD, Body.Kind.SHERIFF, Body.Kind.COURT)
OF_STATE = (Body.Kind.LEGISLATURE, Body.Kind.GOVERNOR)
OF_COUNTRY = (Body.Kind.CONGRESS, Body.Kind.AGENCY)
WIDE = (*OF_COUNTY, *OF_STATE, *OF_COUNTRY)
MOST = 200
MOST_BESIDE = 12

WON, UNDER_WAY, NOBODY = "won", "under_way", "nobody"


@dataclass
class Door:
    """One model for one town: the demands that were made of it there, the furthest first."""

    model: ModelDemand
    demands: list[Demand] = field(default_factory=list)
    next_ones: list[ModelDemand] = field(default_factory=list)

    @property
    def kind(self) -> str:
        if any(demand.is_won for demand in self.demands):
            return WON
        return UNDER_WAY if self.under_way else NOBODY

    @property
    def won(self) -> list[Demand]:
        return [demand for demand in self.demands if demand.is_won]

    @property
    def under_way(self) -> list[Demand]:
        return [demand for demand in self.demands if demand.is_undecided and not demand.is_closed]

    @property
    def tried(self) -> list[Demand]:
        """What was closed or not won: whoever begins again can learn from it."""
        return [demand for demand in self.demands if demand not in self.won and demand not in self.under_way]


def doors(models: Iterable[ModelDemand], spot: Spot) -> list[Door]:
    """Of each model what this town finds, what was won first; two queries."""
    by_model = {model.pk: Door(model) for model in models}
    made = Demand.objects.public().filter(adopted__text__model__in=by_model).for_cards()
    made = made.order_by(Case(When(outcome=Outcome.WON, then=0), default=1), "-created_at", "-pk")
    for demand in deciding_for(made.select_related("adopted__text"), spot, "body__"):
        by_model[demand.adopted.text.model_id].demands.append(demand)
    return list(by_model.values())


def also_asked(spot: Spot, found: Iterable[Door]) -> list[Demand]:
    """What else is under way for this town, without a model or beside its door; one query."""
    shown = [demand.pk for door in found for demand in door.demands]
    made = Demand.objects.public().under_way().exclude(pk__in=shown).decided_soon_first().for_cards()
    return deciding_for(made, spot, "body__")[:MOST_BESIDE]


def bodies_for(spot: Spot) -> list[Body]:
    """The bodies that decide for a town, by name."""
    return deciding_for(Body.objects.select_related("place", "jurisdiction").order_by("name", "pk"), spot)


def deciding_for(rows: QuerySet, spot: Spot, path: str = "") -> list:
    """The rows whose body decides for a town; `path` leads from a row to its body. One query.

    Of its town, its state and its country it takes the first two hundred each, in the order of the rows: however much
    is asked of a country, it hides nothing of the town.
    """
    around = box(spot.latitude, spot.longitude, COUNTY_KM)
    near = Q(**{f"{path}place__latitude__range": (around.south, around.north)})
    if not around.crosses_date_line:
        near &= Q(**{f"{path}place__longitude__range": (around.west, around.east)})
    country = Q(**{f"{path}place__country": spot.country})
    local = near & ~Q(**{f"{path}kind__in": (*OF_STATE, *OF_COUNTRY)})
    state = country & Q(**{f"{path}kind__in": OF_STATE, f"{path}place__region": spot.region})
    nation = country & Q(**{f"{path}kind__in": OF_COUNTRY})
    first = [Q(pk__in=rows.filter(there).values("pk")[:MOST]) for there in (local, state, nation)]
    found = rows.filter(first[0] | first[1] | first[2])
    return [row for row in found if _decides(row.body if path else row, spot)]


def _decides(body: Body, spot: Spot) -> bool:
    if body.kind in (*OF_STATE, *OF_COUNTRY):
        same = body.place.country == spot.country
        return same and (body.kind in OF_COUNTRY or body.place.region == spot.region)
    km = COUNTY_KM if body.kind in OF_COUNTY else LOCAL_KM
    return km_between(body.place.latitude, body.place.longitude, spot.latitude, spot.longitude) <= km
