from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "outreach"

    def ready(self):
        from outreach import chronicle, merging, own_data, retention

        chronicle.register_all()
        merging.register_all()
        own_data.register_all()
        retention.register_all()
