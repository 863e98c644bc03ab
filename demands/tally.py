"""How many demands stand how, in words, with what nobody knows said beside what is known. No database."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Tally:
    """Counts of demands. `partly` and `unsaid` are of the won: in part, and nobody has said how much.

    `unheard` are under way as far as anybody knows, and nothing was entered for a year.
    """

    won: int = 0
    partly: int = 0
    unsaid: int = 0
    under_way: int = 0
    unheard: int = 0
    lost: int = 0
    reversed: int = 0
    closed: int = 0
    towns: int = 0

    @property
    def total(self) -> int:
        return self.won + self.under_way + self.unheard + self.not_won

    @property
    def not_won(self) -> int:
        """Lost, taken back again, or given up."""
        return self.lost + self.reversed + self.closed

    @property
    def most_won(self) -> int:
        """As many as may be won, if all that we do not hear of were."""
        return self.won + self.unheard

    @property
    def won_range(self) -> str:
        """How many are won: a number, or from how many to how many where some are not known."""
        return f"{self.won}–{self.most_won}" if self.unheard else str(self.won)

    @property
    def sentences(self) -> list[str]:
        """In words: what is known, then what is not."""
        if not self.total:
            return []
        where = ngettext("In one town: %(counts)s.", "In %(towns)d towns: %(counts)s.", self.towns)
        said = [where % {"towns": self.towns, "counts": "; ".join(self._counts())}]
        if self.unheard:
            said.append(_("So %(least)d to %(most)d are won.") % {"least": self.won, "most": self.most_won})
        return said

    def _counts(self) -> list[str]:
        counts = [self._won()]
        if self.under_way:
            counts.append(_("%(number)d under way") % {"number": self.under_way})
        if self.lost:
            counts.append(_("%(number)d not won") % {"number": self.lost})
        if self.reversed:
            counts.append(_("%(number)d won and then taken back") % {"number": self.reversed})
        if self.closed:
            counts.append(_("%(number)d given up") % {"number": self.closed})
        if self.unheard:
            words = ngettext(
                "of one we have not heard for a year", "of %(number)d we have not heard for a year", self.unheard
            )
            counts.append(words % {"number": self.unheard})
        return counts

    def _won(self) -> str:
        if not self.won:
            return _("none won")
        said = [_("%(number)d won") % {"number": self.won}]
        if self.partly:
            words = ngettext("one of them in part", "%(number)d of them in part", self.partly)
            said.append(words % {"number": self.partly})
        if self.unsaid:
            words = ngettext("of one nobody has said how much", "of %(number)d nobody has said how much", self.unsaid)
            said.append(words % {"number": self.unsaid})
        return ", ".join(said)
