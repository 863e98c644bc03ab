"""manage.py prepare"""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from demands.library import entries
from demands.models import Demand, ModelDemand
from events.tasks import keep_statistics
from places.loading import load


class Command(BaseCommand):
    help = "Brings the database up to date: tables, cache, gazetteer, models, where demands stand. Quiet where it is."
    requires_system_checks = []  # the web server checks too, and this runs before each start

    def handle(self, *args, **options) -> None:
        self._migrate()
        call_command("createcachetable", verbosity=0)
        self._load_gazetteer()
        ModelDemand.objects.load(entries())
        Demand.restage_old()
        keep_statistics()

    def _migrate(self) -> None:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Bringing the tables up to date")
            call_command("migrate", verbosity=0, interactive=False)

    def _load_gazetteer(self) -> None:
        loaded = load()
        if loaded.is_new:
            self.stdout.write(f"Loaded {loaded.towns:,} towns and {loaded.postcodes:,} postcodes")
