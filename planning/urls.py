"""The plan of a series, under its desk."""

from django.urls import path

from planning import views

app_name = "planning"

PLAN = "desk/events/<slug:slug>/plan/"

urlpatterns = [
    path(PLAN, views.plan, name="plan"),
    path(f"{PLAN}tasks/new/", views.task_new, name="task-new"),
    path(f"{PLAN}tasks/usual/", views.tasks_usual, name="tasks-usual"),
    path(f"{PLAN}tasks/<int:pk>/", views.task, name="task"),
    path(f"{PLAN}tasks/<int:pk>/taking/", views.task_taking, name="task-taking"),
    path(f"{PLAN}tasks/<int:pk>/return/", views.task_return, name="task-return"),
    path(f"{PLAN}tasks/<int:pk>/passing/", views.task_passing, name="task-passing"),
    path(f"{PLAN}tasks/<int:pk>/refusal/", views.task_refusal, name="task-refusal"),
    path(f"{PLAN}tasks/<int:pk>/completion/", views.task_completion, name="task-completion"),
    path(f"{PLAN}tasks/<int:pk>/reopening/", views.task_reopening, name="task-reopening"),
    path(f"{PLAN}tasks/<int:pk>/deletion/", views.task_deletion, name="task-deletion"),
    path(f"{PLAN}notes/new/", views.note_new, name="note-new"),
    path(f"{PLAN}notes/<int:pk>/", views.note, name="note"),
    path(f"{PLAN}notes/<int:pk>/deletion/", views.note_deletion, name="note-deletion"),
    path(f"{PLAN}files/new/", views.file_new, name="file-new"),
    path(f"{PLAN}files/<int:pk>/", views.file, name="file"),
    path(f"{PLAN}files/<int:pk>/deletion/", views.file_deletion, name="file-deletion"),
    path(f"{PLAN}meetings/new/", views.meeting_new, name="meeting-new"),
    path(f"{PLAN}meetings/<int:pk>/", views.meeting, name="meeting"),
    path(f"{PLAN}meetings/<int:pk>/cancellation/", views.meeting_cancellation, name="meeting-cancellation"),
]
