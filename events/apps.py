from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"

    def ready(self):
        from events import letters, retention, standing_letters  # noqa: F401 - registers its letters by being read
        from events.models import Series, Watch
        from orgs.models import when_listed, when_shown

        retention.register_all()
        if Series.revise_all_with not in when_shown:
            when_shown.append(Series.revise_all_with)
        for follow in (Series.show_all_of, Watch.begin):
            if follow not in when_listed:
                when_listed.append(follow)
