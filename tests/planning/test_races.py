"""Several people at the same moment at one plan, each with a connection of her own."""

import pytest
from django.db import connection

from events.models import Series, Sponsorship
from files.cleaning import Cleaned
from planning.models import PlanFile, Task, plan_file
from tests.races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time."),
]

TIMES = 5


def anew(task: Task) -> Task:
    """As somebody else has read it."""
    return Task.objects.select_related("series").get(pk=task.pk)


def test_of_many_who_take_a_task_one_has_it(sound, host, partner, ada, bo, cy, eve):
    people = [(ada, host), (bo, partner), (cy, host), (eve, partner)]
    for _time in range(TIMES):
        tasks = [anew(sound) for _person in people]
        answers = at_once(
            *(
                lambda task=task, by=by, group=group: task.take(by=by, group=group)
                for task, (by, group) in zip(tasks, people, strict=True)
            )
        )
        taken = anew(sound)

        assert sorted(map(str, answers)) == ["None", "taken", "taken", "taken"]
        assert (taken.owner, taken.group) == people[answers.index(None)]
        taken.give_back(by=taken.owner)


def test_a_group_that_withdraws_in_the_same_moment_keeps_no_task(sound, signed, partner, bo, eve):
    for _time in range(TIMES):
        task, leaving = anew(sound), Sponsorship.objects.accepted().select_related("series").get()
        at_once(lambda task=task: task.take(by=eve, group=partner), lambda leaving=leaving: leaving.withdraw(by=bo))

        assert (anew(sound).group, anew(sound).owner) == (None, None)
        Sponsorship.objects.filter(pk=signed.pk).update(state="accepted")


def test_together_files_do_not_pass_their_limit(signed, vigil, ada, bo, monkeypatch):
    monkeypatch.setattr(plan_file, "MOST", 2)
    small = Cleaned("png", b"x")
    series = [Series.objects.select_related("host").get(pk=vigil.pk) for _file in range(4)]
    answers = at_once(*(lambda one=one: PlanFile.share(one, small, by=ada, title="Flyer").size for one in series))

    assert (sorted(map(str, answers)), PlanFile.objects.count()) == (["1", "1", "too_many", "too_many"], 2)


def test_the_usual_tasks_come_once(signed, vigil, ada, bo):
    titles = [(f"Task {n}", None) for n in range(5)]
    answers = at_once(*(lambda by=by: Task.add_usual(vigil, titles, by=by) for by in (ada, bo)))

    assert (sorted(answers), Task.objects.count()) == ([0, 5], 5)
