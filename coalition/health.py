"""Is the site alive, is it ready? Answered before hosts, sessions and redirects are looked at."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse


class HealthMiddleware:
    """`/healthz`: this process answers. `/readyz`: the database answers and is migrated.

    A load balancer asks by address and not by name, so this stands before ALLOWED_HOSTS. Neither
    says why: the reasons stand in the log. Redis is not asked, since pages work without it.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.migrated = False

    def __call__(self, request):
        if request.path == "/healthz":
            return self._plain("alive", 200)
        if request.path == "/readyz":
            return self._plain("ready", 200) if self._ready() else self._plain("not ready", 503)
        return self.get_response(request)

    def _ready(self) -> bool:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            if not self.migrated:
                executor = MigrationExecutor(connection)
                self.migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError:
            return False
        return self.migrated

    @staticmethod
    def _plain(text: str, status: int) -> HttpResponse:
        return HttpResponse(text, status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})
