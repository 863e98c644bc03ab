from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "outbox"

    def ready(self):
        from outbox import checks, figures, keeping, plain  # noqa: F401 - each registers its part

        figures.register_all()
