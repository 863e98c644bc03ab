"""What boards are in the world of the authorization matrix."""

from outreach.models import Appeal, Board, Prospect, Sheet
from tests.arguments import Arguments, pks


class OutreachWorld:
    """The part of `World` that is of this room."""

    def _prospects(self) -> None:
        """A group to reach on a board of each host, and of each coalition."""
        ada, bo = self.people["ada"], self.people["bo"]
        boards = {"own": (self.public, ada), "in review": (self.unlisted, ada), "other": (self.other, bo)}
        boards |= {"suspended": (self.gone, ada), "coalition": (self.umbrella, bo)}
        boards |= {"demand": (self.demands["own"], ada), "demand of others": (self.demands["other"], bo)}
        self.prospects = {
            name: Prospect.enter(Board(target), name="Choir", by=by).pk for name, (target, by) in boards.items()
        }
        self.sheets = {
            name: Sheet.keep(Board(target), b"name\nChoir\n", owner=by, name="ours.csv").pk
            for name, (target, by) in boards.items()
        }
        self.appeals = {
            name: Appeal.begin(Board(target), [Prospect.enter(Board(target), name="Band", by=by)], by=by).pk
            for name, (target, by) in boards.items()
        }

    # What stands at the place of an argument

    def of_outreach(self) -> Arguments:
        """What the addresses of boards, whom they hold, sheets and letters to several are tried on."""
        return {
            "desk/outreach/<target:kind>/": self._boards,
            "desk/outreach/<int:pk>/": lambda: pks(self.prospects),
            "desk/outreach/letters/<int:pk>/": lambda: pks(self.appeals),
            "desk/outreach/sheets/<int:pk>/": lambda: pks(self.sheets),
        }

    def _boards(self) -> dict[str, dict]:
        """Boards of series; Bo's coalition, one that is suspended, and a group that is none."""
        series = {name: found | {"kind": "events"} for name, found in self._series().items()}
        groups = {"coalition": self.umbrella, "no coalition": self.listed, "suspended group": self.suspended}
        demands = {f"demand {name}": {"kind": "demands", "slug": one.slug} for name, one in self.demands.items()}
        return series | demands | {name: {"kind": "groups", "slug": group.slug} for name, group in groups.items()}
