from orgs.views.account import account, letters, session_ending
from orgs.views.coalitions import (
    affiliation_acceptance,
    affiliation_ending,
    affiliation_invitation,
    affiliation_refusal,
    affiliation_request,
    affiliation_revocation,
    affiliation_withdrawal,
    coalition_display,
    group_coalitions,
)
from orgs.views.concerned import (
    case_answer,
    case_appeal,
    case_own,
    group_retirement,
    group_revival,
    group_standing,
    group_submission,
)
from orgs.views.fresh import fresh_code
from orgs.views.groups import group_new
from orgs.views.merges import merge, merge_new, merge_reversal
from orgs.views.moderated import review_group, review_reinstatement, review_suspension
from orgs.views.own_data import erased, erasure, own_data, own_data_json
from orgs.views.profile import group_name, group_profile
from orgs.views.record import group_record, group_record_file
from orgs.views.report import group_report
from orgs.views.review import (
    review,
    review_case,
    review_claim,
    review_confirmation,
    review_decided,
    review_question,
    review_refusal,
    review_release,
    review_reversal,
)
from orgs.views.signup import signup

__all__ = [
    "account",
    "affiliation_acceptance",
    "affiliation_ending",
    "affiliation_invitation",
    "affiliation_refusal",
    "affiliation_request",
    "affiliation_revocation",
    "affiliation_withdrawal",
    "case_answer",
    "case_appeal",
    "case_own",
    "coalition_display",
    "erased",
    "erasure",
    "fresh_code",
    "group_coalitions",
    "group_name",
    "group_new",
    "group_profile",
    "group_record",
    "group_record_file",
    "group_report",
    "group_retirement",
    "group_revival",
    "group_standing",
    "group_submission",
    "letters",
    "merge",
    "merge_new",
    "merge_reversal",
    "own_data",
    "own_data_json",
    "review",
    "review_case",
    "review_claim",
    "review_confirmation",
    "review_decided",
    "review_group",
    "review_question",
    "review_refusal",
    "review_reinstatement",
    "review_release",
    "review_reversal",
    "review_suspension",
    "session_ending",
    "signup",
]
