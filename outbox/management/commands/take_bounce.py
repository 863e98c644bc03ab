import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from outbox import bouncing
from outbox.reports import MOST_BYTES

LATER = 75  # EX_TEMPFAIL: a mail server keeps the mail and asks again


class Command(BaseCommand):
    help = "Read mail that came back to BOUNCE_ADDRESS: one from standard input, or all of a maildir, which it empties."

    def add_arguments(self, parser):
        parser.add_argument("--to", default="", help="whom the mail server had it for: ${original_recipient}")
        parser.add_argument("--maildir", type=Path, help="a folder with new/ and cur/, of this mail alone")

    def handle(self, *, to, maildir, **options):
        if maildir and not (maildir / "new").is_dir():
            raise CommandError(f"{maildir} is no maildir: it has no folder new.")
        try:
            if maildir:
                self.stdout.write(f"{bouncing.take_folder(maildir)} read.")
            else:
                bouncing.take(sys.stdin.buffer.read(MOST_BYTES + 1), to[:1000])
        except DatabaseError:
            # Without its words, which a mail server would send to whoever wrote.
            sys.stderr.write("The database is away.\n")
            sys.exit(LATER)
