"""What plans keep about one person, to fetch. It goes with the series; her name goes with her account."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgs.models import User
from orgs.personal import register_part
from planning.models import Meeting, Note, PlanFile, Task


def register_all() -> None:
    register_part(_("Tasks you wrote, took or finished"), export=_tasks)
    register_part(_("Notes you wrote in plans"), export=_notes)
    register_part(_("Files you put into plans"), export=_files)
    register_part(_("Planning meetings you called"), export=_meetings)


def _tasks(user: User) -> list[dict]:
    hers = Task.objects.filter(Q(written_by=user) | Q(owner=user) | Q(done_by=user))
    return [
        {
            "event": row.series.title,
            "task": row.title,
            "due": row.due,
            "you wrote": row.written_at if row.written_by_id == user.pk else None,
            "you took": row.taken_at if row.owner_id == user.pk else None,
            "you finished": row.done_at if row.done_by_id == user.pk else None,
        }
        for row in hers.select_related("series").order_by("pk")
    ]


def _notes(user: User) -> list[dict]:
    rows = Note.objects.filter(written_by=user).select_related("series").order_by("pk")
    return [{"event": row.series.title, "note": row.text, "written": row.written_at} for row in rows]


def _files(user: User) -> list[dict]:
    rows = PlanFile.objects.filter(written_by=user).for_lists().select_related("series")
    return [{"event": row.series.title, "file": row.title, "added": row.written_at} for row in rows]


def _meetings(user: User) -> list[dict]:
    rows = Meeting.objects.filter(written_by=user).select_related("series").order_by("pk")
    return [{"event": row.series.title, "day": row.day, "about": row.agenda, "called": row.written_at} for row in rows]
