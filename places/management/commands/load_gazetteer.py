"""manage.py load_gazetteer"""

from django.core.management.base import BaseCommand

from places.loading import load


class Command(BaseCommand):
    help = "Reads towns and postcodes from places/data/ into the database. A second run changes nothing."

    def handle(self, *args, **options) -> None:
        loaded = load()
        counts = f"{loaded.towns:,} towns with {loaded.names:,} names, {loaded.postcodes:,} postcodes"
        if not loaded.is_new:
            self.stdout.write(f"The gazetteer is up to date: {counts}.")
            return
        self.stdout.write(f"The gazetteer is loaded: {counts}.")
        if loaded.skipped:
            self.stdout.write(
                f"{loaded.skipped:,} rows were skipped: the installed tzdata does not know their time zone."
            )
