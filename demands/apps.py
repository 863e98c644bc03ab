from django.apps import AppConfig


class DemandsConfig(AppConfig):
    name = "demands"

    def ready(self):
        from demands import (  # noqa: F401 - register letters and kinds of cases
            action_letters,
            body_kinds,
            body_letters,
            body_needs,
            chronicle,
            endorsement_letters,
            handover_letters,
            kinds,
            lead_letters,
            lead_waiting,
            merging,
            model_kinds,
            model_letters,
            model_needs,
            needing,
            own_data,
            platform_letters,
            platform_needs,
            reply_kinds,
            reply_letters,
            reply_needs,
            retention,
            talk_letters,
            waiting,
        )
        from demands.models import Demand, DemandHandover, Endorsement, Platform, PlatformSignature, when_moved
        from orgs.models import may_retire, when_listed, when_shown, when_stopped

        body_needs.register_all()
        chronicle.register_all()
        kinds.register_all()
        lead_waiting.register_all()
        merging.register_all()
        model_needs.register_all()
        needing.register_all()
        own_data.register_all()
        platform_needs.register_all()
        reply_needs.register_all()
        retention.register_all()
        waiting.register_all()
        for hooks, follow in [
            (may_retire, Demand.refuse_to_retire),
            (when_listed, Demand.show_all_of),
            (when_shown, Demand.revise_all_with),
            (when_moved, Demand.set_review_day),
            (when_stopped, Endorsement.die_with),
            (when_stopped, DemandHandover.die_with),
            (may_retire, Platform.refuse_to_retire),
            (when_listed, Platform.show_all_of),
            (when_shown, Platform.revise_all_with),
            (when_stopped, PlatformSignature.die_with),
        ]:
            if follow not in hooks:
                hooks.append(follow)
