"""The kinds of things that wait for a moderator, and what they may be about.

Rooms above register theirs at start; the queue knows none of them.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


class CaseKind:
    """One kind of case: what it is called, what is to be judged, and what a decision does.

    The acts run inside the transaction of the decision; a ValidationError from them refuses it.
    """

    key: str = ""
    title: str = ""  # lazily translated: "New group"
    template: str = ""  # the part of the page that shows what is to be judged; told `case` and `facts(case)`
    checks: Mapping[str, str] = {}  # what a moderator ticks when she has looked: {"name": _("The name ...")}
    refusal = "declined"  # the decision that goes against those concerned: it needs a reason, and they may appeal
    concerns = "group"  # whose business it is: the group's coordinators, or "opener", who opened it alone
    outcomes: Mapping[str, str] = {}  # decision: what it is called, where "confirmed" says too little
    asks = True  # whether those concerned can be asked back
    quiet = False  # those concerned know of it only once something has come of it
    presses: Mapping[str, str] = {}  # decision: what its button says, where ours do not fit
    tells_itself: frozenset[str] = frozenset()  # acts whose letters the verbs behind confirm and decline write
    words: Mapping[str, tuple[str, str]] = {}  # act: (headline, opening) of its letter, where ours do not fit

    def facts(self, case) -> dict:
        """What the template is told besides the case."""
        return {}

    def as_it_is(self, case) -> str:
        """A word that is another one as soon as its people change what is to be judged; "" where they cannot."""
        return ""

    def confirm(self, case, *, by) -> None:
        raise NotImplementedError

    def decline(self, case, *, by, note: str) -> None:
        raise NotImplementedError

    def make_room(self, case) -> None:
        """Before a decision is taken back: what was opened about the same meanwhile gives way, where it should."""

    def undo(self, case, *, by) -> None:
        """Take a decision back; `case` still says which it was."""
        raise NotImplementedError

    def reopen(self, case, *, by) -> None:
        """Those concerned appeal: what must be so while it waits again. Nothing, where a decision stands till then."""

    def decided(self, case) -> None:
        """Called after either decision, when everything else is done."""

    def tells(self, case, act: str) -> bool:
        """Whether our letter about this act goes to those concerned; of "undone", `case` is still decided."""
        return act not in self.tells_itself


class Subject:
    """What a case is about, where that is not the group itself: it has a name, a page, and can be hidden."""

    key: str = ""  # "series" for cases about "series:12"
    reported_as = "report"  # the kind of case in which it is reported

    def load(self, cases: list) -> None:
        """Read at once what a list of cases is about, so that their titles ask nothing more."""

    def title(self, case) -> str:
        """What it is called; "" where it is gone."""
        raise NotImplementedError

    def url(self, case) -> str:
        raise NotImplementedError

    def hide(self, case, *, by) -> None:
        """Let the public see it no more. The second time nothing changes."""
        raise NotImplementedError

    def unhide(self, case, *, by) -> None:
        """Let the public see it again. The second time nothing changes."""
        raise NotImplementedError


class ShownSubject(Subject):
    """Something that waits to be shown and can be taken down (`orgs/models/shown.py`), by its key: "series:12"."""

    def rows(self):
        """All of its kind, with what the pages of moderators say of each."""
        raise NotImplementedError

    def row(self, case, *, anew: bool = False):
        """What the case is about, None where it is gone; read once for a case, or `anew`."""
        if anew or not hasattr(case, self.key):
            self.load([case])
        return getattr(case, self.key)

    def load(self, cases: list) -> None:
        found = self.rows().in_bulk({_pk(case) for case in cases})
        for case in cases:
            setattr(case, self.key, found.get(_pk(case)))

    def title(self, case) -> str:
        row = self.row(case)
        return row.title if row else ""

    def url(self, case) -> str:
        return (self.row(case) or case.organization).get_absolute_url()

    def hide(self, case, *, by) -> None:
        row = self.row(case, anew=True)
        if row and row.shown_at and not row.is_withheld:
            row.withhold(by=by)

    def unhide(self, case, *, by) -> None:
        row = self.row(case, anew=True)
        if row and row.is_withheld:
            row.show(by=by)


def _pk(case) -> int:
    return int(case.subject.partition(":")[2])


class FirstShown(CaseKind):
    """The first of its kind from a listed group: shown once a person has looked."""

    of: ShownSubject
    outcomes = {"confirmed": _("Listed"), "declined": _("Not listed")}
    words = {
        "confirmed": (
            _("Listed: %(title)s"),
            _("A moderator has looked at “%(title)s”. Everybody can see it now, and the letters that waited go out."),
        ),
        "declined": (
            _("%(title)s is not listed yet"),
            _("A moderator has looked at “%(title)s” and did not show it to the public. The reason:"),
        ),
    }

    def as_it_is(self, case) -> str:
        row = self.of.row(case, anew=True)
        return row.changed_at.isoformat() if row else ""

    def confirm(self, case, *, by) -> None:
        if row := self.of.row(case, anew=True):
            row.show(by=by)

    def decline(self, case, *, by, note: str) -> None:
        """It stays what it is, seen by its own people alone."""

    def undo(self, case, *, by) -> None:
        row = self.of.row(case, anew=True)
        if row and case.is_confirmed:
            row.unshow(by=by)


class Group(Subject):
    """The group itself."""

    def title(self, case) -> str:
        return case.organization.name

    def url(self, case) -> str:
        return case.organization.get_absolute_url()

    def hide(self, case, *, by) -> None:
        group = case.organization.locked()
        if group.is_listed:
            case.organization.suspend(by=by)
        elif group.is_retired:
            case.organization.forget_listing()

    def unhide(self, case, *, by) -> None:
        if case.organization.locked().is_suspended:
            case.organization.reinstate(by=by)


_kinds: dict[str, CaseKind] = {}
_subjects: dict[str, Subject] = {"": Group()}


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


def kinds() -> list[CaseKind]:
    return list(_kinds.values())


def keys_concerning(whom: str) -> list[str]:
    """The kinds that are the business of a "group" or of their "opener"."""
    return [kind.key for kind in _kinds.values() if kind.concerns == whom]


def quiet_keys() -> list[str]:
    return [kind.key for kind in _kinds.values() if kind.quiet]


def register_subject(subject: type[Subject]) -> type[Subject]:
    """Make known what cases may be about, from AppConfig.ready or as a class decorator. Twice is once."""
    _subjects[subject.key] = subject()
    return subject


def subject_of(case) -> Subject:
    """What the case is about; the group itself where nobody registered it."""
    return _subjects.get(case.subject.partition(":")[0], _subjects[""])


def reported_as(subject: str) -> str:
    """The kind of case in which such a thing is reported."""
    return _subjects.get(subject.partition(":")[0], _subjects[""]).reported_as


def load_subjects(cases: list) -> list:
    """The same cases, with what they are about."""
    for key in {case.subject.partition(":")[0] for case in cases}:
        _subjects.get(key, _subjects[""]).load([case for case in cases if case.subject.partition(":")[0] == key])
    return cases


class Line(NamedTuple):
    """Something that a moderator should see beside a case."""

    text: str
    url: str
    detail: str = ""


_beside: dict[str, tuple[str, Callable[[object], list[Line]]]] = {}


def register_beside(heading: str, lines: Callable[[object], list[Line]]) -> None:
    """Show more of a group beside its cases, from AppConfig.ready: what it has announced. Twice is once."""
    _beside[str(heading)] = (heading, lines)


def beside(case) -> list[tuple[str, list[Line]]]:
    """What rooms above show beside this case, by heading; nothing where there is nothing."""
    found = [(heading, lines(case)) for heading, lines in _beside.values()]
    return [(heading, lines) for heading, lines in found if lines]


_standing: list[Callable[[object], object]] = []


def register_standing(of: Callable[[object], object]) -> None:
    """Tell, from AppConfig.ready, where a listed group stands: what `standing` answers. Twice is once."""
    _standing[:] = [of]


def standing(group):
    """Since when a group is listed and whether it is active, in `sentences`; None for one that is not listed."""
    return _standing[0](group) if _standing and group.is_listed else None


# What a moderator has looked at in a new group.
GROUP_CHECKS = {
    "reach": _("There are two ways to reach it."),
    "name": _("The name is its own and misleads nobody."),
    "purpose": _("The purpose is lawful, and it says who it is."),
}
