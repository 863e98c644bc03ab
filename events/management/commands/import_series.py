"""manage.py import_series"""

from argparse import ArgumentTypeError
from collections import Counter
from datetime import time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.importing import MOST_BYTES, Options, Outcome, Verdict, bring_in
from events.importing.cells import clock, whole

WEEKS_AT_MOST = 5_000


class Command(BaseCommand):
    help = (
        "Brings series in from a spreadsheet saved as CSV and says row by row what became of it. Begin with --dry-run. "
        "A second run changes nothing. The columns are described in docs/importing.md."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="the spreadsheet, saved as CSV (UTF-8)")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and store nothing")
        parser.add_argument(
            "--agreed",
            action="store_true",
            help="state that every group named in the file agreed: groups are listed, series announced, co-sponsors"
            " named. Without it all of them stay drafts that nobody sees.",
        )
        moved = parser.add_mutually_exclusive_group()
        moved.add_argument("--shift-weeks", type=_weeks, default=0, metavar="N", help="move all rows by N whole weeks")
        moved.add_argument(
            "--around-today",
            action="store_true",
            help="move each row by whole weeks, so that today is in the middle of its run",
        )
        parser.add_argument("--start-time", type=_clock, default=time(12), help="where a row says none (12:00)")
        parser.add_argument("--minutes", type=_minutes, default=60, help="how long, where a row does not say (60)")

    def handle(self, *args, file: Path, dry_run: bool, **given) -> None:
        options = Options(**{name: given[name] for name in Options.__dataclass_fields__})
        try:
            outcomes = bring_in(_bytes(file), options, dry_run=dry_run)
        except ValidationError as refusal:
            raise CommandError(refusal.messages[0]) from refusal
        totals: Counter[Verdict] = Counter()
        for outcome in outcomes:
            totals[outcome.verdict] += 1
            self.stdout.write(_line(outcome))
        self.stdout.write(_total(totals))
        if dry_run:
            self.stdout.write(_("This was a dry run: nothing was stored."))


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(_("“%(file)s” cannot be read.") % {"file": file}) from error


def _line(outcome: Outcome) -> str:
    said = " ".join([outcome.sentence, *outcome.notes])
    return _("Row %(row)s, %(verdict)s: %(said)s") % {
        "row": outcome.row,
        "verdict": outcome.verdict.label,
        "said": said,
    }


def _total(totals: Counter[Verdict]) -> str:
    rows = ngettext("%(count)s row", "%(count)s rows", totals.total()) % {"count": totals.total()}
    parts = [f"{totals[verdict]} {verdict.label}" for verdict in Verdict]
    return f"{rows}: {', '.join(parts)}."


def _clock(said: str) -> time:
    return _checked(clock, said)


def _minutes(said: str) -> int:
    return _checked(whole, said, "--minutes", 5, 24 * 60)


def _weeks(said: str) -> int:
    sign = -1 if said.startswith("-") else 1
    return sign * _checked(whole, said.removeprefix("-"), "--shift-weeks", 0, WEEKS_AT_MOST)


def _checked(read, *said):
    try:
        return read(*said)
    except ValidationError as refusal:
        raise ArgumentTypeError(refusal.messages[0]) from refusal
