"""In which language a letter is written. The room that knows people says which one somebody reads."""

from collections.abc import Callable

from django.conf import settings

_readers: list[Callable[[str], str]] = []


def register(reads: Callable[[str], str]) -> None:
    """Say in which language the holder of an address reads, "" where it is not known. From AppConfig.ready."""
    if reads not in _readers:
        _readers.append(reads)


def language_for(address: str) -> str:
    """The language of a letter to the address: hers, where the site speaks it, else the site's own."""
    spoken = dict(settings.LANGUAGES)
    if len(spoken) < 2:
        return settings.LANGUAGE_CODE
    return next((code for reads in _readers if (code := reads(address)) in spoken), settings.LANGUAGE_CODE)
