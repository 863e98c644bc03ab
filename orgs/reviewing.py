"""The kinds of things that wait for a moderator. Rooms above register theirs at start; the queue knows none of them."""

from django.core.exceptions import ImproperlyConfigured


class CaseKind:
    """One kind of case: what it is called, and what a decision does.

    The acts run inside the transaction of the decision; a ValidationError from them refuses it.
    """

    key: str = ""
    title: str = ""  # lazily translated: "New group"
    template: str = ""  # the part of the page that shows what is to be judged; told `case` and `facts(case)`

    def facts(self, case) -> dict:
        """What the template is told besides the case."""
        return {}

    def confirm(self, case, *, by) -> None:
        raise NotImplementedError

    def decline(self, case, *, by, note: str) -> None:
        raise NotImplementedError

    def undo(self, case, *, by) -> None:
        """Take a decision back; `case` still says which it was."""
        raise NotImplementedError


_kinds: dict[str, CaseKind] = {}


def register(kind: CaseKind | type[CaseKind]) -> CaseKind | type[CaseKind]:
    """Make a kind known, from AppConfig.ready or as a class decorator. Twice is once; two of one key are a mistake."""
    instance = kind() if isinstance(kind, type) else kind
    known = _kinds.get(instance.key)
    if known is not None and type(known) is not type(instance):
        raise ImproperlyConfigured(f"Two kinds of cases are called {instance.key!r}.")
    _kinds[instance.key] = instance
    return kind


def kind_of(key: str) -> CaseKind:
    """The kind; LookupError where no room registered it."""
    try:
        return _kinds[key]
    except KeyError:
        raise LookupError(f"No kind of case {key!r} is registered.") from None
