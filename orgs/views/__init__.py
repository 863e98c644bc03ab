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
from orgs.views.fresh import fresh_code
from orgs.views.groups import group_new
from orgs.views.merges import merge, merge_new, merge_reversal
from orgs.views.own_data import erased, erasure, own_data, own_data_json
from orgs.views.profile import group_name, group_profile
from orgs.views.record import group_record, group_record_file
from orgs.views.review import listing, review
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
    "letters",
    "listing",
    "merge",
    "merge_new",
    "merge_reversal",
    "own_data",
    "own_data_json",
    "review",
    "session_ending",
    "signup",
]
