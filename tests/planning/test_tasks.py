"""Who does what: taken, given back, passed between groups, finished."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError

from events.models import Series, Sponsorship
from orgs.models import AuditEntry, Membership, Organization
from planning.models import Meeting, Note, Task
from planning.usual import usual_tasks
from tests import factories

pytestmark = pytest.mark.django_db


def test_who_takes_a_task_has_it_for_her_group(sound, bo, partner):
    sound.take(by=bo, group=partner)
    sound.take(by=bo, group=partner)

    assert (sound.owner, sound.group) == (bo, partner)


def test_a_task_that_somebody_has_is_not_taken_again(sound, bo, ada, host, partner):
    sound.take(by=bo, group=partner)

    with pytest.raises(ValidationError) as refusal:
        sound.take(by=ada, group=host)
    assert (refusal.value.code, Task.objects.get().owner) == ("taken", bo)


def test_nobody_takes_a_task_for_a_group_that_is_not_hers(sound, bo, host):
    with pytest.raises(ValidationError) as refusal:
        sound.take(by=bo, group=host)

    assert refusal.value.code == "not_beside"


def test_what_she_took_by_herself_is_nobodys_when_she_gives_it_back(sound, eve, partner):
    sound.take(by=eve, group=partner)
    sound.give_back(by=eve)

    assert (sound.group, sound.owner, sound.taken_at) == (None, None, None)


def test_what_the_host_gave_to_a_group_stays_with_the_group(sound, ada, bo, eve, partner):
    sound.pass_to(partner, by=ada)
    sound.take(by=eve, group=partner)
    sound.give_back(by=eve)
    kept = (sound.group, sound.owner)
    sound.give_back(by=bo)

    assert (kept, sound.group) == ((partner, None), None)


def test_others_ask_a_group_which_takes_it_or_says_no(sound, ada, bo, host, partner):
    sound.take(by=bo, group=partner)
    sound.pass_to(host, by=bo)
    asked = (sound.group, sound.asked)
    sound.refuse(by=ada)
    refused = (sound.owner, sound.asked)
    sound.pass_to(host, by=bo)
    sound.take(by=ada, group=host)

    assert (asked, refused) == ((partner, host), (bo, None))
    assert (sound.group, sound.owner, sound.asked) == (host, ada, None)


def test_it_passes_to_no_group_that_only_endorses(sound, ada, vigil):
    choir = factories.group("Choir", coordinator=factories.person("gil"))
    Sponsorship.invite(vigil, choir, by=ada).accept(by=ada, level="endorse")

    with pytest.raises(ValidationError) as refusal:
        sound.pass_to(choir, by=ada)
    assert refusal.value.code == "not_beside"


def test_who_finishes_what_nobody_had_did_it_for_her_group(sound, cy, host):
    sound.finish(by=cy)
    sound.finish(by=cy)

    assert (sound.is_done, sound.done_by, sound.owner, sound.group) == (True, cy, cy, host)


def test_it_is_finished_by_who_took_it_and_the_organizers_of_her_group_and_of_the_host(
    signed, sound, ada, bo, cy, eve, dee, partner
):
    everybody = (ada, bo, cy, eve, dee)
    free = [person.name for person in everybody if Task.objects.finishable_by(person).exists()]
    sound.pass_to(partner, by=ada)
    given = [person.name for person in everybody if Task.objects.finishable_by(person).exists()]
    sound.take(by=eve, group=partner)
    taken = [person.name for person in everybody if Task.objects.finishable_by(person).exists()]

    assert (free, given, taken) == (["Ada"], ["Ada", "Bo"], ["Ada", "Bo", "Eve"])


def test_what_was_not_done_after_all_is_hers_again(sound, bo, partner):
    sound.take(by=bo, group=partner)
    sound.finish(by=bo)
    sound.reopen(by=bo)

    assert (sound.is_done, sound.done_by, sound.owner) == (False, None, bo)


def test_who_leaves_her_group_has_its_tasks_no_more(sound, bo, eve, partner):
    sound.take(by=eve, group=partner)
    Membership.objects.filter(user=eve).delete()
    vacant = Task.objects.takeable_by(bo).get()

    vacant.take(by=bo, group=partner)

    assert (vacant.owner, list(Task.objects.owned_by(eve))) == (bo, [])


def test_a_group_that_withdraws_loses_sight_and_its_tasks(sound, signed, vigil, ada, bo, partner):
    sound.take(by=bo, group=partner)
    other = Task.add(vigil, by=ada, title="Water")
    other.pass_to(partner, by=ada)
    signed.withdraw(by=bo)

    assert list(Series.objects.seen_inside_by(bo)) == []
    assert {(task.group, task.owner, task.given_at) for task in Task.objects.filter(series=vigil)} == {
        (None, None, None)
    }


def test_a_group_that_is_suspended_has_no_tasks(sound, bo, partner):
    sound.take(by=bo, group=partner)
    Organization.objects.filter(pk=partner.pk).update(state="suspended")

    Task.die_with(partner)

    sound.refresh_from_db()
    assert (sound.group, list(Series.objects.seen_inside_by(bo))) == (None, [])


def test_what_the_group_beside_it_has_stays(sound, bo, partner):
    sound.take(by=bo, group=partner)

    assert (Task.free_stray(), Task.objects.get().owner) == (0, bo)


def test_the_usual_tasks_come_once_and_none_is_late(signed, vigil, ada):
    gathering = vigil.first_day
    titles = usual_tasks(gathering, vigil.today())
    numbers = [Task.add_usual(vigil, titles, by=ada) for _time in range(2)]

    assert numbers == [10, 0]
    assert all(vigil.today() <= task.due <= gathering for task in Task.objects.all())
    assert usual_tasks(None, vigil.today())[0][1] is None


def test_a_plan_has_at_most_a_hundred_tasks(signed, vigil, ada, host):
    Task.objects.bulk_create(Task(series=vigil, organization=host, title=f"{n}") for n in range(100))

    with pytest.raises(ValidationError) as refusal:
        Task.add(vigil, by=ada, title="One more")
    assert refusal.value.code == "too_many"


def test_it_is_deleted_by_its_author_or_the_host_alone(signed, vigil, ada, bo, cy, eve):
    task = Task.add(vigil, by=bo, title="Banner")

    may = [person.name for person in (ada, bo, cy, eve) if Task.objects.removable_by(person).exists()]
    task.remove(by=bo)

    assert (may, Task.objects.count()) == (["Ada", "Bo"], 0)
    assert AuditEntry.objects.filter(verb="plan_task_removed", actor=bo).count() == 1


def test_tasks_stand_by_their_days(signed, vigil, ada):
    for days in (9, None, 3):
        Task.add(vigil, by=ada, title=f"{days}", due=vigil.today() + timedelta(days=days) if days else None)

    assert [task.title for task in Task.objects.by_day()] == ["3", "9", "None"]


def test_what_was_deleted_meanwhile_is_refused_with_a_sentence(signed, sound, vigil, ada, bo, host):
    note = Note.write(vigil, by=bo, text="We met.")
    meeting = Meeting.call(vigil, by=bo, day=vigil.today() + timedelta(days=2), start_time=time(19), place="Library")
    for part in (Task, Note, Meeting):
        part.objects.all().delete()
    verbs = [
        lambda: sound.take(by=ada, group=host),
        lambda: sound.change(by=ada, title="Light"),
        lambda: note.change(by=bo, text="We met again."),
        lambda: meeting.call_off(by=bo),
    ]

    for verb in verbs:
        with pytest.raises(ValidationError) as refusal:
            verb()
        assert refusal.value.code == "deleted"
