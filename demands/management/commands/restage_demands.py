"""manage.py restage_demands"""

from django.core.management.base import BaseCommand

from demands.models import Demand


class Command(BaseCommand):
    help = "Derives anew where demands stand, after the rules have changed. Quiet where nothing is to do."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--all", action="store_true", help="of all demands, whichever rules were theirs")

    def handle(self, *args, **options) -> None:
        if options["all"]:
            Demand.objects.update(staged_by=0)
        if done := Demand.restage_old():
            self.stdout.write(f"Derived anew where demands stand: {done:,}")
