"""Whether two versions of a text say the same, and where they differ: by words, so that a comma is no quarrel.

The longest common subsequence is rapidfuzz's, whose time is bounded by the product of the lengths over 64: two texts of
10,000 characters are compared in some tens of milliseconds, whatever they say.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import OSA, LCSseq

_WORD = re.compile(r"\w+", re.UNICODE)
_PIECE = re.compile(r"\s+|[^\s]+")
# Of the long text so much may change without asking again: a slip of the pen, a name spelled right.
SAME_RATIO = 0.97
SAME_WORDS = 8
LETTERS_PER_SLIP = 5  # of a word of a name


class Piece(NamedTuple):
    """A stretch of the newer text that stayed ("same") or came ("added"), or of the older that went ("removed")."""

    kind: str
    text: str


def is_material(before: dict[str, str], after: dict[str, str]) -> bool:
    """Whether who signed the one text cannot be taken to have signed the other.

    Of a short text (title, sentence) every word counts and every figure; of the long one ("about") more than eight
    words or one in thirty, and every figure or negation wherever it stands.
    """
    short = [name for name in after if name != "about"]
    if any(_words(before.get(name, "")) != _words(after[name]) for name in short):
        return True
    old, new = _words(before.get("about", "")), _words(after.get("about", ""))
    if _telling(old) != _telling(new):
        return True
    return _changed(old, new) > min(SAME_WORDS, (1 - SAME_RATIO) * max(len(old), len(new), 1))


def is_misspelling(before: str, after: str) -> bool:
    """Whether two names are one that was spelled otherwise: word for word, one letter in five at most of each.

    Capitals and accents count for nothing. Names of four letters or fewer have no slip: "Lee" and "Bee" are two people.
    """
    old, new = _words(_plain(before)), _words(_plain(after))
    return len(old) == len(new) and all(
        OSA.distance(one, other) <= min(len(one), len(other)) // LETTERS_PER_SLIP
        for one, other in zip(old, new, strict=True)
    )


def has_other_words(before: str, after: str) -> bool:
    """Whether any word or figure is another; capitals, spaces and signs are none. Small steps do not add up."""
    return _words(before) != _words(after)


def differences(before: str, after: str) -> list[Piece]:
    """The newer text with what went and what came, in the order in which it is read."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    return list(_joined(_pieces(old, new)))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for act, begin, end, first, last in LCSseq.opcodes(old, new):
        if act == "equal":
            yield Piece("same", "".join(new[first:last]))
        elif act == "delete":
            yield Piece("removed", "".join(old[begin:end]))
        else:
            yield Piece("added", "".join(new[first:last]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Changes with nothing but a space between them are one, so that a rewritten sentence does not flicker."""
    kept: list[Piece] = []
    for piece in pieces:
        blank = piece.kind == "same" and not piece.text.strip() and kept
        if blank and kept[-1].kind != "same":
            kept += [Piece("removed", piece.text), Piece("added", piece.text)]
        else:
            kept.append(piece)
        if piece.kind == "same" and not blank:
            yield from _ordered(kept[:-1])
            yield piece
            kept = []
    yield from _ordered(kept)


def _ordered(changes: list[Piece]) -> Iterator[Piece]:
    for kind in ("removed", "added"):
        if text := "".join(piece.text for piece in changes if piece.kind == kind).strip():
            yield Piece(kind, text)


def _plain(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


_NEGATIONS = frozenset(
    "no not never none without nicht kein keine nie ohne sin nunca ni non ne pas jamais sans".split()
)


def _telling(words: list[str]) -> list[str]:
    return [word for word in words if word in _NEGATIONS or any(letter.isdigit() for letter in word)]


def _changed(old: list[str], new: list[str]) -> int:
    """How many words went or came, the greater of the two at each place."""
    total = went = came = 0
    for act, begin, end, first, last in LCSseq.opcodes(old, new):
        if act == "equal":
            total, went, came = total + max(went, came), 0, 0
        else:
            went, came = went + end - begin, came + last - first
    return total + max(went, came)
