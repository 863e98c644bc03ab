"""The words in which the record of a group tells of what it did in plans."""

from django.utils.translation import gettext_lazy as _

from orgs.chronicle import DATES, register_words

PLANS = {
    "plan_task_removed": _("%(who)s deleted a task from the plan of “%(about)s”"),
    "plan_note_removed": _("%(who)s deleted a note from the plan of “%(about)s”"),
    "plan_file_shared": _("%(who)s added a file to the plan of “%(about)s”"),
    "plan_file_removed": _("%(who)s deleted a file from the plan of “%(about)s”"),
    "plan_meeting_called": _("%(who)s called a planning meeting for “%(about)s” on %(day)s"),
    "plan_meeting_moved": _("%(who)s moved a planning meeting for “%(about)s” to %(day)s"),
    "plan_meeting_called_off": _("%(who)s called off the planning meeting for “%(about)s” on %(day)s"),
}


def register_all() -> None:
    register_words(PLANS, topic=DATES)
