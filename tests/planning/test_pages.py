"""The plan as its readers see it, button by button."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from files import fields
from files.fields import CleanFileField
from planning.forms import words as words_of_forms
from planning.models import Meeting, Note, PlanFile, Task
from tests import factories
from tests.files import files

pytestmark = pytest.mark.django_db


def words(response) -> str:
    main = response.content.decode().partition('<main id="main">')[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def meeting_of(series, **fields):
    typed = {"day": series.today() + timedelta(days=3), "start_time": "19:00", "minutes": "60", "place": "Library"}
    return typed | fields


def test_an_organizer_adds_a_task_and_a_member_takes_it(as_user, signed, plan, vigil, bo, eve, partner):
    day = vigil.today() + timedelta(days=2)
    as_user(bo).post(f"{plan}tasks/new/", {"title": "Sound", "due": day})
    task = Task.objects.get()

    as_user(eve).post(f"{plan}tasks/{task.pk}/taking/")

    task.refresh_from_db()
    assert (task.due, task.group, task.owner) == (day, partner, eve)
    assert "You , Riverside Tenants Union." in words(as_user(eve).get(plan))


def test_nobody_reads_a_name_of_another_group(as_user, sound, plan, ada, bo, eve, cy, partner, host):
    sound.take(by=eve, group=partner)
    Task.add(sound.series, by=ada, title="Water").take(by=ada, group=host)
    Note.write(sound.series, by=bo, text="We met.")

    of_host, of_partner = words(as_user(cy).get(plan)), words(as_user(bo).get(plan))

    assert re.findall(r"\b(Ada|Bo|Cy|Eve)\b", of_host) == ["Ada"]
    assert re.findall(r"\b(Ada|Bo|Cy|Eve)\b", of_partner) == ["Eve"]
    assert "Riverside Tenants Union" in of_host


def test_a_member_is_offered_no_pen(as_user, sound, plan, cy):
    page = as_user(cy).get(plan).content.decode()

    assert ("I do it" in page, "tasks/new/" in page, "notes/new/" in page, "meetings/new/" in page) == (
        True,
        False,
        False,
        False,
    )
    assert as_user(cy).get(f"{plan}tasks/new/").status_code == 404


def test_strangers_and_former_co_sponsors_find_nothing(as_user, signed, plan, bo, dee):
    before = as_user(bo).get(plan).status_code
    signed.withdraw(by=bo)

    assert (before, as_user(bo).get(plan).status_code, as_user(dee).get(plan).status_code) == (200, 404, 404)


def test_the_usual_tasks_come_with_one_press(as_user, signed, plan, ada):
    offered = "Add the usual tasks" in words(as_user(ada).get(plan))
    as_user(ada).post(f"{plan}tasks/usual/")

    assert (offered, Task.objects.count()) == (True, 10)
    assert "Add the usual tasks" not in words(as_user(ada).get(plan))


def test_a_task_of_another_plan_is_not_found_under_this_one(as_user, sound, ada, host):
    other = factories.series(host, by=ada, title="Other")

    assert as_user(ada).post(f"/desk/events/{other.slug}/plan/tasks/{sound.pk}/completion/").status_code == 404


def test_what_is_done_folds_and_can_be_undone(as_user, sound, plan, ada):
    browser = as_user(ada)
    browser.post(f"{plan}tasks/{sound.pk}/completion/")
    folded = words(browser.get(plan))
    browser.post(f"{plan}tasks/{sound.pk}/reopening/")

    assert "One is done Sound" in folded
    assert "is open again" in words(browser.get(plan))


def test_the_host_gives_a_task_to_a_group(as_user, sound, plan, ada, partner):
    browser, page = as_user(ada), f"{plan}tasks/{sound.pk}/passing/"
    wrong = browser.post(page, {"group": "0"})
    browser.post(page, {"group": partner.pk})

    sound.refresh_from_db()
    assert (wrong.status_code, sound.group, sound.given_at is None) == (422, partner, False)


def test_a_note_is_cleaned_and_changed_by_its_author_alone(as_user, signed, plan, ada, bo):
    as_user(bo).post(f"{plan}notes/new/", {"text": "**We met**<script>alert(1)</script> [x](javascript:alert(1))"})
    note = Note.objects.get()
    page = as_user(ada).get(plan).content.decode()

    assert "<strong>We met</strong>" in page
    assert ("<script>alert" in page, 'href="javascript' in page) == (False, False)
    assert as_user(ada).get(f"{plan}notes/{note.pk}/").status_code == 404
    as_user(bo).post(f"{plan}notes/{note.pk}/", {"text": "We met."})
    note.refresh_from_db()
    assert (note.text, note.changed_at is None) == ("We met.", False)


def test_a_meeting_is_called_moved_and_called_off(as_user, signed, plan, vigil, bo):
    browser = as_user(bo)
    browser.post(f"{plan}meetings/new/", meeting_of(vigil, link="https://meet.example.org/x"))
    meeting = Meeting.objects.get()
    shown = words(browser.get(plan))
    browser.post(f"{plan}meetings/{meeting.pk}/", meeting_of(vigil, start_time="20:00"))
    browser.post(f"{plan}meetings/{meeting.pk}/cancellation/")

    meeting.refresh_from_db()
    assert "Library" in shown
    assert (meeting.sequence, meeting.start_time.hour, meeting.is_called_off) == (2, 20, True)
    assert "Called off:" in words(browser.get(plan))


@pytest.mark.parametrize(
    ("field", "typed"),
    [("link", "http://meet.example.org/"), ("link", "javascript:alert(1)"), ("place", ""), ("day", "2001-01-01")],
)
def test_a_meeting_that_cannot_be_is_refused_with_a_sentence(as_user, signed, plan, vigil, bo, field, typed):
    answer = as_user(bo).post(f"{plan}meetings/new/", meeting_of(vigil, **{field: typed}))

    assert (answer.status_code, Meeting.objects.count()) == (422, 0)
    assert 'id="problems"' in answer.content.decode()


# Files


def share(browser, plan, data: bytes, name="Flyer.jpg", title="Flyer, A5"):
    return browser.post(f"{plan}files/new/", {"title": title, "file": SimpleUploadedFile(name, data, "text/html")})


def test_a_file_goes_to_those_who_plan_and_always_as_a_download(as_user, signed, plan, bo, cy, dee):
    share(as_user(bo), plan, files.picture(), title='Flyer "A5"\u202e/../gpj.exe')
    path = f"{plan}files/{PlanFile.objects.get().pk}/"
    answer = as_user(cy).get(path)

    assert answer.content[:2] == b"\xff\xd8"
    assert b"Secret" not in answer.content
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="flyer-a5gpjexe.jpg"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert as_user(dee).get(path).status_code == 404


def test_a_former_co_sponsor_opens_no_file(as_user, signed, plan, ada, bo):
    share(as_user(ada), plan, files.pdf(), name="permit.pdf")
    path = f"{plan}files/{PlanFile.objects.get().pk}/"
    before = as_user(bo).get(path).status_code
    signed.withdraw(by=bo)

    assert (before, as_user(bo).get(path).status_code) == (200, 404)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (files.bomb(), "24 million pixels"),
        (files.pdf(files.with_script), "has a script"),
        (b"<svg/>", "Choose a picture"),
        (b"", "Choose a picture"),
        (files.picture()[:200], "cannot be read"),
    ],
    ids=["bomb", "script", "SVG", "nothing", "half"],
)
def test_a_file_that_is_not_safe_is_refused_with_a_sentence(as_user, signed, plan, ada, data, sentence):
    answer = share(as_user(ada), plan, data)

    assert (answer.status_code, PlanFile.objects.count()) == (422, 0)
    assert sentence in words(answer)
    assert 'value="Flyer, A5"' in answer.content.decode()


def test_of_a_file_that_no_page_takes_only_the_beginning_is_kept(as_user, signed, plan, ada, monkeypatch):
    kept = []

    def refuse(_field, file, _initial):
        kept.append(file.size)
        raise ValidationError("No")

    monkeypatch.setattr(CleanFileField, "clean", refuse)

    share(as_user(ada), plan, b"x" * 12 * 1024**2)
    assert len(kept) == 1
    assert kept[0] < 9 * 1024**2


def test_a_file_that_is_too_large_is_refused_with_a_sentence(as_user, signed, plan, ada):
    assert "larger than 5 MB" in words(share(as_user(ada), plan, b"x" * 9 * 1024**2))


def test_a_plan_has_at_most_twenty_files(as_user, signed, plan, vigil, ada, host):
    PlanFile.objects.bulk_create(
        PlanFile(series=vigil, organization=host, title="x", kind="png", size=1, content=b"x") for _file in range(20)
    )

    assert "at most 20 files" in words(share(as_user(ada), plan, files.picture()))


def test_all_files_of_a_plan_have_at_most_fifty_megabytes(as_user, signed, plan, vigil, ada, host):
    PlanFile.objects.create(series=vigil, organization=host, title="x", kind="png", size=50 * 1024**2, content=b"x")

    assert "50 MB" in words(share(as_user(ada), plan, files.picture()))


@pytest.mark.parametrize(("number", "size", "sentence"), [(20, 1, "20 files"), (1, 50 * 1024**2, "50 MB")])
def test_no_file_is_opened_for_a_full_plan(
    as_user, signed, plan, vigil, ada, host, monkeypatch, number, size, sentence
):
    monkeypatch.setattr(fields, "cleaned", lambda _data: pytest.fail("opened"))
    PlanFile.objects.bulk_create(
        PlanFile(series=vigil, organization=host, title="x", kind="png", size=size, content=b"x")
        for _file in range(number)
    )

    assert sentence in words(share(as_user(ada), plan, files.picture()))


def test_a_person_has_so_many_files_opened_an_hour(as_user, signed, plan, ada, bo, monkeypatch):
    monkeypatch.setattr(words_of_forms, "AN_HOUR", 1)
    share(as_user(ada), plan, files.picture())
    again = share(as_user(ada), plan, files.picture())

    assert (PlanFile.objects.count(), "Try again in an hour" in words(again)) == (1, True)
    assert share(as_user(bo), plan, files.picture()).status_code == 302


def test_a_file_is_deleted_with_all_that_is_in_it(as_user, signed, plan, ada, bo):
    share(as_user(bo), plan, files.picture())
    path = f"{plan}files/{PlanFile.objects.get().pk}/"
    as_user(ada).post(f"{path}deletion/")

    assert (PlanFile.objects.count(), as_user(ada).get(path).status_code) == (0, 404)


def test_the_page_of_the_series_leads_those_inside_to_the_plan(as_user, client, signed, vigil, plan, cy, eve, dee):
    readers = [as_user(cy), as_user(eve), as_user(dee), client]

    shown = [f'href="{plan}"' in reader.get(vigil.get_absolute_url()).content.decode() for reader in readers]
    assert shown == [True, True, False, False]


def test_the_ways_to_the_plan(as_user, signed, plan, ada, bo):
    assert f'href="{plan}"' in as_user(ada).get(plan.removesuffix("plan/")).content.decode()
    assert f'href="{plan}"' in as_user(bo).get("/desk/").content.decode()
