from orgs.views.fresh import fresh_code
from orgs.views.groups import group_new
from orgs.views.profile import group_name, group_profile
from orgs.views.record import group_record, group_record_file
from orgs.views.review import listing, review
from orgs.views.signup import signup

__all__ = [
    "fresh_code",
    "group_name",
    "group_new",
    "group_profile",
    "group_record",
    "group_record_file",
    "listing",
    "review",
    "signup",
]
