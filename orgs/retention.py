"""How long this room keeps what, field by field; it speaks for accounts' own tables and for places too."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from orgs.models import (
    Affiliation,
    AuditEntry,
    Bucket,
    Case,
    CaseAct,
    FormerSlug,
    LetterSetting,
    Merge,
    Organization,
    OrganizationName,
    Report,
    User,
)
from outbox.retention import register
from places.models import Edition, Jurisdiction, Place, Postcode, Town, TownName

PUBLIC = "public record, until the organization is deleted and 30 days to undo"
ACCOUNT = "until the account is deleted, or 24 months without use and two notices"
SESSION = "14 days without use, or until it is ended"
RECORD = "24 months"
DECISION = "decided + 12 months"
DIVISION = "as long as the site stands, for a body may decide there; names nobody"
GAZETTEER = "until the next edition of the gazetteer; names nobody"


def purge_sessions() -> int:
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


def purge_devices() -> int:
    """What was known of a browser goes with its session."""
    return UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()[0]


def purge_confirmations() -> int:
    return EmailConfirmation.objects.all_expired().delete()[0]


def register_all() -> None:
    _register_groups()
    _register_accounts()
    _register_places()


def _register_groups() -> None:
    register(
        User,
        kept=ACCOUNT,
        fields="password last_login is_superuser email name language time_zone is_moderator is_active joined_at"
        " first_notice_at last_notice_at week_day week_hour week_told_on begun_at groups user_permissions".split(),
    )
    register(
        Organization,
        kept=PUBLIC,
        fields=dict.fromkeys(
            "name slug kind about place website stock languages contact_email contact_phone state created_at"
            " submitted_at listed_at retired_at changed_at proposed_name proposed_at resembles"
            " includes_members".split(),
            PUBLIC,
        )
        | dict.fromkeys(["created_by", "listed_by", "proposed_by"], ACCOUNT)
        | {"private_contact": "encrypted, for moderators alone, until the group takes it back or is deleted"},
    )
    register(OrganizationName, kept=PUBLIC, fields="organization name key is_main is_former".split())
    register(
        Affiliation,
        kept=PUBLIC,
        fields=dict.fromkeys(
            "organization coalition direction state asked_at decided_at authority letter".split(), PUBLIC
        )
        | dict.fromkeys(["asked_by", "decided_by"], ACCOUNT),
    )
    register(
        AuditEntry,
        kept=RECORD,
        fields=dict.fromkeys(
            "organization at verb moderating about party day fields actor_key subject_key".split(), RECORD
        )
        | dict.fromkeys(["actor", "subject"], f"{ACCOUNT}; then the random key stands for her"),
        purge=AuditEntry.purge,
    )
    register(
        Case,
        kept=DECISION,
        fields=dict.fromkeys(
            "kind organization subject text state opened_at hidden_at claimed_at claimed_until note decided_at"
            " appealed_at".split(),
            DECISION,
        )
        | dict.fromkeys(["opened_by", "reviewer", "decided_by"], ACCOUNT),
        purge=Case.objects.purge,
    )
    register(
        CaseAct,
        kept=DECISION,
        fields=dict.fromkeys("case act text checked at".split(), DECISION) | {"by": ACCOUNT},
    )
    register(
        Report,
        kept=DECISION,
        fields=dict.fromkeys("case path reason at".split(), DECISION)
        | dict.fromkeys(["text", "contact", "reporter"], "decided + 30 days"),
        purge=Report.objects.purge,
    )
    register(
        Merge,
        kept=RECORD,
        fields=dict.fromkeys("group into at undone_at".split(), RECORD)
        | dict.fromkeys(["by", "undone_by"], ACCOUNT)
        | dict.fromkeys(["journal", "told"], "a day, as long as it can be undone"),
        purge=Merge.purge,
    )
    register(LetterSetting, kept=PUBLIC, fields="organization kind is_on words".split())
    register(FormerSlug, kept=PUBLIC, fields="slug organization merge".split())
    register(Bucket, kept="24 hours; names nobody", fields="key began_at count".split(), purge=Bucket.purge)


def _register_accounts() -> None:
    register(EmailAddress, kept=ACCOUNT, fields="user email verified primary".split())
    register(
        EmailConfirmation,
        kept="used, or 3 days",
        fields="email_address created sent key".split(),
        purge=purge_confirmations,
    )
    register(Authenticator, kept=ACCOUNT, fields="user type data created_at last_used_at".split())
    register(Session, kept=SESSION, fields="session_data expire_date".split(), purge=purge_sessions)
    register(
        UserSession,
        kept=SESSION,
        fields=dict.fromkeys("user created_at last_seen_at session_key user_agent data".split(), SESSION)
        | {"ip": f"a stand-in that nobody can turn back; {SESSION}"},
        purge=purge_devices,
    )


def _register_places() -> None:
    register(
        Place,
        kept=PUBLIC,
        fields="name street locality region postal_code country latitude longitude time_zone".split(),
    )
    register(
        Jurisdiction,
        kept=DIVISION,
        fields="ocd_id name kind region country census_geoid latitude longitude time_zone".split(),
    )
    register(Edition, kept=GAZETTEER, fields="digest loaded_at".split())
    register(
        Town,
        kept=GAZETTEER,
        fields="name admin1 admin1_name country latitude longitude time_zone population".split(),
    )
    register(TownName, kept=GAZETTEER, fields="town key is_main".split())
    register(Postcode, kept=GAZETTEER, fields="country code place region county latitude longitude time_zone".split())
