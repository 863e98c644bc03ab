from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrgsConfig(AppConfig):
    name = "orgs"

    def ready(self):
        # Read for what they register: kinds of cases and of letters.
        from orgs import changed_name, letters, personal, retention  # noqa: F401
        from orgs.models import Affiliation, AuditEntry, when_shown

        retention.register_all()
        personal.register_part(_("Record of your groups"), export=AuditEntry.export, erase=AuditEntry.forget)
        if Affiliation.close_asks_of not in when_shown:
            when_shown.append(Affiliation.close_asks_of)
