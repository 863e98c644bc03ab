from planning.models.in_plan import InPlan
from planning.models.meeting import Meeting
from planning.models.note import Note
from planning.models.plan_file import PlanFile
from planning.models.task import Task

__all__ = ["InPlan", "Meeting", "Note", "PlanFile", "Task"]
