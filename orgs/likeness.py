"""Names like a typed one, among all that are known: kept in the process, compared word by word. No database."""

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from orgs.initials import initials, may_be_initials, runs, without_own_initials, written_out
from orgs.spelling import COMPASS, FORM, GENERIC, SMALL, is_number, key, words

ALIKE = 0.66  # of the weight of both names' words, so much must be shared
LOOSELY_ALIKE = 0.5  # the same for somebody who looks for a group
MOST_CANDIDATES = 80
BESIDE_INITIALS = 1.5
ONLY_INITIALS = 0.6  # the same where nothing but initials speaks for it, and the groups are of different states
SHORTEST_SLIP = 5  # letters of a word that may be misspelled
OTHER_TOWN = 0.8  # what the likeness of two names counts where their groups are of different towns
OTHER_STATE = 0.7


class Town(NamedTuple):
    """Where a group is, by the words of its town and of its state."""

    locality: frozenset[str] = frozenset()
    region: frozenset[str] = frozenset()

    @classmethod
    def of(cls, locality: str, region: str) -> "Town":
        return _town(locality, region)


NOWHERE = Town()


class Name(NamedTuple):
    """A name that a group bears: `pk` is the name's, `group` the group's."""

    pk: int
    group: int
    key: str
    town: Town = NOWHERE


class Names:
    """An index of names. It grows by `add`; what it finds is in the order of likeness."""

    def __init__(self, names: Iterable[Name] = ()):
        self.names: list[Name] = []
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.by_letters: dict[str, list[int]] = defaultdict(list)
        self.by_town: dict[str, list[int]] = defaultdict(list)
        self._initials: list[str] = []
        self._all_initials = ""
        for name in names:
            self.add(name)

    def add(self, name: Name) -> None:
        at = len(self.names)
        self.names.append(name)
        self.by_letters[_letters(words(name.key))].append(at)
        for word in set(words(name.key)):
            self.by_word[word].append(at)
        for word in name.town.locality | name.town.region:
            self.by_town[word].append(at)
        self._initials.append(" ".join(initials(words(name.key))))

    def like(self, text: str, town: Town = NOWHERE, *, least: float = ALIKE) -> list[tuple[float, Name]]:
        """The names like this one and how alike they are, 1 at most, the likest first."""
        typed = key(text)
        found = []
        for at in self._candidates(words(typed)):
            name = self.names[at]
            score = self._score(typed, town, name)
            if score >= least:
                found.append((score, name))
        return sorted(found, key=lambda each: (-each[0], each[1].pk))

    def search(self, text: str) -> list[int]:
        """The groups of which each word of a text says something: a word of a name, its beginning, a misspelling of
        it, initials, the town or the state. The likest name first; where no group has them all, names that are like
        the text as a whole."""
        typed = [word for word in words(key(text)) if word not in SMALL]
        likely = list(dict.fromkeys(name.group for _score, name in self.like(text, least=LOOSELY_ALIKE)))
        every = set.intersection(*(self._with_word(word) for word in typed)) if typed else set()
        first = [group for group in likely if group in every]
        return first + sorted(every.difference(first)) if every else likely

    def alike(self, one: tuple[str, ...], town: Town, other: tuple[str, ...], there: Town) -> float:
        """How alike two names are, by the weight of the words that they share."""
        one, other = without_own_initials(one), without_own_initials(other)
        expanded = written_out(one, other)
        mine, theirs = expanded or (one, other)
        pairs = self._pairs(set(mine), set(theirs))
        left = self._left(set(mine) - pairs.keys(), there, town)
        right = self._left(set(theirs) - {word for word, _ in pairs.values()}, town, there)
        if expanded:  # three letters stand for many things: what remains must fit
            left, right = left * BESIDE_INITIALS, right * BESIDE_INITIALS
        weights = {word: self._weight(word) for word in pairs}
        shared = sum(weights[word] * like for word, (_, like) in pairs.items())
        score = shared / (sum(weights.values()) + left + right + min(left, right) or 1)
        literal = {word for word in set(one) & set(other) if word not in SMALL}
        if expanded and not literal and town.region != there.region and town.region and there.region:
            return score * ONLY_INITIALS
        return score * _apart(town, there, literal)

    def _score(self, typed: str, town: Town, name: Name) -> float:
        if name.key == typed:
            return 1.0
        if _letters(words(name.key)) == _letters(words(typed)):  # "Code Pink" and "CodePink"
            return 0.99 * _apart(town, name.town, set(words(typed)))
        return self.alike(words(typed), town, words(name.key), name.town)

    def _candidates(self, typed: tuple[str, ...]) -> list[int]:
        """The names that share the rarest words, spelled right or not, in full or by initials."""
        votes: dict[int, float] = defaultdict(float)
        for word in set(typed) - SMALL:
            for spelled in [word, *self._misspelled(word)]:
                weight = self._weight(word)
                for at in self.by_word.get(spelled, ()):
                    votes[at] += weight
        for word in set(typed):
            if may_be_initials(word):
                for at in self._with_initials(word):
                    votes[at] += 1
        for letters in set(runs(typed)):
            for at in self.by_word.get(letters, ()):
                votes[at] += 1
        for at in self.by_letters.get(_letters(typed), ()):
            votes[at] += 9
        return sorted(votes, key=lambda at: (-votes[at], at))[:MOST_CANDIDATES]

    def _with_initials(self, word: str) -> Iterator[int]:
        """The names in which so many words in a row begin with these letters. One search in one long text."""
        if self._all_initials.count("\n") != len(self._initials):
            self._all_initials = "".join(f"{letters}\n" for letters in self._initials)
            self._ends = list(accumulate(len(letters) + 1 for letters in self._initials))
        found = self._all_initials.find(word)
        while found >= 0:
            at = bisect_right(self._ends, found)
            yield at
            found = self._all_initials.find(word, self._ends[at])

    def _with_word(self, word: str) -> set[int]:
        spelled = [other for other in self.by_word if other.startswith(word)] if len(word) >= 3 else [word]
        places = [at for other in (spelled or self._misspelled(word)) for at in self.by_word.get(other, ())]
        places += self.by_town.get(word, ())
        if may_be_initials(word):
            places += self._with_initials(word)
        if not places:
            places = [at for other in self._slips(word, self.by_town) for at in self.by_town[other]]
        return {self.names[at].group for at in places}

    def _misspelled(self, word: str) -> list[str]:
        if len(word) < SHORTEST_SLIP or len(self.by_word.get(word, ())) > 2:
            return []
        return self._slips(word, self.by_word)

    @staticmethod
    def _slips(word: str, among: Iterable[str]) -> list[str]:
        limit = 1 if len(word) < 9 else 2
        found = process.extract(word, list(among), scorer=OSA.distance, score_cutoff=limit, limit=8)
        return [spelled for spelled, _, _ in found if spelled != word]

    def _pairs(self, mine: set[str], theirs: set[str]) -> dict[str, tuple[str, float]]:
        """Which word of the one name stands for which of the other, and how surely."""
        pairs = {word: (word, 1.0) for word in mine & theirs}
        free = {word for word in theirs - pairs.keys() if len(word) >= SHORTEST_SLIP}
        for word in sorted(mine - pairs.keys()) if free else ():
            near = [other for other in free if self._is_slip(word, other)]
            if near:
                pairs[word] = (near[0], 0.9)
                free.discard(near[0])
        return pairs

    def _is_slip(self, word: str, other: str) -> bool:
        """Whether one word may be a slip of the pen for the other: both are not common, and neither is a number."""
        if len(word) < SHORTEST_SLIP or abs(len(word) - len(other)) > 2 or is_number(word) or is_number(other):
            return False
        if word in COMPASS or other in COMPASS:
            return False
        if min(len(self.by_word.get(word, ())), len(self.by_word.get(other, ()))) > 2:
            return False
        limit = 1 if min(len(word), len(other)) < 9 else 2
        return OSA.distance(word, other, score_cutoff=limit) <= limit

    def _weight(self, word: str) -> float:
        """What a word says about which group is meant: nothing for a small one, less the more names have it."""
        if word in SMALL or word in FORM:
            return 0.02
        if word in GENERIC:
            return 0.3
        return 1 / (1 + math.log10(1 + len(self.by_word.get(word, ()))) / 4)

    def _left(self, rest: set[str], elsewhere: Town, own: Town) -> float:
        """The weight of words that the other name has not."""
        return sum(self._weight(word) * _matters(word, elsewhere, own) for word in rest)


def _matters(word: str, elsewhere: Town, own: Town) -> float:
    """How much it tells two names apart that one lacks a word: little if it is the other's town, much if it is a town
    elsewhere or a number."""
    if word in elsewhere.locality:
        return 0.1
    if word in elsewhere.region:
        return 0.5
    return 2.0 if word in own.locality or word in own.region or is_number(word) else 1.0


def _apart(town: Town, there: Town, shared: set[str]) -> float:
    """Two groups of different towns are less likely one, unless their names say the same town or state."""
    if not town.locality or not there.locality or town == there:
        return 1.0
    if town.region != there.region:
        return 1.0 if shared & (town.region | there.region) else OTHER_STATE
    return 1.0 if shared & (town.locality | there.locality | town.region) else OTHER_TOWN


@lru_cache(maxsize=8192)
def _town(locality: str, region: str) -> Town:
    return Town(frozenset(words(key(locality))) - SMALL, frozenset(words(key(region))) - SMALL)


def _letters(of: tuple[str, ...]) -> str:
    return "".join(word for word in of if word not in SMALL)
