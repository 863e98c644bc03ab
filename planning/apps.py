from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "planning"

    def ready(self):
        from events import desk_links, own_calendar, taken_on
        from events import sample as events_sample
        from events.models.sponsorship import when_answered
        from orgs import needs
        from orgs.models import when_stopped
        from planning import calendar, chronicle, links, merging, needing, own_data, retention, sample
        from planning import letters as _letters  # noqa: F401 - register letters
        from planning.models import Task

        chronicle.register_all()
        merging.register_all()
        own_data.register_all()
        retention.register_all()
        needs.register("planning", needing.needs_of, done=needing.done_by)
        own_calendar.register("planning", calendar.meetings_for)
        taken_on.register("planning", Task.objects.taken_on_for)
        desk_links.register("planning", of_series=links.of_series, of_sponsorship=links.of_sponsorship)
        events_sample.register("planning", sample.fill)
        for hooks, follow in [(when_stopped, Task.die_with), (when_answered, Task.follow_answer)]:
            if follow not in hooks:
                hooks.append(follow)
