"""manage.py load_models"""

from django.core.management.base import BaseCommand

from demands.library import entries
from demands.models import ModelDemand


class Command(BaseCommand):
    help = "Takes up the library of model demands. A file that says something else makes a new version. Quiet else."

    def handle(self, *args, **options) -> None:
        for slug in ModelDemand.objects.load(entries()):
            self.stdout.write(f"Loaded the model demand {slug}")
