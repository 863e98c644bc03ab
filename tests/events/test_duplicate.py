"""A series once more: its words, place and rhythm from the next date that fits, and nobody who came."""

from datetime import date, timedelta

import pytest

from events.models import Series, Sponsorship
from events.recurrence import Cadence, Step, anew
from tests import factories
from tests.events.test_record import newest
from tests.events.test_rule_form import posted

pytestmark = pytest.mark.django_db

TODAY = date(2027, 3, 3)  # a Wednesday
OLD = date(2026, 1, 3)  # a Saturday


@pytest.mark.parametrize(
    ("step", "first"),
    [
        (Step("once", OLD), date(2027, 3, 6)),
        (Step("day", OLD), TODAY),
        (Step("week", OLD, weekdays=(5,)), date(2027, 3, 6)),
        (Step("week", OLD, 2, weekdays=(0, 3)), date(2027, 3, 4)),
        (Step("month", OLD, weekdays=(5,), nth=1), date(2027, 3, 6)),
        (Step("month", OLD, 3, weekdays=(5,), nth=-1), date(2027, 3, 27)),
        (Step("month", OLD, 2, monthday=31), date(2027, 3, 31)),
    ],
)
def test_a_rhythm_begins_anew_at_the_next_date_that_fits(step, first):
    cadence = anew(Cadence((step,), OLD + timedelta(days=200)), TODAY)

    assert cadence.first == first
    cadence.check()


def test_later_steps_and_the_end_follow_by_whole_weeks():
    steps = (Step("week", OLD, weekdays=(5,)), Step("day", OLD + timedelta(weeks=6)))
    cadence = anew(Cadence(steps, OLD + timedelta(weeks=7)), TODAY)

    assert cadence.steps[1].start == date(2027, 3, 6) + timedelta(weeks=6)
    assert cadence.until == date(2027, 3, 6) + timedelta(weeks=7)


def test_a_rhythm_to_come_is_left_as_it_is():
    cadence = Cadence((Step("week", TODAY + timedelta(days=3), weekdays=(5,)),), TODAY + timedelta(weeks=9))

    assert anew(cadence, TODAY) == cadence


@pytest.fixture
def signed(vigil, partner, ada, bo) -> Series:
    Sponsorship.invite(vigil, partner, by=ada).accept(by=bo)
    factories.coming(vigil, vigil.occurrences.first())
    return vigil


def filled(browser, series) -> dict:
    """What the form of a duplicate begins with, as a browser would post it."""
    form = browser.get(f"/desk/events/{series.slug}/duplicate/").context["form"]
    return {name: form[name].value() for name in form.fields}


def duplicate(browser, series, **fields):
    typed = posted(filled(browser, series) | fields)
    return browser.post(f"/desk/events/{series.slug}/duplicate/", typed)


def test_a_duplicate_is_a_draft_with_all_words_and_no_people(as_user, signed, ada):
    browser = as_user(ada)
    response = duplicate(browser, signed, title="Saturday vigil, again")
    copy = Series.objects.get(title="Saturday vigil, again")

    assert response.headers["Location"] == f"/desk/events/{copy.slug}/"
    assert (copy.is_draft, copy.host, copy.place, copy.kind) == (True, signed.host, signed.place, signed.kind)
    assert copy.uid != signed.uid
    assert (copy.occurrences.count(), copy.attendances.count(), copy.sponsorships.count()) == (0, 0, 0)


def test_the_dates_of_a_duplicate_are_shown_at_once(as_user, signed, ada):
    page = as_user(ada).get(f"/desk/events/{signed.slug}/duplicate/").content.decode()

    assert "8 dates: Every Saturday at noon" in page
    assert "Akron time" in page


def test_groups_that_were_ticked_are_asked_when_it_is_announced(as_user, signed, partner, ada, bo):
    duplicate(as_user(ada), signed, groups=[partner.pk], title="Again")
    copy = Series.objects.get(title="Again")
    kept = copy.sponsorships.get()

    before = len(factories.letters("sponsorship_invitation"))
    page = as_user(ada).get(f"/desk/events/{copy.slug}/").content.decode()
    copy.announce(by=ada)
    kept.refresh_from_db()

    assert "Asked when you announce" in page
    assert (kept.organization, kept.is_open) == (partner, True)
    assert len(factories.letters("sponsorship_invitation")) == before + 1


def test_what_was_brought_in_by_the_site_is_not_asked(host, partner, ada):
    draft = factories.series(host, by=ada, announced=False)
    Sponsorship.foresee(draft, partner, by=None)

    draft.announce(by=ada)

    assert factories.letters("sponsorship_invitation") == []


def test_beside_a_draft_nobody_is_late(host, partner, ada):
    draft = factories.series(host, by=ada, announced=False)
    kept = Sponsorship.foresee(draft, partner, by=ada)
    Sponsorship.objects.filter(pk=kept.pk).update(asked_at=kept.asked_at - timedelta(days=40))

    assert Sponsorship.expire() == 0
    draft.announce(by=ada)
    kept.refresh_from_db()
    assert kept.is_open


@pytest.mark.parametrize("who", ["bo", "cy", "dee"])
def test_nobody_else_duplicates_it(as_user, signed, who, request):
    person = request.getfixturevalue(who)

    assert as_user(person).get(f"/desk/events/{signed.slug}/duplicate/").status_code == 404


def test_it_is_on_record_after_which_it_was_made(as_user, signed, host, ada):
    duplicate(as_user(ada), signed, title="Again")

    assert newest(host) == "Ada drafted “Again” after “Saturday vigil”"
