"""The words in which a group's record is read. Each room registers the sentences of its own acts at start."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

_words: dict[str, str] = {}


def register_words(words: Mapping[str, str]) -> None:
    """Say how acts read, from AppConfig.ready: {"series_announced": _("%(who)s announced %(about)s")}.

    A sentence may name `who` (the actor), `whom` (the person it was done to), `about` and `fields`. Twice is once.
    """
    _words.update(words)


def known_verbs() -> set[str]:
    return set(_words)


def sentence(verb: str, *, who: str, whom: str, about: str, fields: str) -> str:
    """One act in words; an act that nobody worded is said by its code."""
    template = str(_words.get(verb, _("%(who)s: %(verb)s")))
    return template % {"who": who, "whom": whom, "about": about, "fields": fields, "verb": verb.replace("_", " ")}


register_words(
    {
        "group_registered": _("%(who)s registered this group"),
        "group_submitted": _("%(who)s sent this group to review"),
        "group_listed": _("%(who)s listed this group"),
    }
)
