from events.views.answers import answer, answer_confirmation, answer_erasure, answer_new, answer_reminder
from events.views.browse import browse
from events.views.data import data_all, data_group, data_occurrence, data_series
from events.views.dates import date_cancellation, date_edit, date_restoration
from events.views.desk import desk
from events.views.editor import (
    series_announcement,
    series_cancellation,
    series_deletion,
    series_desk,
    series_duplicate,
    series_edit,
    series_extension,
    series_new,
    series_submission,
    series_text,
)
from events.views.feeds import feed_all, feed_group, feed_occurrence, feed_series, feeds
from events.views.follows import (
    account_follows,
    follow_asked,
    follow_change,
    follow_confirmation,
    follow_erasure,
    follows,
    group_follow,
    series_follow,
    town_follow,
)
from events.views.group_list import group_list
from events.views.groups import group
from events.views.importing import (
    calendar_source_deletion,
    calendar_source_look,
    import_columns,
    import_new,
    import_preview,
    imported_keeping,
)
from events.views.lively import renewal, series_confirmation, series_renewal, still_on
from events.views.report import series_report
from events.views.series import occurrence, series
from events.views.sign import sign, sign_refusal, sign_withdrawal
from events.views.sponsorships import (
    sponsorship,
    sponsorship_acceptance,
    sponsorship_refusal,
    sponsorship_request,
    sponsorship_revocation,
    sponsorship_withdrawal,
    sponsorships,
)

__all__ = [
    "account_follows",
    "answer",
    "answer_confirmation",
    "answer_erasure",
    "answer_new",
    "answer_reminder",
    "browse",
    "calendar_source_deletion",
    "calendar_source_look",
    "data_all",
    "data_group",
    "data_occurrence",
    "data_series",
    "date_cancellation",
    "date_edit",
    "date_restoration",
    "desk",
    "feed_all",
    "feed_group",
    "feed_occurrence",
    "feed_series",
    "feeds",
    "follow_asked",
    "follow_change",
    "follow_confirmation",
    "follow_erasure",
    "follows",
    "group",
    "group_follow",
    "group_list",
    "import_columns",
    "import_new",
    "import_preview",
    "imported_keeping",
    "occurrence",
    "renewal",
    "series",
    "series_announcement",
    "series_cancellation",
    "series_confirmation",
    "series_deletion",
    "series_desk",
    "series_duplicate",
    "series_edit",
    "series_extension",
    "series_follow",
    "series_new",
    "series_renewal",
    "series_report",
    "series_submission",
    "series_text",
    "sign",
    "sign_refusal",
    "sign_withdrawal",
    "sponsorship",
    "sponsorship_acceptance",
    "sponsorship_refusal",
    "sponsorship_request",
    "sponsorship_revocation",
    "sponsorship_withdrawal",
    "sponsorships",
    "still_on",
    "town_follow",
]
