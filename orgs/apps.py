from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrgsConfig(AppConfig):
    name = "orgs"

    def ready(self):
        from orgs import letters, personal, retention  # noqa: F401 - registers the kinds of letters by being read
        from orgs.models import AuditEntry

        retention.register_all()
        personal.register_part(_("Record of your groups"), export=AuditEntry.export, erase=AuditEntry.forget)
