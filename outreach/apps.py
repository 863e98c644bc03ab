from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "outreach"

    def ready(self):
        from demands import desk_ways
        from demands.models import endorsement
        from events import desk_links
        from events import sample as events_sample
        from events.models.sponsorship import may_invite, when_answered
        from orgs import needs
        from orgs.models import when_asked, when_joined_or_left, when_read
        from outreach import (
            chronicle,
            claim_letters,  # noqa: F401
            errands,
            letters,  # noqa: F401
            merging,
            own_data,
            retention,
            sample,
        )
        from outreach.models import Appeal, Prospect
        from outreach.models.recipients import refuse_resting

        chronicle.register_all()
        merging.register_all()
        own_data.register_all()
        retention.register_all()
        needs.register("outreach", errands.of, errands.done)
        desk_links.register("outreach", of_series=errands.of_series, of_sponsorship=errands.of_sponsorship)
        desk_ways.register("outreach", errands.of_demand)
        for refusing in (may_invite, endorsement.may_invite):
            if refuse_resting not in refusing:
                refusing.append(refuse_resting)
        if Appeal.name_person not in when_read:
            when_read.append(Appeal.name_person)
        for hooks in (when_asked, when_answered, endorsement.when_answered, when_joined_or_left):
            if Prospect.hear not in hooks:
                hooks.append(Prospect.hear)
        events_sample.register("outreach", sample.fill)
