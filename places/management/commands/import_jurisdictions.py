"""manage.py import_jurisdictions FILE.csv"""

import gzip

from django.core.management.base import BaseCommand, CommandError

from places.division_list import Unreadable, take


class Command(BaseCommand):
    help = (
        "Reads divisions out of a CSV file, plain or .gz, with the columns ocd_id, name, kind, state and census_geoid."
        " A second run changes nothing."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", help="the list, such as the one that Open Civic Data publishes")

    def handle(self, *args, file: str, **options) -> None:
        opened = gzip.open if file.endswith(".gz") else open
        try:
            with opened(file, "rt", encoding="utf-8-sig", newline="") as lines:
                taken = take(lines)
        except OSError as error:
            raise CommandError(f"{file} cannot be opened: {error}.") from error
        except Unreadable as error:
            raise CommandError(f"{file}: {error} What came before stays; run the command again.") from error
        self.stdout.write(
            f"{taken.new:,} divisions are new, {taken.changed:,} changed, {taken.same:,} were known,"
            f" {taken.refused:,} rows are refused."
        )
        for line, why in taken.told:
            self.stdout.write(f"Line {line}: {why}.")
        if taken.refused > len(taken.told):
            self.stdout.write(f"And {taken.refused - len(taken.told):,} more.")
