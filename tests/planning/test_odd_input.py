"""What nobody means to type into a plan: a sentence, what was typed kept, never an error of ours."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from planning.models import Note
from tests.files import files
from tests.odd import BYTES, TEXTS

pytestmark = pytest.mark.django_db

PAGES = {
    "task": ("tasks/new/", {"title": "Sound", "note": "Two batteries", "due": "", "date": ""}),
    "meeting": ("meetings/new/", dict.fromkeys(["day", "start_time", "minutes", "place", "link", "dial_in", "agenda"])),
    "note": ("notes/new/", {"text": "We met."}),
    "file": ("files/new/", {"title": "Flyer", "file": ""}),
    "passing": ("tasks/{pk}/passing/", {"group": ""}),
    "taking": ("tasks/{pk}/taking/", {"group": ""}),
}


@pytest.fixture
def typed(sound, plan, vigil):
    """Where to, and what: a valid filling of each page."""
    day = vigil.today() + timedelta(days=3)
    meeting = {"day": day, "start_time": "19:00", "minutes": "60", "place": "Library"}

    def found(name: str) -> tuple[str, dict]:
        path, fields = PAGES[name]
        known = {field: meeting.get(field, value or "") for field, value in fields.items()}
        return plan + path.format(pk=sound.pk), known

    return found


@pytest.mark.parametrize("name", PAGES)
def test_odd_text_is_never_an_error_of_ours(as_user, typed, ada, name):
    (path, known), browser = typed(name), as_user(ada)

    for odd in TEXTS.values():
        response = browser.post(path, dict.fromkeys([*known, "nameless"], odd))
        assert response.status_code in {302, 404, 422}, odd[:40]


@pytest.mark.parametrize("name", PAGES)
def test_odd_numbers_and_days_in_one_field(as_user, typed, ada, name):
    (path, known), browser = typed(name), as_user(ada)

    for odd in ("NUL", "beyond 64 bits", "the last day", "the first day", "a late hour", "5,000 digits"):
        for field in known:
            response = browser.post(path, known | {field: TEXTS[odd]})
            assert response.status_code in {302, 404, 422}, (field, odd)


@pytest.mark.parametrize("odd", BYTES)
@pytest.mark.parametrize("name", PAGES)
def test_bytes_that_are_no_text(as_user, typed, ada, name, odd):
    path, known = typed(name)
    body = b"&".join(field.encode() + b"=" + BYTES[odd] for field in known)

    response = as_user(ada).generic("POST", path, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in {302, 400, 404, 422}


@pytest.mark.parametrize("odd", ["nothing", "NUL", "two lines", "right to left", "a path", "100 KB"])
def test_odd_names_of_files_and_what_they_are(as_user, plan, signed, ada, odd):
    file = SimpleUploadedFile(TEXTS[odd][:400] or "x", files.picture(), TEXTS[odd][:40].split("\r")[0])
    browser = as_user(ada)

    response = browser.post(f"{plan}files/new/", {"title": TEXTS[odd][:80], "file": file})
    assert response.status_code in {302, 422}
    assert browser.get(plan).status_code == 200


@pytest.mark.parametrize(("name", "field", "most"), [("task", "title", 120), ("note", "text", 5_000)])
def test_what_is_too_long_is_said_and_kept(as_user, typed, ada, name, field, most):
    path, known = typed(name)
    long = "x" * (most + 1)

    page = as_user(ada).post(path, known | {field: long}).content.decode()
    assert f"at most {most} characters" in page
    assert long in page


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", "9" * 5_000, "\x00"])
def test_odd_numbers_of_pages(as_user, plan, signed, ada, page):
    assert as_user(ada).get(plan, {"page": page}).status_code == 200


def test_odd_notes_are_shown_as_text(as_user, plan, signed, vigil, ada):
    texts = [text.replace("\x00", "")[:5_000] for text in TEXTS.values()]
    Note.objects.bulk_create(Note(series=vigil, organization=vigil.host, text=text) for text in texts)

    page = as_user(ada).get(plan)
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
