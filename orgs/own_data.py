"""What this room keeps about one person, to fetch and to erase; it speaks for accounts' tables and for letters too."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from orgs.models import AuditEntry, Membership, Organization, User
from orgs.personal import register_part
from orgs.templatetags.devices import device_name
from outbox import senders
from outbox.contacts import contact_index
from outbox.letters import letter_of
from outbox.models import Bounce, Message, Suppression


def register_all() -> None:
    register_part(_("Account"), export=_account)
    register_part(_("Addresses"), export=_addresses)
    register_part(_("Passkeys and second factors"), export=_factors)
    register_part(_("Devices"), export=_devices, erase=_end_sessions)
    register_part(_("Groups"), export=_memberships, erase=_leave_all)
    register_part(_("Record of your groups"), export=AuditEntry.export, erase=AuditEntry.forget)
    register_part(_("Letters of the last 90 days"), export=_letters, erase=_forget_letters)
    register_part(_("Letters that came back"), export=_bounces, erase=_forget_bounces)
    # They stay, as indexes that name nobody: who wants no letters gets none, with or without an account.
    register_part(_("Letters you ended"), export=_ended_letters)


def _account(user: User) -> list[dict]:
    return [
        {
            "name": user.name,
            "address": user.email,
            "language": user.language,
            "time zone": user.time_zone,
            "weekly letter": f"{user.get_week_day_display()}, {user.week_time:%H:%M}"
            if user.week_day is not None
            else "",
            "since": user.joined_at,
            "last sign-in": user.last_login,
            "has a password": user.has_usable_password(),
            "moderator": user.is_moderator,
        }
    ]


def _addresses(user: User) -> list[dict]:
    rows = EmailAddress.objects.filter(user=user).order_by("pk")
    return [{"address": row.email, "confirmed": row.verified, "in use": row.primary} for row in rows]


def _factors(user: User) -> list[dict]:
    rows = Authenticator.objects.filter(user=user).order_by("pk")
    return [{"kind": row.get_type_display(), "since": row.created_at, "last used": row.last_used_at} for row in rows]


def _devices(user: User) -> list[dict]:
    rows = UserSession.objects.filter(user=user).order_by("pk")
    return [
        {"browser": device_name(row.user_agent), "it calls itself": row.user_agent, "signed in": row.created_at}
        for row in rows
    ]


def _end_sessions(user: User) -> int:
    devices = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=devices.values("session_key")).delete()
    return devices.delete()[0]


def _memberships(user: User) -> list[dict]:
    rows = Membership.objects.filter(user=user).select_related("organization").order_by("pk")
    joined = [
        {
            "group": row.organization.name,
            "role": row.get_role_display(),
            "since": row.joined_at,
            "named as": row.public_name,
        }
        for row in rows
    ]
    registered = Organization.objects.filter(created_by=user).order_by("pk")
    return joined + [{"group": row.name, "registered by you": row.created_at} for row in registered]


def _leave_all(user: User) -> int:
    """Out of every group; its record says that somebody went, and not who."""
    groups = Organization.objects.filter(memberships__user=user).order_by("pk")
    for group in groups:
        group.locked()
        AuditEntry.record(group, "person_erased", by=None)
    return Membership.objects.filter(user=user).delete()[0]


def _letters(user: User) -> list[dict]:
    rows = Message.objects.filter(recipient_index__in=_indexes(user)).order_by("-created_at")
    names = {sender: senders.name_of(sender) for sender in rows.order_by().values_list("sender", flat=True).distinct()}
    return [
        {
            "about": _title(row.kind),
            "on behalf of": names[row.sender],
            "written": row.created_at,
            "state": row.get_state_display(),
            "ended": row.finished_at,
        }
        for row in rows.defer("recipient", "sealed")
    ]


def _forget_letters(user: User) -> int:
    """Rows and all, for their keys hold the index of the address; what a worker sends just now may still go out."""
    return Message.objects.filter(recipient_index__in=_indexes(user)).delete()[0]


def _bounces(user: User) -> list[dict]:
    rows = Bounce.objects.filter(recipient_index__in=_indexes(user)).order_by("-at")
    return [
        {"what": row.kind, "answer of the server": row.status, "of": senders.name_of(row.sender), "at": row.at}
        for row in rows
    ]


def _forget_bounces(user: User) -> int:
    return Bounce.objects.filter(recipient_index__in=_indexes(user)).delete()[0]


def _ended_letters(user: User) -> list[dict]:
    rows = Suppression.objects.filter(recipient_index__in=_indexes(user)).order_by("pk")
    return [
        {
            "letters": _title(row.kind) if row.kind else _("every letter"),
            "of": senders.name_of(row.sender) if row.sender else _("everybody"),
            "since": row.created_at,
            "reason": row.reason,
        }
        for row in rows
    ]


def _indexes(user: User) -> list[str]:
    return [contact_index(address) for address in user.confirmed_addresses()]


def _title(kind: str) -> str:
    try:
        return letter_of(kind).title or _("codes and notices about your account")
    except LookupError:
        return kind
