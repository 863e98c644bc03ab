"""What happened, as people enter it, look at it, confirm and correct it."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from demands.forms import evidence as evidence_forms
from demands.models import Action, Demand, EvidenceFile, Term
from demands.timeline import told
from tests import factories
from tests.files import files

pytestmark = pytest.mark.django_db

MINUTES = {"evidence-kind": "minutes", "evidence-url": "https://minutes.example.org/8"}


@pytest.fixture
def path(demand) -> str:
    return f"/desk/demands/{demand.slug}/actions/"


def words(response) -> str:
    main = response.content.decode().partition('<main id="main">')[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def adopted(demand, **typed) -> dict:
    return {"kind": "adopted", "on": demand.today().isoformat(), "votes_for": "5", "votes_against": "2"} | typed


def test_an_entry_is_typed_with_its_votes_and_its_minutes(as_user, ada, demand, path):
    part = demand.components.get()
    answer = as_user(ada).post(f"{path}new/", adopted(demand, **MINUTES, **{f"part-{part.pk}": "obtained"}))
    entry = Action.objects.get()

    assert (answer.status_code, answer.url) == (302, f"{path}{entry.pk}/")
    assert (entry.kind, entry.votes_for, entry.votes_against, entry.entered_by) == ("adopted", 5, 2, ada)
    assert [piece.address for piece in entry.evidence.all()] == ["https://minutes.example.org/8"]
    assert [one.result for one in entry.results.all()] == ["obtained"]


def test_who_saw_other_parts_is_asked_to_look_again(as_user, ada, demand, path):
    browser = as_user(ada)
    typed = adopted(demand, seen=browser.get(f"{path}new/").context["form"]["seen"].value())
    demand.describe(by=ada, components=["Schools", "Clinics"])

    answer = browser.post(f"{path}new/", typed)
    assert (answer.status_code, "Look at them again" in words(answer)) == (422, True)

    again = answer.context["form"]["seen"].value()
    assert browser.post(f"{path}new/", typed | {"seen": again}).status_code == 302


def test_another_confirms_it_with_one_press_and_it_is_won(as_user, ada, eve, demand, path):
    entry = factories.action(demand, "adopted", by=ada)
    as_user(ada).post(f"{path}{entry.pk}/confirmation/")
    assert not Demand.objects.won().exists()

    as_user(eve).post(f"{path}{entry.pk}/confirmation/")

    assert list(Demand.objects.won()) == [demand]
    assert "Confirmed" in words(as_user(eve).get(f"{path}{entry.pk}/"))


def test_without_evidence_the_page_asks_for_it_and_the_press_is_refused(as_user, ada, eve, demand, path):
    entry = factories.action(demand, "adopted", by=ada, evidence=False)
    page = words(as_user(eve).get(f"{path}{entry.pk}/"))

    assert ("Evidence is missing" in page, "confirm it" in page) == (True, False)
    assert "needs evidence" in words(as_user(eve).post(f"{path}{entry.pk}/confirmation/", follow=True))
    assert not Demand.objects.won().exists()


def test_seats_say_how_they_voted_and_add_up(as_user, ada, host):
    demand = factories.demand(host, by=ada, title="By seat", body=factories.body(host, "Board", seats=3))
    first, second, _third = demand.body.seats.all()
    Term.objects.create(seat=first, holder="Kim Alvarez", since=demand.today() - timedelta(days=900))
    typed = {"kind": "adopted", "on": demand.today(), f"seat-{first.pk}": "for", f"seat-{second.pk}": "against"}

    as_user(ada).post(f"/desk/demands/{demand.slug}/actions/new/", typed)
    entry = Action.objects.get()

    assert (entry.votes_for, entry.votes_against, entry.absent) == (1, 1, 0)
    assert told(demand, inside=True)[0].by_seat == [("For", ["Kim Alvarez"]), ("Against", ["Seat 2"])]


def test_fewer_votes_than_seats_that_are_named_are_refused_beside_the_field(as_user, ada, host):
    demand = factories.demand(host, by=ada, title="By seat", body=factories.body(host, "Board", seats=2))
    seats = {f"seat-{seat.pk}": "for" for seat in demand.body.seats.all()}

    answer = as_user(ada).post(f"/desk/demands/{demand.slug}/actions/new/", adopted(demand, votes_for="1", **seats))

    assert (answer.status_code, Action.objects.count()) == (422, 0)
    assert "Fewer than the seats that you named" in words(answer)


def test_a_vote_that_is_set_needs_its_day(as_user, ada, demand, path):
    typed = {"kind": "vote_set", "on": demand.today()}
    assert "on which day it will be" in words(as_user(ada).post(f"{path}new/", typed))

    later = demand.today() + timedelta(days=9)
    as_user(ada).post(f"{path}new/", typed | {"set_day": later, "set_time": "19:00"})
    assert Action.objects.get().set_day == later


def test_what_is_still_to_come_has_not_happened(as_user, ada, demand, path):
    answer = as_user(ada).post(f"{path}new/", adopted(demand, on=demand.today() + timedelta(days=1)))

    assert (answer.status_code, "still to come" in words(answer)) == (422, True)


def test_a_correction_is_confirmed_by_another_too_and_names_what_it_takes_the_place_of(as_user, ada, eve, demand, path):
    entry = factories.action(demand, "adopted", by=ada, confirmed_by=eve)
    as_user(eve).post(f"{path}{entry.pk}/correction/", adopted(demand, kind="rejected"))
    correction = entry.corrections.get()
    assert [one.correction for one in told(demand)] == [None]

    as_user(eve).post(f"{path}{correction.pk}/confirmation/")
    assert Demand.objects.won().exists()
    as_user(ada).post(f"{path}{correction.pk}/confirmation/")

    assert not Demand.objects.won().exists()
    assert [one.correction for one in told(demand)] == [None, correction]


def test_a_correction_begins_with_all_that_the_entry_says(as_user, ada, eve, demand, path):
    part = demand.components.get()
    votes = {"votes_for": 5, "votes_against": 2, "note": "Late at night"}
    entry = factories.action(demand, "adopted", by=ada, confirmed_by=eve, results={part.pk: "partly"}, **votes)

    form = as_user(ada).get(f"{path}{entry.pk}/correction/").context["form"]

    said = {name: form[name].value() for name in ("kind", "votes_for", "note", f"part-{part.pk}")}
    assert list(said.values()) == ["adopted", 5, "Late at night", "partly"]
    assert form.evidence["url"].value() == "https://minutes.example.org/1"


def test_who_looks_is_told_where_nothing_is_attached(as_user, ada, eve, demand, path):
    entry = factories.action(demand, "introduced", by=ada, evidence=False)

    assert "Nothing is attached to it" in words(as_user(eve).get(f"{path}{entry.pk}/"))


def test_what_never_happened_stays_to_be_read_and_counts_for_nothing(as_user, ada, eve, demand, path):
    entry = factories.action(demand, "adopted", by=ada, confirmed_by=eve)
    as_user(ada).post(f"{path}{entry.pk}/correction/", {"kind": "mistaken", "on": demand.today()})
    as_user(eve).post(f"{path}{entry.corrections.get().pk}/confirmation/")
    demand.refresh_from_db()

    assert (demand.stage, [one.never_happened for one in told(demand)]) == ("drafting", [True])
    assert "it did not happen" in words(as_user(ada).get(path))


def test_nobody_begins_with_a_mistake(as_user, ada, demand, path):
    assert as_user(ada).post(f"{path}new/", adopted(demand, kind="mistaken")).status_code == 422


def test_what_waits_is_read_by_the_groups_inside_and_by_nobody_else(as_user, ada, cy, bo, mo, demand, path):
    entry = factories.action(demand, "introduced", by=ada)

    answers = {name: as_user(user).get(path).status_code for name, user in [("cy", cy), ("bo", bo), ("mo", mo)]}
    assert answers == {"cy": 200, "bo": 404, "mo": 200}
    assert as_user(cy).post(f"{path}{entry.pk}/confirmation/").status_code == 404
    assert [told(demand), len(told(demand, inside=True))] == [[], 1]


def test_what_was_taken_back_is_gone_from_the_list(as_user, ada, demand, path):
    entry = factories.action(demand, "introduced", by=ada)
    as_user(ada).post(f"{path}{entry.pk}/removal/")

    assert told(demand, inside=True) == []
    assert "Taken back" in words(as_user(ada).get(f"{path}{entry.pk}/"))


# Evidence


def bring(browser, path, entry, data: bytes, name: str = "minutes.pdf"):
    file = SimpleUploadedFile(name, data, content_type="text/html")
    return browser.post(f"{path}{entry.pk}/evidence/", {"evidence-kind": "copy", "evidence-file": file})


@pytest.fixture
def entry(demand, ada) -> Action:
    return factories.action(demand, "adopted", by=ada, evidence=False)


def test_a_file_is_made_anew_and_goes_out_as_a_download(as_user, ada, eve, demand, path, entry):
    assert bring(as_user(ada), path, entry, files.picture()).status_code == 302
    address = entry.evidence.get().address
    assert as_user(None).get(address).status_code == 404  # nobody has confirmed it yet

    entry.confirm(by=eve)
    answer = as_user(None).get(address)

    assert (answer.status_code, answer["X-Content-Type-Options"], answer["Content-Type"]) == (
        200,
        "nosniff",
        "image/jpeg",
    )
    assert answer["Content-Disposition"] == 'attachment; filename="signed-copy.jpg"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"Secret" not in answer.content


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (files.bomb(), "24 million pixels"),
        (files.pdf(files.with_script), "has a script"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture (JPEG, PNG or WebP) or a PDF"),
        (b"x" * 6 * 1024**2, "larger than 5 MB"),
        (files.picture()[:200], "cannot be read"),
    ],
    ids=["bomb", "script", "another kind", "too large", "broken"],
)
def test_other_files_are_refused_with_a_sentence(as_user, ada, path, entry, data, sentence):
    answer = bring(as_user(ada), path, entry, data)

    assert (answer.status_code, EvidenceFile.objects.count(), entry.evidence.count()) == (422, 0, 0)
    assert sentence in words(answer)


def test_files_of_a_demand_have_their_limit_and_people_theirs(as_user, ada, eve, path, entry, monkeypatch):
    monkeypatch.setattr(evidence_forms, "AN_HOUR", 1)
    assert bring(as_user(ada), path, entry, files.picture()).status_code == 302
    assert "Try again in an hour" in words(bring(as_user(ada), path, entry, files.picture()))

    EvidenceFile.objects.update(size=50 * 1024**2)
    assert "at most 50 MB" in words(bring(as_user(eve), path, entry, files.picture()))


def test_a_file_beside_something_wrong_is_asked_for_again(as_user, ada, demand, path, entry):
    def send(where, **typed):
        file = SimpleUploadedFile("minutes.png", files.picture("PNG"))
        return words(as_user(ada).post(where, {"evidence-kind": "copy", "evidence-file": file} | typed))

    ahead = (demand.today() + timedelta(days=9)).isoformat()
    assert "choose it again" in send(f"{path}new/", **adopted(demand, on=ahead))
    assert "choose it again" in send(f"{path}{entry.pk}/evidence/", **{"evidence-checked_on": ahead})
    assert EvidenceFile.objects.count() == 0


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/minutes", "data:text/html,x"])
def test_a_link_leads_to_a_page(as_user, ada, path, entry, url):
    answer = as_user(ada).post(f"{path}{entry.pk}/evidence/", {"evidence-kind": "press", "evidence-url": url})

    assert (answer.status_code, entry.evidence.count()) == (422, 0)


def test_evidence_is_a_link_or_a_file(as_user, ada, path, entry):
    both = {"evidence-kind": "copy", "evidence-url": "https://example.org/"}
    both["evidence-file"] = SimpleUploadedFile("x.png", files.picture("PNG"))

    for typed in ({"evidence-kind": "copy"}, both):
        assert "one of both" in words(as_user(ada).post(f"{path}{entry.pk}/evidence/", typed))


def test_members_read_and_add_nothing(as_user, cy, path, entry):
    typed = {"evidence-kind": "press", "evidence-url": "https://example.org/"}

    assert as_user(cy).post(f"{path}{entry.pk}/evidence/", typed).status_code == 404


def test_a_file_of_a_demand_that_is_withheld_is_not_fetched(as_user, ada, eve, mo, demand, path, entry):
    bring(as_user(ada), path, entry, files.picture())
    entry.confirm(by=eve)
    demand.withhold(by=mo)

    assert as_user(None).get(entry.evidence.get().address).status_code == 404
    assert as_user(ada).get(entry.evidence.get().address).status_code == 200
