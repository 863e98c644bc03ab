"""How names of groups are compared: without case, accents, small words and look-alike letters. No database."""

import re
import unicodedata
from functools import lru_cache

from places.spelling import words as plain_words

LONGEST_KEY = 200

# Letters of other alphabets that look like one of ours; what they stand for beside each. Both cases.
_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТХУԚԜҺаеѕіјорсхуԛԝһӏԁɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανικρτυχϲѵօսոհցզյɑɩƖƽǀ",
    "ABESIJKMHOPCTXYQWHaesijopcxyqwhldgABEZHIKMNOPTYXoavikptuxcvounhgqjaiIsl",
)
_DIGITS = str.maketrans("0135", "oles")
_SPLIT = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_INSIDE = re.compile(r"[A-Za-z][0135][A-Za-z]{2}|[A-Za-z]{2}[0135][A-Za-z]")  # "N0rth", not "350" or "21st"
_ORDINAL = re.compile(r"(\d+)(st|nd|rd|th)")

SMALL = frozenset("a an and at by de del el en for from in la las los n o of on or our the to with y".split())
# Words that say how a group is organized, not which one it is.
FORM = frozenset("branch chapter club inc llc local org organization official team".split())
GENERIC = frozenset(
    "action activist alliance area association campaign center city coalition collective committee community concerned"
    " council county district federation foundation friend fund greater group initiative institute international league"
    " member metro movement national network office party people project rally resident society state student supporter"
    " task force town union unit united volunteer worker youth".split()
)
# Words a letter or two apart that are never a slip of the pen for each other.
COMPASS = frozenset(
    f"{one}{other}{end}" for one in ("north", "south", "") for other in ("east", "west", "") for end in ("", "ern")
)
_SAME = {
    "assn": "association",
    "assoc": "association",
    "centre": "center",
    "children": "child",
    "cmte": "committee",
    "co": "county",
    "dem": "democrat",
    "democratic": "democrat",
    "dept": "department",
    "dr": "doctor",
    "fed": "federation",
    "gop": "republican",
    "govt": "government",
    "hs": "high school",
    "intl": "international",
    "men": "man",
    "natl": "national",
    "organisation": "organization",
    "univ": "university",
    "women": "woman",
}
# "2 Rivers" is "Two Rivers", with the same initials.
_NUMBERS = {f"{n}": word for n, word in enumerate("one two three four five six seven eight nine ten".split(), start=1)}
_TOWNS = {
    "dc": "washington",
    "indy": "indianapolis",
    "la": "los angeles",
    "nola": "new orleans",
    "nyc": "new york",
    "pdx": "portland",
    "pgh": "pittsburgh",
    "philly": "philadelphia",
    "sf": "san francisco",
    "slc": "salt lake",
    "stl": "saint louis",
}
_STATES = (
    "ak alaska al alabama ar arkansas az arizona ca california ct connecticut fl florida ga georgia ia iowa id"
    " idaho il illinois ks kansas ky kentucky ma massachusetts md maryland mi michigan mn minnesota mo missouri ms"
    " mississippi mt montana nc north+carolina nd north+dakota ne nebraska nh new+hampshire nj new+jersey nm"
    " new+mexico nv nevada ny new+york oh ohio pa pennsylvania ri rhode+island sc south+carolina sd south+dakota"
    " tn tennessee tx texas ut utah va virginia vt vermont wa washington wi wisconsin wv west+virginia wy wyoming"
).split()
_LONG = (
    _SAME
    | _TOWNS
    | _NUMBERS
    | {short: name.replace("+", " ") for short, name in zip(_STATES[::2], _STATES[1::2], strict=True)}
)


def skeleton(text: str) -> str:
    """What the eye reads: compatible forms made one, letters of other alphabets as the Latin ones they look like."""
    return " ".join(_as_read(word) for word in unicodedata.normalize("NFKC", text).split())


def key(text: str) -> str:
    """The form in which a name is stored and compared letter by letter: "L’Été, P.S.L." gives "lete psl"."""
    return " ".join(plain_words(skeleton(text)))[:LONGEST_KEY]


def plain_key(text: str) -> str:
    """The same of what was typed, with no letter taken for another."""
    return " ".join(plain_words(unicodedata.normalize("NFKC", text)))[:LONGEST_KEY]


@lru_cache(maxsize=4096)
def words(name_key: str) -> tuple[str, ...]:
    """The words of a key as they are compared: singular, with abbreviations, small numbers and nicknames of towns
    written out."""
    longer = (_LONG.get(word, word) for word in _SPLIT.sub(" ", _ORDINAL.sub(r"\1", name_key)).split())
    return tuple(_singular(part) for word in longer for part in word.split())


def is_number(word: str) -> bool:
    """Whether a word of a name is a number, in figures or written out: it tells two names apart."""
    return word.isdigit() or word in _NUMBERS.values()


def _singular(word: str) -> str:
    word = _SAME.get(word, word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _SAME.get(word[:-1], word[:-1])
    return word


def _as_read(word: str) -> str:
    """A word in Latin letters if all of it can be read so: a Greek or Russian word stays what it is."""
    read = word.translate(_ALIKE)
    if any(sign.isalpha() and not sign.isascii() for sign in unicodedata.normalize("NFKD", read)):
        return word
    return read.translate(_DIGITS) if _INSIDE.search(read) else read
