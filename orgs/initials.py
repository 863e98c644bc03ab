"""Words and the initials that stand for them: "PSL" and "Party for Socialism and Liberation". No database."""

from functools import lru_cache

from orgs.spelling import SMALL, is_number


@lru_cache(maxsize=4096)
def initials(of: tuple[str, ...]) -> tuple[str, ...]:
    """The first letters of the words, with and without the small ones."""
    every = "".join(word[0] for word in of)
    long = "".join(word[0] for word in long_words(of))
    return (every,) if every == long else (every, long)


@lru_cache(maxsize=4096)
def long_words(of: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in of if word not in SMALL)


@lru_cache(maxsize=4096)
def _short_words(of: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in of if may_be_initials(word))


def may_be_initials(word: str) -> bool:
    return 3 <= len(word) <= 6 and word.isalpha() and word not in SMALL and not is_number(word)


@lru_cache(maxsize=4096)
def runs(of: tuple[str, ...]) -> frozenset[str]:
    """The initials of every three to six words that follow each other."""
    return frozenset(
        letters[start : start + length]
        for letters in initials(of)
        for length in range(3, 7)
        for start in range(len(letters) - length + 1)
    )


@lru_cache(maxsize=4096)
def without_own_initials(of: tuple[str, ...]) -> tuple[str, ...]:
    """Without the initials that stand beside the words they are of: "Showing Up for Racial Justice (SURJ)"."""
    if not _short_words(of):
        return of
    return tuple(word for word in of if word not in _short_words(of) or word not in runs(_but(of, word)))


def _but(of: tuple[str, ...], word: str) -> tuple[str, ...]:
    return tuple(other for other in of if other != word)


def written_out(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Both names with the initials of one written out as the words of the other; None where there are none."""
    if found := _expanded(one, other):
        return found, other
    if found := _expanded(other, one):
        return one, found
    return None


def _expanded(short: tuple[str, ...], long: tuple[str, ...]) -> tuple[str, ...] | None:
    for word in _short_words(short):
        for letters, run in zip(initials(long), (long, long_words(long)), strict=False):
            start = letters.find(word) if word not in long else -1
            if start >= 0:
                return tuple(each for each in short if each != word) + run[start : start + len(word)]
    return None
