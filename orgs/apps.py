from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "orgs"

    def ready(self):
        # Read for what they register: kinds of cases and of letters.
        from orgs import (  # noqa: F401
            case_letters,
            changed_name,
            claims,
            kinds,
            letters,
            own_data,
            own_words,
            paused,
            people_kept,
            people_letters,
            retention,
            waiting,
        )
        from orgs.models import (
            Affiliation,
            CoordinatorChange,
            Handover,
            Invitation,
            JoinRequest,
            Organization,
            movers,
            when_listed,
            when_shown,
            when_stopped,
            when_submitted,
        )
        from outbox.models import when_paused

        for room in (retention, own_data, own_words, people_kept, movers, waiting, paused):
            room.register_all()
        for hooks, follow in [
            (when_paused, Organization.note_pause),
            (when_shown, Affiliation.close_asks_of),
            (when_listed, Invitation.begin_anew),
            (when_submitted, kinds.NewGroup.follow),
            (when_stopped, kinds.NewGroup.forget),
            *((when_stopped, asked.die_with) for asked in (Invitation, JoinRequest, Handover, CoordinatorChange)),
        ]:
            if follow not in hooks:
                hooks.append(follow)
