"""The boards of the sample: groups of the two towns in every lane, for the weekly gathering and for a demand."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from events.sample import Made
from outreach.models import Appeal, Board, Prospect, Touch
from outreach.stages import Stage


class Sought(NamedTuple):
    """One card: what it says, who took it, what was done how many days ago, and when the next step is due."""

    name: str  # of a group here its key
    why: str
    by: str = ""
    said: tuple[tuple[str, int, str], ...] = ()
    stage: str = ""
    step: str = ""
    due: int | None = None
    address: str = ""


BOARD = [
    Sought("Hillside Chess Club", "Met at the October gathering", address="chess@example.org"),
    Sought("Ferry Workers Local", "Suggested by the bus riders"),
    Sought("river", "They clean the bank behind the Hilltop branch"),
    Sought(
        "Valley Food Co-op",
        "Half of their members borrow from us",
        by="bo",
        said=(("letter", 8, "Asked for two minutes at their assembly"),),
        address="coop@example.org",
    ),
    Sought(
        "Milton Parents Table",
        "Story hour is theirs",
        by="ada",
        said=(("letter", 2, ""),),
        step="Look again",
        due=2,
        address="parents-table@example.org",
    ),
    Sought(
        "Harbor Choir",
        "Worried about sound and rain",
        by="ada",
        said=(("call", 6, "They like it, and would sing under a roof"), ("message", 1, "Sent a picture of the porch")),
        stage=Stage.TALKING,
        step="Call back",
        due=0,
        address="harbor-choir@example.org",
    ),
    Sought(
        "Old Town Merchants",
        "Want to see the rules of conduct",
        by="bo",
        said=(("meeting", 5, ""), ("letter", 1, "Sent the rules of conduct")),
        stage=Stage.TALKING,
    ),
    Sought(
        "Eastgate Neighbors",
        "Decide at their Monday meeting",
        by="ada",
        said=(("call", 9, "Their board meets on Mondays"),),
        stage=Stage.TALKING,
        step="Ask how they decided",
        due=-1,
    ),
    Sought("table", "They brought soup in September", said=(("call", 60, ""),)),
    Sought("classroom", "Their members teach next door", said=(("meeting", 63, ""),)),
    Sought(
        "Riverside Rowers",
        "Ask again in spring",
        said=(("call", 20, "Nobody is on the water in winter"),),
        stage=Stage.NOT_NOW,
    ),
]

FOR_DEMAND = [
    Sought("Night School Teachers", "Their pupils need the evening hours", address="teachers@example.org"),
    Sought("Akron Chess League", "They play in four branches", address="league@example.org"),
    Sought("river", "They asked to be named; say when their members vote"),
    Sought("parents", "Story hour needs the sixth day"),
    Sought(
        "Branch Readers",
        "Forty of them wrote to the board in spring",
        by="ada",
        said=(("letter", 9, ""),),
        step="Ring their desk",
        due=1,
        address="desk@branch-readers.example.org",
    ),
    Sought(
        "Downtown Job Club",
        "They write applications at our computers",
        by="ada",
        said=(("meeting", 4, "They like it, and ask who pays for the evening"), ("message", 1, "Sent the budget line")),
        stage=Stage.TALKING,
        step="Bring the answer to their Tuesday",
        due=3,
    ),
    Sought("classroom", "First to endorse it"),
    Sought(
        "Guild of Bookbinders",
        "They speak about no budget",
        stage=Stage.DECLINED,
        address="office@bookbinders.example.org",
    ),
]

TO_SEVERAL = [
    ("Lantern Street Theater", "Their room is empty on Saturdays", "lantern@example.org", ""),
    ("North Hill Knitters", "They knit in the reading room", "knitters@example.org", ""),
]
LETTER = (
    "Hello {person},\n\nevery week we stand for the libraries of this town: “{title}”. You know what they mean to "
    "people here. Will {group} put its name beside ours?\n\n{sender}, {host}"
)


def fill(made: Made) -> None:
    """Put them on the board of the flagship, where its co-host shares the work, and on that of a demand."""
    board = Board(made.series["library"])
    board.target.grant(["outreach"], by=made.people["ada"])
    for sought in BOARD:
        _reach(board, sought, made)
    _write_to_several(board, made)
    for sought in FOR_DEMAND:
        _reach(Board(made.demands["hours"]), sought, made)


def _reach(board: Board, sought: Sought, made: Made) -> None:
    ada = made.people["ada"]
    group = made.groups.get(sought.name)
    prospect = Prospect.enter(
        board, group, by=ada, name="" if group else sought.name, why=sought.why, address=sought.address
    )
    _then(prospect, made.days.ago(70))
    who = made.people.get(sought.by, ada)
    if sought.by:
        prospect.take(by=who)
    for kind, days_ago, text in sought.said:
        touch = Touch.objects.create(prospect=prospect, kind=kind, by=who, text=text, at=made.days.ago(days_ago))
        _spoke(prospect, touch)
    if sought.stage:
        prospect.shift(sought.stage, by=who, until=_spring(made.days.today) if sought.stage == Stage.NOT_NOW else None)
    if sought.due is not None:
        day = made.days.today + timedelta(days=sought.due)
        Prospect.objects.filter(pk=prospect.pk).update(next_step=sought.step, due_on=day)


def _write_to_several(board: Board, made: Made) -> None:
    """One letter that went to two groups, and a draft to whoever was not asked yet."""
    ada = made.people["ada"]
    sent = [
        Prospect.enter(board, name=name, why=why, by=ada, address=address, person=person)
        for name, why, address, person in TO_SEVERAL
    ]
    appeal = Appeal.begin(board, sent, by=ada)
    appeal.rewrite(by=ada, letter=LETTER)
    appeal.send_out(by=ada)
    new = Prospect.objects.of(board).filter(stage=Stage.TO_CONTACT).order_by("pk")
    Appeal.begin(board, list(new), by=ada)


def _spoke(prospect: Prospect, touch: Touch) -> None:
    rows = Prospect.objects.filter(pk=prospect.pk)
    rows.update(last_touch=touch.kind, touched_at=touch.at, changed_at=touch.at)
    rows.filter(stage=Stage.TO_CONTACT).update(stage=Stage.CONTACTED)
    prospect.refresh_from_db()


def _then(prospect: Prospect, at: datetime) -> None:
    prospect.touches.update(at=at)
    Prospect.objects.filter(pk=prospect.pk).update(added_at=at, changed_at=at)


def _spring(today: date) -> date:
    """The first of March, the next one that is a month ahead."""
    march = today.replace(month=3, day=1)
    return march if march > today + timedelta(days=30) else march.replace(year=today.year + 1)
