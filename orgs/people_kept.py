"""How long what concerns people's places is kept, and each person's own part of it."""

from functools import partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgs.models import CoordinatorChange, Handover, Invitation, JoinRequest, Membership, User
from orgs.personal import register_part
from outbox.retention import register

ACCOUNT = "until the account is deleted"
SETTLED_DAYS = 30
SETTLED = f"settled + {SETTLED_DAYS} days"
ASKED = "organization state asked_at asked_by decided_at decided_by".split()


def register_all() -> None:
    register(Membership, kept=ACCOUNT, fields="organization user role joined_at is_named public_name".split())
    register(
        Invitation,
        kept=SETTLED,
        fields=dict.fromkeys([*ASKED, "role", "prefix"], SETTLED)
        | dict.fromkeys(["address", "address_index", "secret_hash"], "used, declined, taken back, or 7 days"),
        purge=partial(_purge, Invitation),
    )
    register(
        JoinRequest,
        kept=SETTLED,
        fields=dict.fromkeys([*ASKED, "user"], SETTLED) | {"word": "answered, taken back, or 30 days"},
        purge=partial(_purge, JoinRequest),
    )
    register(Handover, kept=SETTLED, fields=[*ASKED, "user", "afterwards"], purge=partial(_purge, Handover))
    register(CoordinatorChange, kept=SETTLED, fields=[*ASKED, "user", "act"], purge=partial(_purge, CoordinatorChange))
    _register_parts()


def _purge(model) -> int:
    """Close what is too late, and delete what was settled long ago."""
    closed = 0 if model is CoordinatorChange else model.expire()
    return closed + model.purge_settled(SETTLED_DAYS)


def _register_parts() -> None:
    register_part(_("Invitations to your address"), export=_invitations, erase=_close_invitations)
    for name, model in [
        (_("Requests to join"), JoinRequest),
        (_("Handovers"), Handover),
        (_("Changes of who coordinates"), CoordinatorChange),
    ]:
        register_part(name, export=partial(_asked, model), erase=partial(_erase, model))


def _invitations(user: User) -> list[dict]:
    return [
        {"group": invitation.organization.name, "role": invitation.role, "sent": invitation.asked_at}
        for invitation in Invitation.objects.to_address_of(user).select_related("organization")
    ]


def _close_invitations(user: User) -> int:
    """Those to her, and those that she wrote: nobody joins by the word of somebody who is gone."""
    pks = list(Invitation.objects.to_address_of(user).values_list("pk", flat=True))
    pks += Invitation.objects.pending().filter(asked_by=user).values_list("pk", flat=True)
    return Invitation.objects.filter(pk__in=pks).close(Invitation.State.VOID)


def _concerning(model, user: User):
    return model.objects.filter(Q(user=user.pk) | Q(asked_by=user.pk))


def _asked(model, user: User) -> list[dict]:
    """What she asked or was asked; of others no name."""
    return [
        {
            "group": asked.organization.name,
            "asked": asked.asked_at,
            "by you": asked.asked_by_id == user.pk,
            "about you": asked.user_id == user.pk,
            "state": asked.state,
            "answered": asked.decided_at,
        }
        | ({"word": asked.word} if model is JoinRequest else {})
        for asked in _concerning(model, user).select_related("organization")
    ]


def _erase(model, user: User) -> int:
    return _concerning(model, user).delete()[0]
