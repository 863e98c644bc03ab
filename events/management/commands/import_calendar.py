"""manage.py import_calendar"""

from argparse import ArgumentTypeError
from collections import Counter
from datetime import time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.importing.cells import clock
from events.importing.lines import MOST_BYTES
from events.importing.looking import fetched
from events.importing.taking import Errand, asked_of, may_announce, previewed, taken
from events.importing.verdicts import Found, Verdict
from orgs.models import Organization


class Command(BaseCommand):
    help = (
        "Brings the events of a calendar (.ics) or a spreadsheet in for one group, and says event by event what became "
        "of it. Begin with --dry-run. A second run takes over what changed. See docs/importing.md."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("calendar", help="a file, or an https address where FETCH_CALENDARS is on")
        parser.add_argument("--group", required=True, metavar="SLUG", help="whose events they are")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and store nothing")
        parser.add_argument("--announce", action="store_true", help="announce new ones; without it they are drafts")
        parser.add_argument("--whole-days-at", type=_clock, metavar="15:00", help="when events without an hour begin")

    def handle(self, *args, calendar: str, group: str, dry_run: bool, announce: bool, **given) -> None:
        host = Organization.objects.filter(slug=group).first()
        if host is None:
            raise CommandError(_("There is no group “%(slug)s”.") % {"slug": group})
        try:
            asked = asked_of(_data(calendar), host, whole_days_at=given["whole_days_at"]).asked
        except ValidationError as refusal:
            raise CommandError(refusal.messages[0]) from refusal
        if announce and not may_announce(host):
            raise CommandError(_("The first event of this group is looked at by a person: bring them in as drafts."))
        found = previewed(asked, host) if dry_run else taken(asked, Errand(host, announce=announce))
        totals: Counter[Verdict] = Counter()
        for one in found:
            totals[one.verdict] += 1
            self.stdout.write(_line(one))
        self.stdout.write(_total(totals))
        if dry_run:
            self.stdout.write(_("This was a dry run: nothing was stored."))


def _data(calendar: str) -> bytes:
    if "://" in calendar:
        return fetched(calendar)
    try:
        with Path(calendar).open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(_("“%(file)s” cannot be read.") % {"file": calendar}) from error


def _line(found: Found) -> str:
    said = " ".join(
        filter(None, [found.title and f"{found.title}.", found.when and f"{found.when}.", found.sentence, *found.notes])
    )
    return _("%(number)s, %(verdict)s: %(said)s") % {
        "number": found.asked.number,
        "verdict": found.verdict.label,
        "said": said,
    }


def _total(totals: Counter[Verdict]) -> str:
    events = ngettext("%(count)s event", "%(count)s events", totals.total()) % {"count": totals.total()}
    parts = [f"{totals[verdict]} {verdict.label}" for verdict in Verdict if totals[verdict]]
    return f"{events}: {', '.join(parts)}." if parts else _("The calendar holds no event.")


def _clock(said: str) -> time:
    try:
        return clock(said)
    except ValidationError as refusal:
        raise ArgumentTypeError(refusal.messages[0]) from refusal
