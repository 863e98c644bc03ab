"""What becomes of plans when a group is merged into another."""

from django.utils.translation import gettext_lazy as _

from orgs import merging
from planning.models import Meeting, Note, PlanFile, Task


def register_all() -> None:
    """What it wrote and took goes along; where the other does not stand beside a series, its tasks are nobody's yet."""
    merging.register(
        "planning.Task.organization", title=_("Tasks written"), move=merging.simply(Task, "organization_id")
    )
    merging.register("planning.Task.group", title=_("Tasks taken"), move=merging.simply(Task, "group_id"))
    merging.register("planning.Task.asked", title=_("Tasks asked for"), move=merging.simply(Task, "asked_id"))
    merging.register("planning.Note.organization", title=_("Notes"), move=merging.simply(Note, "organization_id"))
    merging.register(
        "planning.PlanFile.organization", title=_("Files of plans"), move=merging.simply(PlanFile, "organization_id")
    )
    merging.register(
        "planning.Meeting.organization", title=_("Planning meetings"), move=merging.simply(Meeting, "organization_id")
    )
