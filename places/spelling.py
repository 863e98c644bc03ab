"""How names of places are compared: without case, accents, punctuation and the usual abbreviations."""

import re
import unicodedata

# What Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_APOSTROPHES = re.compile("['’‘ʼʻ`´]")
_WORD = re.compile(r"[^\W_]+")
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


def key(text: str) -> str:
    """The form in which a name is stored and searched: "St. Paul" and "SAINT-PAUL" both give "saint paul".

    Single letters are joined ("D.C." gives "dc"). Only letters, digits and single spaces come out, so any input is
    fit for a query; a text without letters and digits gives "".
    """
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """The words of a key."""
    text = _APOSTROPHES.sub("", text).casefold().translate(_LETTERS)
    letters = (sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    joined: list[str] = []
    in_initials = False
    for word in _WORD.findall("".join(letters)):
        is_initial = len(word) == 1 and word.isalpha()
        if is_initial and in_initials:
            joined[-1] += word
        else:
            joined.append(_ABBREVIATIONS.get(word, word))
        in_initials = is_initial
    return joined


def without_spelled_umlauts(name: str) -> str:
    """ "muenchen" as "munchen": for a key that was not found as it is."""
    return re.sub("([aou])e", r"\1", name)
