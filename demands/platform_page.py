"""What the page of a platform shows: its planks, who stands under which, and where each stands in each town."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import Case, F, Prefetch, Q, QuerySet, When
from django.urls import reverse

from demands.models import Demand, Plank, Platform, PlatformSignature
from demands.stages import Outcome
from demands.tally import Tally
from orgs.models import User

TOWNS = 20  # on one page
MOST_DEMANDS = 2_000  # of the towns of one page
AT_ONCE = 3  # demands of one plank in one town, named at once
MOST_NAMES = 300
MOST_WON = 20
MOST_STRUCK = 20
NOWHERE = Tally()
TOWN = ("body__place__locality", "body__place__region", "body__place__country")


class Standing(NamedTuple):
    """A plank with how its demands stand all together, and the groups that sign it without signing the whole."""

    number: int
    plank: Plank
    tally: Tally
    signed_by: list[PlatformSignature]


class Under(NamedTuple):
    """Who has signed: the whole as it is now, some planks, and only such as were struck since; all of them listed."""

    whole: list[PlatformSignature]
    in_part: list[tuple[PlatformSignature, list[int]]]
    earlier: list[PlatformSignature]

    @property
    def number(self) -> int:
        return len(self.whole) + len(self.in_part)

    @property
    def by_planks(self) -> list[tuple[str, list[PlatformSignature]]]:
        """Those that signed the same planks together, by their numbers: “1–3, 5”; who signed most comes first."""
        same: dict[tuple, list[PlatformSignature]] = {}
        for signed, numbers in self.in_part:
            same.setdefault(tuple(numbers), []).append(signed)
        return [(ranges(numbers), same[numbers]) for numbers in sorted(same, key=lambda some: (-len(some), some))]

    @property
    def said(self) -> list[PlatformSignature]:
        """Those that say a word beside their names."""
        return [one for one in [*self.whole, *(signed for signed, _numbers in self.in_part)] if one.note]


class Cell(NamedTuple):
    """One plank in one town."""

    number: int
    plank: Plank
    demands: list[Demand]
    more: int
    start: str  # where it is begun, "" where no model carries it


class Town(NamedTuple):
    name: str
    cells: list[Cell]


def carried_by(planks: list[Plank]) -> QuerySet:
    """The public demands that carry one of these planks: made from its model, or the very one it names."""
    models, named = {one.model_id for one in planks} - {None}, {one.demand_id for one in planks} - {None}
    return Demand.objects.public().filter(Q(adopted__text__model__in=models) | Q(pk__in=named))


def planks_of(platform: Platform) -> list[Plank]:
    return list(platform.planks.standing().with_carriers())


def standings(planks: list[Plank], under: Under) -> list[Standing]:
    """Each plank with its tally; two queries however many there are."""
    found = carried_by(planks)
    by_model = found.tallies("adopted__text__model")
    by_demand = found.filter(pk__in=[one.demand_id for one in planks if one.demand_id]).tallies("pk")
    names = {plank.pk: [] for plank in planks}
    for signed, numbers in under.in_part:
        for number in numbers:
            names[planks[number - 1].pk].append(signed)
    return [
        Standing(
            number,
            plank,
            by_model.get(plank.model_id, NOWHERE) if plank.model_id else by_demand.get(plank.demand_id, NOWHERE),
            names[plank.pk],
        )
        for number, plank in enumerate(planks, start=1)
    ]


def under(platform: Platform, planks: list[Plank]) -> Under:
    """Who has signed what of it; two queries."""
    standing = {plank.pk: number for number, plank in enumerate(planks, start=1)}
    signed = Prefetch("planks", queryset=Plank.objects.only("pk"), to_attr="all_signed")
    rows = platform.signatures.public().select_related("organization").prefetch_related(signed)
    found = Under([], [], [])
    for row in rows.order_by("decided_at", "pk")[:MOST_NAMES]:
        numbers = sorted(standing[plank.pk] for plank in row.all_signed if plank.pk in standing)
        if len(numbers) == len(planks):
            found.whole.append(row)
        elif numbers:
            found.in_part.append((row, numbers))
        else:
            found.earlier.append(row)
    return found


def may_sign(platform: Platform, reader: User | AnonymousUser) -> bool:
    if not platform.is_announced:
        return False
    return not reader.pk or Platform.objects.signable_by(reader).filter(pk=platform.pk).exists()


def town_by_town(planks: list[Plank], number: int) -> tuple[Page, list[Town]]:
    """One page of the towns in which a plank is asked for, each with every plank that something carries; three
    queries however many there are."""
    found = carried_by(planks).order_by()
    names = found.values(*TOWN).distinct().order_by("body__place__country", "body__place__region", TOWN[0])
    page = Paginator(names, TOWNS).get_page(number)
    here = list(page)
    if not here:
        return page, []
    within = Q()
    for names in here:
        within |= Q(**names)
    first = Case(When(outcome=Outcome.WON, then=0), When(outcome=Outcome.OPEN, state="put", then=1), default=2)
    rows = found.filter(within).annotate(of_model=F("adopted__text__model")).for_cards().defer("about")
    by_town: dict[tuple, list[Demand]] = {}
    for row in rows.order_by(first, "-created_at", "-pk")[:MOST_DEMANDS]:
        place = row.body.place
        by_town.setdefault((place.locality, place.region, place.country), []).append(row)
    return page, [_town(tuple(names[name] for name in TOWN), by_town, planks) for names in here]


def _town(key: tuple, by_town: dict[tuple, list[Demand]], planks: list[Plank]) -> Town:
    locality, region, country = key
    name = ", ".join(part for part in (locality, region) if part) or country
    here = by_town.get(key, [])
    cells = [_cell(number, plank, here, name) for number, plank in enumerate(planks, start=1) if is_carried(plank)]
    return Town(name, cells)


def _cell(number: int, plank: Plank, here: list[Demand], town: str) -> Cell:
    demands = [row for row in here if row.pk == plank.demand_id or (plank.model_id and row.of_model == plank.model_id)]
    start = ""
    if not demands and plank.model_id and plank.model.is_public:
        start = f"{reverse('demands:model-adoption', args=[plank.model.slug])}?{urlencode({'near': town})}"
    return Cell(number, plank, demands[:AT_ONCE], max(len(demands) - AT_ONCE, 0), start)


def ranges(numbers: Iterable[int]) -> str:
    """“1–3, 5” for 1, 2, 3 and 5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def is_carried(plank: Plank) -> bool:
    return bool(plank.model_id or plank.demand_id)


def won_without_next(planks: list[Plank]) -> list[Demand]:
    """What was won of it where nothing follows yet, for its keeper; the latest first."""
    return list(carried_by(planks).won().filter(next_ones=None).for_cards().order_by("-stage_since", "-pk")[:MOST_WON])
