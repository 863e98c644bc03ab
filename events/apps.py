from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"

    def ready(self):
        from demands.models import when_led, when_moved, when_turned
        from events import (  # noqa: F401 - register letters
            calendar_letters,
            change_letters,
            chronicle,
            demand_following,
            demand_letters,
            end_letters,
            figures,
            follow_letters,
            handover_letters,
            kinds,
            letters,
            lively_letters,
            merging,
            own_data,
            own_letters,
            reminder_letters,
            retention,
            source_letters,
            standing_letters,
            text_letters,
            waiting,
            waiting_beside,
            week_letters,
        )
        from events.models import Follower, Hearing, PrivateCalendar, Series, SeriesHandover, Sponsorship, Watch
        from orgs import personal
        from orgs.models import may_retire, vouchers, when_listed, when_shown, when_stopped

        retention.register_all()
        chronicle.register_all()
        own_data.register_all()
        merging.register_all()
        kinds.register_all()
        figures.register_all()
        waiting.register_all()
        waiting_beside.register_all()
        personal.register_part(_("What you follow"), export=Follower.export, erase=Follower.forget)
        own = _("Calendars of your own")
        personal.register_part(own, export=PrivateCalendar.export, erase=PrivateCalendar.forget)
        if Series.revise_all_with not in when_shown:
            when_shown.append(Series.revise_all_with)
        for follow in (Series.show_all_of, Watch.begin):
            if follow not in when_listed:
                when_listed.append(follow)
        for hooks, follow in [
            (when_moved, demand_following.tell_of_move),
            (when_turned, Hearing.keep_up_with),
            (when_led, Hearing.pass_on),
            (when_stopped, Sponsorship.die_with),
            (when_stopped, SeriesHandover.die_with),
            (may_retire, Series.refuse_to_retire),
            (vouchers, Series.has_clean_record),
        ]:
            if follow not in hooks:
                hooks.append(follow)
