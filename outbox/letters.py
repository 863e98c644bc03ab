"""The kinds of letters. Rooms above register theirs at start; the outbox knows none of them."""

from datetime import datetime

from django.core.exceptions import ImproperlyConfigured


class Unwanted(Exception):
    """The letter has lost its point: it is dropped, and the sentence is kept as the reason.

    The sentence is for the operator and must name no person.
    """


class NotYet(Exception):
    """The letter is not to go out now, for example because it is night; it waits until the instant."""

    def __init__(self, until: datetime):
        super().__init__(until.isoformat())
        self.until = until


class Letter:
    """One kind of letter: which templates it is made of and what they are told.

    `template` names three files: `<template>.subject.txt`, `<template>.txt` and `<template>.html`; the last
    may be absent.
    """

    kind: str = ""
    template: str = ""
    title: str = ""  # lazily translated; how the unsubscribe page names the kind: "reminders"
    reason = ""  # one of outbox.reasons: why somebody gets it
    security = False  # codes and passwords: no unsubscribe link, sent to suppressed addresses too
    by_strangers = False  # counted together by Message.objects.stranger_may_cause
    offered = True  # named where people choose which letters they get
    settable = False  # the group in whose name it goes may switch it off, and add words of its own
    name = ""  # lazily translated, of a settable one: what its group calls it
    goes = ""  # lazily translated, of a settable one: to whom it goes, and when
    urgent = False  # where and when people meet: no daily limit of its sender holds it

    def reason_for(self, message) -> str:
        """Why this one reader gets it, where readers of one kind differ."""
        return self.reason

    def context(self, message) -> dict:
        """What the templates are told, asked anew at each attempt.

        Raises Unwanted when the letter has lost its point, NotYet to postpone it. Three names are not
        for the templates: `reply_to`, a list of addresses, `attachments`, a list of (file name, content, type),
        and `calendars`, a list of (iTIP method, content).
        """
        raise NotImplementedError

    def preview(self, group) -> dict | None:
        """What the templates would be told now of the newest case of a group, without secrets; None where it has none.

        For settable kinds. `words` is given by who asks.
        """
        return None


_letters: dict[str, Letter] = {}


def register(letter: Letter | type[Letter]) -> Letter | type[Letter]:
    """Make a kind known, from AppConfig.ready or as a class decorator. Twice is once; two of one kind are a mistake."""
    instance = letter() if isinstance(letter, type) else letter
    known = _letters.get(instance.kind)
    if known is not None and type(known) is not type(instance):
        raise ImproperlyConfigured(f"Two letters are of kind {instance.kind!r}.")
    if not instance.kind or {":", "."} & set(instance.kind) or len(instance.kind) > 40:
        raise ImproperlyConfigured(f"{instance.kind!r} is no kind: 1 to 40 characters without a colon or a point.")
    _letters[instance.kind] = instance
    return letter


def letter_of(kind: str) -> Letter:
    """The letter of the kind; LookupError where no room registered it."""
    try:
        return _letters[kind]
    except KeyError:
        raise LookupError(f"No letter of kind {kind!r} is registered.") from None


def offered() -> dict[str, list[str]]:
    """The kinds that people choose among, by title as it reads now; kinds that are called alike are chosen together."""
    found: dict[str, list[str]] = {}
    for kind, letter in _letters.items():
        if letter.offered and letter.title and not letter.security:
            found.setdefault(str(letter.title), []).append(kind)
    return found


def alike(kind: str) -> list[str]:
    """The kinds that are called as this one is, itself among them: who ends one of them ends them all."""
    title = str(_letters[kind].title) if kind in _letters else ""
    return [kind, *(other for other in offered().get(title, []) if other != kind)]


def settable() -> dict[str, Letter]:
    """The kinds that a group may switch off, in the order in which they were made known."""
    return {kind: letter for kind, letter in _letters.items() if letter.settable}


def kinds_by_strangers() -> list[str]:
    return sorted(kind for kind, letter in _letters.items() if letter.by_strangers)


def urgent_kinds() -> list[str]:
    return sorted(kind for kind, letter in _letters.items() if letter.urgent)
