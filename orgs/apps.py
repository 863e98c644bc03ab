from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "orgs"

    def ready(self):
        from orgs import letters, retention  # noqa: F401 - registers the kinds of letters by being read

        retention.register_all()
