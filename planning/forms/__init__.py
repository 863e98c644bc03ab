from planning.forms.meeting import MeetingForm
from planning.forms.task import GroupForm, PassForm, TaskForm
from planning.forms.words import FileForm, NoteForm, PageForm

__all__ = ["FileForm", "GroupForm", "MeetingForm", "NoteForm", "PageForm", "PassForm", "TaskForm"]
