from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"

    def ready(self):
        from events import letters, retention  # noqa: F401 - registers its letters by being read

        retention.register_all()
