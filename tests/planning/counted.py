"""Pages of plans, for `tests/test_query_counts.py`."""

from datetime import time, timedelta

from django.utils import timezone

from orgs.models import Organization
from planning.models import Meeting, Note, PlanFile, Task

# What each page may ask, session and person included where somebody is signed in.
BUDGET = {
    "plan": 15,
}


class PlanningPages:
    """The part of the growing `Site` that is of this room."""

    def _plan(self, group: Organization) -> None:
        """More of each in the plan of the vigil; one task is done, one is Ada's and one the host's alone."""
        day = timezone.localdate() + timedelta(days=2)
        tasks = [Task.add(self.vigil, by=self.ada, title=f"Task {self.number}.{n}", due=day) for n in range(4)]
        tasks[0].finish(by=self.ada)
        tasks[1].take(by=self.ada, group=self.host)
        tasks[2].pass_to(self.host, by=self.ada)
        Note.write(self.vigil, by=self.ada, text="We met.")
        PlanFile.objects.create(
            series=self.vigil, organization=self.host, title="Flyer", kind="png", size=1, content=b"x"
        )
        Meeting.call(self.vigil, by=self.ada, day=day, start_time=time(19), place="Library")

    def of_planning(self) -> dict[str, tuple]:
        """Who reads which address."""
        desk = f"/desk/events/{self.vigil.slug}/"
        return {
            "plan": (self.ada, f"{desk}plan/"),
        }
