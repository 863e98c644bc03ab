"""What somebody typed for a town, taken apart. No database."""

import re

from places.spelling import words

_NUMBER = r"([+-]?[0-9]{1,3}(?:\.[0-9]{1,12})?)\s*°?\s*"
_POINT = re.compile(rf"\s*{_NUMBER}([NS]?)\s*[,;\s]\s*{_NUMBER}([EW]?)\s*", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<![0-9-])([0-9]{5})(?:-[0-9]{4})?(?![0-9-])")
_OURS = {"", "us", "usa", "united states"}


def coordinates(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees out of "41.08, -81.52" or "41.08° N, 81.52° W"."""
    match = _POINT.fullmatch(text)
    if not match:
        return None
    lat, lon = float(match[1]), float(match[3])
    lat = -lat if match[2] in ("S", "s") else lat
    lon = -lon if match[4] in ("W", "w") else lon
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def postcode(text: str) -> tuple[str, str] | None:
    """A US postcode and the key of the words beside it; a ZIP+4 is cut to its first five digits."""
    match = _POSTCODE.search(text)
    if not match:
        return None
    rest = " ".join(words(f"{text[: match.start()]} {text[match.end() :]}"))
    return match[1], "" if rest in _OURS else rest


def readings(text: str) -> list[tuple[str, list[str]]]:
    """Each way to read a text as a name and the words that say which one, the longest name first.

    A name ends at the first comma at the latest: "Akron, OH" has one reading, "new york" two.
    """
    first, _, rest = text.partition(",")
    name, others = words(first), words(rest)
    return [(" ".join(name[:end]), name[end:] + others) for end in range(len(name), 0, -1)]


def are_names(said: list[str], names: frozenset[str]) -> bool:
    """Whether words are only names out of a set, one after another: "ohio usa", "nj". True for no words."""
    return not said or any(
        " ".join(said[:end]) in names and are_names(said[end:], names) for end in range(1, min(len(said), 6) + 1)
    )
