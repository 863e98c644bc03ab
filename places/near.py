"""Towns spelled like what somebody typed."""

from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from places.models import Edition, TownName
from places.reading import are_names
from places.spots import Spot

MOST_NEAR = 5
READINGS_TRIED = 4
NAMES_PER_READING = 25
# What makes a town less likely than its letters alone, in letters.
WRONG_STATE = 2
WRONG_INITIAL = 1


def near_matches(readings: list[tuple[str, list[str]]]) -> tuple[Spot, ...]:
    """Up to five towns whose name is one to three letters away, the likeliest first; swapped letters count once.

    What is more than one letter farther away than the likeliest is left out. All names are kept in the process from
    the first call on: 3 MB. Two queries, and one more for that first call.
    """
    names = _all_names(Edition.current())
    tried = [(name, said, _letters_away(name, names)) for name, said in readings[:READINGS_TRIED]]
    keys = {key for _, _, letters in tried for key in letters}
    best: dict[int, tuple[tuple, Spot]] = {}
    for row in TownName.objects.filter(key__in=keys).select_related("town"):
        rank = min(_ranks(row, tried))
        if row.town_id not in best or rank < best[row.town_id][0]:
            best[row.town_id] = rank, row.town.spot()
    nearest = sorted(best.values(), key=lambda ranked: ranked[0])
    return tuple(spot for rank, spot in nearest[:MOST_NEAR] if rank[0] <= nearest[0][0][0] + 1)


def _ranks(row: TownName, tried: list[tuple[str, list[str], dict[str, int]]]) -> Iterator[tuple]:
    """How likely each reading means this town: the smaller, the likelier."""
    for name, said, letters in tried:
        if row.key in letters:
            is_elsewhere = not are_names(said, row.town.region_names | {row.town.country.lower()})
            away = letters[row.key] + WRONG_STATE * is_elsewhere + WRONG_INITIAL * (name[0] != row.key[0])
            yield away, not row.is_main, -row.town.population, row.town_id


def _letters_away(name: str, names: list[str]) -> dict[str, int]:
    """The names most like one, with how many letters they are away; of equal ones those of the biggest towns."""
    if len(name) < 3:
        return {}
    limit = 1 if len(name) <= 4 else 2 if len(name) <= 9 else 3
    matches = process.extract(name, names, scorer=OSA.distance, score_cutoff=limit, limit=None)
    nearest = sorted(matches, key=lambda match: (match[1], match[2]))[:NAMES_PER_READING]
    return {match: letters for match, letters, _ in nearest}


@lru_cache(maxsize=1)
def _all_names(edition: str) -> list[str]:
    """Every name once, those of big towns first. Read anew when another edition is loaded."""
    keys = TownName.objects.order_by("-town__population", "pk").values_list("key", flat=True)
    return list(dict.fromkeys(keys.iterator(chunk_size=10_000)))
