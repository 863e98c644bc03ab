from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "orgs"

    def ready(self):
        # Read for what they register: kinds of cases and of letters.
        from orgs import changed_name, letters, own_data, retention  # noqa: F401
        from orgs.models import Affiliation, movers, when_shown

        retention.register_all()
        own_data.register_all()
        movers.register_all()
        if Affiliation.close_asks_of not in when_shown:
            when_shown.append(Affiliation.close_asks_of)
