from planning.views.files import file, file_deletion, file_new
from planning.views.meetings import meeting, meeting_cancellation, meeting_new
from planning.views.notes import note, note_deletion, note_new
from planning.views.plan import plan
from planning.views.tasks import (
    task,
    task_completion,
    task_deletion,
    task_new,
    task_passing,
    task_refusal,
    task_reopening,
    task_return,
    task_taking,
    tasks_usual,
)

__all__ = [
    "file",
    "file_deletion",
    "file_new",
    "meeting",
    "meeting_cancellation",
    "meeting_new",
    "note",
    "note_deletion",
    "note_new",
    "plan",
    "task",
    "task_completion",
    "task_deletion",
    "task_new",
    "task_passing",
    "task_refusal",
    "task_reopening",
    "task_return",
    "task_taking",
    "tasks_usual",
]
