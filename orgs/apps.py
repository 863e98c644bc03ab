from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "orgs"

    def ready(self):
        # Read for what they register: kinds of cases and of letters.
        from orgs import case_letters, changed_name, kinds, letters, own_data, retention  # noqa: F401
        from orgs.models import Affiliation, movers, when_shown, when_stopped, when_submitted

        retention.register_all()
        own_data.register_all()
        movers.register_all()
        if Affiliation.close_asks_of not in when_shown:
            when_shown.append(Affiliation.close_asks_of)
        for hooks, follow in [(when_submitted, kinds.NewGroup.follow), (when_stopped, kinds.NewGroup.forget)]:
            if follow not in hooks:
                hooks.append(follow)
