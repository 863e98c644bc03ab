"""Derive the instants of all dates to come anew, after the rules of time zones changed."""

from django.core.management.base import BaseCommand

from events.models import Occurrence


class Command(BaseCommand):
    help = "Run after an upgrade of tzdata: hours stay what the clocks show, the instants behind them may move."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Say how many would change, and change nothing.")

    def handle(self, *, dry_run: bool, **options):
        changed = Occurrence.objects.rederive(dry_run=dry_run)
        self.stdout.write(f"{changed} dates {'would begin' if dry_run else 'now begin'} at another instant.")
