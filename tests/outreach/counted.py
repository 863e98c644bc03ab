"""Pages of boards and letters to several, for `tests/test_query_counts.py`."""

from django.utils import timezone

from outreach.models import Appeal, Board, Prospect
from tests import factories

# What each page may ask, session and person included where somebody is signed in.
BUDGET = {
    "boards": 11,
    "board": 8,
    "board, a lane whole": 10,
    "groups that fit": 8,
    "board of a demand": 8,
    "groups that fit a demand": 11,
    "letter for a demand": 9,
    "prospect": 5,
    "letters to several": 5,
    "letter to several, whom": 7,
    "letter to several": 9,
    "letter to several, sent": 8,
}


class OutreachPages:
    """The part of the growing `Site` that is of this room."""

    def _reach(self, group) -> None:
        """Two more to reach, in two lanes, one of them taken and spoken with."""
        board = Board(self.vigil)
        free = factories.group(f"Free {self.number}", coordinator=self.bo)
        factories.group(f"Fitting {self.number}", coordinator=self.bo)
        for name in (f"Choir {self.number}", f"Band {self.number}"):
            Prospect.enter(board, name=name, by=self.ada, address=f"{name.replace(' ', '')}@example.org")
        self.prospect = Prospect.enter(board, free, by=self.ada, takes=True)
        for _ in range(self.number):
            self.prospect.touch("call", by=self.ada, text="Word", due_on=timezone.localdate())
        Prospect.enter(Board(self.union), name=f"Choir {self.number}", by=self.ada)
        rows = list(Prospect.objects.of(board).exclude(address=""))
        self._reach_for_demand()
        self.appeal = Appeal.begin(board, rows, by=self.ada)
        self.sent = Appeal.begin(board, rows, by=self.ada)
        self.sent.send_out(by=self.ada)

    def _reach_for_demand(self) -> None:
        """Two more to reach for a demand, one of them here; one letter more to several."""
        board = Board(self.demand)
        Prospect.enter(board, factories.group(f"Reader {self.number}", coordinator=self.bo), by=self.ada, takes=True)
        singer = Prospect.enter(
            board, name=f"Singers {self.number}", by=self.ada, address=f"s{self.number}@example.org"
        )
        self.appeal_for_demand = Appeal.begin(board, [singer], by=self.ada)

    def of_outreach(self) -> dict[str, tuple]:
        """Who reads which address."""
        return {
            "boards": (self.ada, "/desk/outreach/"),
            "board": (self.ada, Board(self.vigil).get_absolute_url()),
            "board, a lane whole": (self.ada, f"{Board(self.vigil).get_absolute_url()}?all=to-contact"),
            "groups that fit": (self.ada, f"{Board(self.vigil).get_absolute_url()}fitting/"),
            "board of a demand": (self.ada, Board(self.demand).get_absolute_url()),
            "groups that fit a demand": (self.ada, f"{Board(self.demand).get_absolute_url()}fitting/"),
            "letter for a demand": (self.ada, self.appeal_for_demand.get_absolute_url()),
            "prospect": (self.ada, self.prospect.get_absolute_url()),
            "letters to several": (self.ada, f"{Board(self.vigil).get_absolute_url()}letters/"),
            "letter to several, whom": (self.ada, f"{Board(self.vigil).get_absolute_url()}letters/new/"),
            "letter to several": (self.ada, self.appeal.get_absolute_url()),
            "letter to several, sent": (self.ada, self.sent.get_absolute_url()),
        }
