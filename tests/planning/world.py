"""What plans are in the world of the authorization matrix."""

from datetime import time, timedelta
from functools import partial

from django.utils import timezone

from planning.models import Meeting, Note, PlanFile, Task
from tests.arguments import Arguments, slugs


class PlanningWorld:
    """The part of `World` that is of this room."""

    def _plans(self) -> None:
        """The series that Bo's group co-sponsors has a plan by Ada; so has one of others, and one of the suspended."""
        whose = {"own": (self.planned, "ada"), "other": (self.other, "bo"), "suspended": (self.gone, "ada")}
        at = timezone.now() + timedelta(days=3)
        when = {"day": at.date(), "start_time": time(19), "starts_at": at, "ends_at": at + timedelta(hours=1)}
        self.parts = {}
        for name, (series, person) in whose.items():
            common = {"series": series, "organization": series.host, "written_by": self.people[person]}
            rows = {
                "tasks": Task.objects.create(title="Sound", **common),
                "notes": Note.objects.create(text="We met.", **common),
                "files": PlanFile.objects.create(title="Flyer", kind="png", size=1, content=b"x", **common),
                "meetings": Meeting.objects.create(time_zone="UTC", place="Library", **when, **common),
            }
            Task.objects.filter(series=self.planned).update(asked=self.partner)
            self.parts[name] = series, {kind: row.pk for kind, row in rows.items()}

    # What stands at the place of an argument

    def of_planning(self) -> Arguments:
        """What the addresses of plans are tried on."""
        plan = "desk/events/<slug:slug>/plan/"
        parts = ("tasks", "notes", "files", "meetings")
        return {plan: self._each_plan} | {f"{plan}{kind}/<int:pk>/": partial(self._of_plans, kind) for kind in parts}

    def _each_plan(self) -> dict[str, dict]:
        """The plan of each series."""
        series = {name: series for name, (series, _rows) in self.parts.items()}
        return slugs(series | {"draft": self.draft, "in review": self.unlisted})

    def _of_plans(self, kind: str) -> dict[str, dict]:
        """The parts of each plan, and one asked for under the plan of another."""
        pairs = {name: (series.slug, rows[kind]) for name, (series, rows) in self.parts.items()}
        pairs |= {"of another series": (self.public.slug, pairs["own"][1]), "missing": (pairs["own"][0], 0)}
        return {name: {"slug": slug, "pk": pk} for name, (slug, pk) in pairs.items()}
