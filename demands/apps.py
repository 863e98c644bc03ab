from django.apps import AppConfig


class DemandsConfig(AppConfig):
    name = "demands"

    def ready(self):
        from demands import chronicle, kinds, merging, own_data, retention
        from demands import model_kinds as _model_kinds  # noqa: F401 - register kinds of cases
        from demands.models import Demand, when_moved
        from orgs.models import may_retire, when_listed, when_shown

        chronicle.register_all()
        kinds.register_all()
        merging.register_all()
        own_data.register_all()
        retention.register_all()
        for hooks, follow in [
            (may_retire, Demand.refuse_to_retire),
            (when_listed, Demand.show_all_of),
            (when_shown, Demand.revise_all_with),
            (when_moved, Demand.set_review_day),
        ]:
            if follow not in hooks:
                hooks.append(follow)
