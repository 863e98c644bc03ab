"""How long this room keeps what, field by field."""

from events.models import (
    Attendance,
    Brought,
    CalendarSource,
    Change,
    DateChange,
    Follow,
    Follower,
    FormerRule,
    Forward,
    Hearing,
    Imported,
    Occurrence,
    PrivateCalendar,
    Series,
    SeriesHandover,
    SeriesText,
    Sponsorship,
    Upload,
    Watch,
)
from outbox.retention import register

PUBLIC = "public record, until the organization is deleted and 30 days to undo"
ACCOUNT = "until that account is deleted"
FOLLOWED = "until it is stopped, or its series is over and 14 days (the same setting); unconfirmed 48 hours"
SOURCE = "until the group lets go of it, or is deleted and 30 days to undo"
SETTLED_DAYS = 90
SETTLED = f"settled + {SETTLED_DAYS} days; the record of both groups has it longer"
CONTACT = "the date + 14 days (a setting, 1 to 30); unconfirmed 48 hours"


def register_all() -> None:
    _register_series()
    _register_who_stands_beside()
    _register_imports()
    _register_followers()


def _register_series() -> None:
    """What is called for, its dates and what became of them."""
    register(
        Series,
        kept=PUBLIC,
        fields=dict.fromkeys(
            "host slug title kind summary about getting_there access bring stock place time_zone cadence open_ended"
            " first_day last_day start_time minutes state state_note created_at announced_at turned_at decided_at uid"
            " sequence revision changed_at source_key shown_at withheld_at rule_uid"
            " alive_at asked_at unconfirmed_at renewal_asked_on thanks"
            " text_version grants_text grants_dates grants_groups grants_outreach demands".split(),
            PUBLIC,
        )
        | dict.fromkeys(["created_by", "announced_by", "decided_by"], ACCOUNT),
    )
    register(SeriesText, kept=PUBLIC, fields="series number title summary about since".split())
    register(
        Occurrence,
        kept=PUBLIC,
        fields=dict.fromkeys(
            "series original_day ruled_day former_rule time_zone"
            " day start_time minutes place state note changed_by_hand changed_at starts_at ends_at"
            " latitude longitude uid sequence eve_written_at morning_written_at".split(),
            PUBLIC,
        )
        | {"changed_by": ACCOUNT},
    )
    register(
        FormerRule,
        kept=PUBLIC,
        fields="series uid place time_zone cadence first_day last_day start_time minutes".split(),
    )
    register(
        Hearing,
        kept=PUBLIC,
        fields="series action how_to_speak comment_until told_day went_down went_off doubt".split(),
    )
    register(
        Change,
        kept=PUBLIC,
        fields=dict.fromkeys("series act made_at from_day series_before former_rule undoes undone_at".split(), PUBLIC)
        | {"by": ACCOUNT},
    )
    register(DateChange, kept=PUBLIC, fields="change occurrence act before sequence".split())


def _register_who_stands_beside() -> None:
    """Groups under a series, and who says that she comes."""
    register(
        Forward,
        kept="with the sign-on",
        fields=dict.fromkeys(["sponsorship", "made_at", "has_signed"], "with the sign-on")
        | dict.fromkeys(["address", "address_index"], "answered, taken back or 30 days"),
    )
    register(
        Sponsorship,
        kept=PUBLIC,
        fields=dict.fromkeys(
            "organization direction state asked_at decided_at authority letter series level tasks pledge"
            " link_version foretold_day note voted_on first_day last_day sits_out text_version asked_version"
            " reminders_sent reminded_at renewals".split(),
            PUBLIC,
        )
        | dict.fromkeys(["asked_by", "decided_by"], ACCOUNT)
        | dict.fromkeys(["signed_as", "parting_note"], "with the sign-on, for the organizers of both sides alone")
        | {
            "invited_address": "answered, taken back or 30 days",
            "invited_index": "the same; with a no it stays, so that nobody asks again",
        },
    )
    register(
        SeriesHandover,
        kept=SETTLED,
        fields=dict.fromkeys("organization series to state asked_at decided_at".split(), SETTLED)
        | dict.fromkeys(["asked_by", "decided_by"], ACCOUNT),
        purge=_purge_handovers,
    )
    register(
        Attendance,
        kept="a number of people per date, for ever; it names nobody",
        fields=dict.fromkeys("series occurrence answer people created_at".split(), "with the number")
        | dict.fromkeys(["contact", "contact_index", "wants_invitation", "asked_at", "confirmed_at"], CONTACT)
        | {"via": "the date + 31 days; the number that the group brought has it longer"},
        purge=Attendance.purge,
    )
    register(
        Brought,
        kept="a number of people per group and date, as long as the date; it names nobody",
        fields="organization occurrence people".split(),
        purge=Brought.purge,
    )


def _register_imports() -> None:
    """What is brought in from elsewhere."""
    register(
        Upload,
        kept="until it was brought in, 24 hours at most",
        fields="organization made_by created_at name content address columns whole_days_at".split(),
        purge=Upload.purge,
    )
    register(
        CalendarSource,
        kept=SOURCE,
        fields=dict.fromkeys(
            "organization address address_index server name announces whole_days_at added_at tried_at seen_at"
            " failing_since failures trouble told_at digest".split(),
            SOURCE,
        )
        | {"added_by": ACCOUNT},
    )
    register(
        Imported,
        kept=PUBLIC,
        fields="organization source series key said seen_at vanished_at".split(),
    )


def _register_followers() -> None:
    """Standing, follows and calendars of one’s own."""
    register(
        Watch,
        kept=PUBLIC,
        fields="organization begun_on paired_on warned_of told_of".split(),
    )
    register(
        Follow,
        kept=FOLLOWED,
        fields="follower organization series demand label latitude longitude km time_zone rhythm began_at"
        " confirmed_at".split(),
        purge=Follow.purge,
    )
    register(
        Follower,
        kept="with the last of its follows",
        fields="contact contact_index time_zone link_version told_until written_on".split(),
        purge=Follower.purge,
    )
    register(
        PrivateCalendar,
        kept="until it is revoked and 90 days, nobody reads it for 400 days, or nothing stands behind its address",
        fields=dict.fromkeys(
            "with_answers with_follows with_groups with_cancelled prefix secret_hash created_at revoked_at".split(),
            "with the row",
        )
        | dict.fromkeys("contact_index name used_on".split(), "until it is revoked")
        | {"user": "until it is revoked or that account is deleted"},
        purge=PrivateCalendar.purge,
    )


def _purge_handovers() -> int:
    """Close what is too late, and delete what was settled long ago."""
    return SeriesHandover.expire() + SeriesHandover.purge_settled(SETTLED_DAYS)
