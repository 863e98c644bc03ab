from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"

    def ready(self):
        from events import (  # noqa: F401 - register letters
            chronicle,
            follow_letters,
            letters,
            merging,
            own_data,
            retention,
            standing_letters,
        )
        from events.models import Follower, Series, Watch
        from orgs import personal
        from orgs.models import when_listed, when_shown

        retention.register_all()
        chronicle.register_all()
        own_data.register_all()
        merging.register_all()
        personal.register_part(_("What you follow"), export=Follower.export, erase=Follower.forget)
        if Series.revise_all_with not in when_shown:
            when_shown.append(Series.revise_all_with)
        for follow in (Series.show_all_of, Watch.begin):
            if follow not in when_listed:
                when_listed.append(follow)
