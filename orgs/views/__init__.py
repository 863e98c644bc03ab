from orgs.views.groups import group_list, group_new
from orgs.views.review import listing, review

__all__ = ["group_list", "group_new", "listing", "review"]
