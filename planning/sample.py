"""A plan in the sample: the groups of the library's Saturdays share its work."""

from datetime import time, timedelta
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw

from events.sample import Made
from files.cleaning import Cleaned
from planning.models import Meeting, Note, PlanFile, Task

AGREED = """What we agreed on:

- Until one o’clock nothing is amplified: the reading room is open.
- The **side street stays free** for wheelchairs and prams.
- Whoever speaks is asked before a picture is taken.
"""
TABLES = "We bring two folding tables, and can keep them at the community room between Saturdays."


class Job(NamedTuple):
    """What is to be done, how many days before the next date, and who has taken it or which group was given it."""

    title: str
    before: int
    person: str = ""
    group: str = ""
    note: str = ""


JOBS = [
    Job("Flyers for the farmers’ market", 3, note="Two hundred, on gold paper. The copy shop closes at six."),
    Job("Marshals: six people in vests", 2, "bo", "tenants"),
    Job("Sign language for the opening", 2, group="classroom"),
    Job("Sound: the small speaker, from one o’clock on", 1, "cy", "library-friends"),
    Job("Water and tea", 1),
]


def fill(made: Made) -> None:
    """Tasks in every state, a meeting, two notes and a sketch of the steps."""
    series, ada, bo = made.series["library"], made.people["ada"], made.people["bo"]
    date = series.occurrences.going_ahead().to_come().order_by("day").first()
    for job in JOBS:
        due = max(made.days.today, date.day - timedelta(days=job.before))
        task = Task.add(series, by=ada, title=job.title, due=due, note=job.note)
        if job.person:
            task.take(by=made.people[job.person], group=made.groups[job.group])
        elif job.group:
            task.pass_to(made.groups[job.group], by=ada)
    permit = Task.add(series, by=ada, title="Ask the city whether a permit is needed")
    permit.take(by=ada, group=series.host)
    permit.finish(by=ada)
    Note.write(series, by=ada, text=AGREED)
    Note.write(series, by=bo, text=TABLES)
    PlanFile.share(series, Cleaned("png", _sketch()), by=ada, title="Where we stand on the steps")
    Meeting.call(
        series,
        by=ada,
        day=made.days.after(2),
        start_time=time(19),
        place="Community room, Front Porch Tenants",
        link="https://meet.example.org/open-library",
        agenda="What the last date was like\n\nWho opens on the first Saturday\n\nWinter: under which roof",
    )


def _sketch() -> bytes:
    """Steps from above, the door, and where the speaker and the tables stand."""
    paper = Image.new("RGB", (640, 360), "white")
    pen = ImageDraw.Draw(paper)
    for step in range(6):
        pen.line((60, 120 + 30 * step, 580, 120 + 30 * step), fill="black", width=2)
    for left, name in ((290, "Door"), (80, "Tables"), (500, "Speaker")):
        pen.rectangle((left, 50, left + 70, 90), outline="black", width=3)
        pen.text((left + 8, 62), name, fill="black")
    saved = BytesIO()
    paper.save(saved, "PNG")
    return saved.getvalue()
