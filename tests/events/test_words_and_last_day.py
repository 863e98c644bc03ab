"""What may change after a series is announced: its words, and its last day."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from tests import factories


def desk(series, page):
    return f"/desk/events/{series.slug}/{page}/"


def test_words_change_and_nobody_is_written_to(vigil, ada, as_user):
    factories.coming(vigil, vigil.occurrences.first(), address="rider@example.org")
    written = len(factories.letters("date_changed"))

    answer = as_user(ada).post(
        desk(vigil, "text"), {"title": "Vigil for open schools", "kind": "vigil", "stock": "sky"}
    )

    vigil.refresh_from_db()
    assert (answer.status_code, vigil.title, vigil.stock, vigil.slug) == (
        302,
        "Vigil for open schools",
        "sky",
        "saturday-vigil",
    )
    assert len(factories.letters("date_changed")) == written


def test_a_feed_notices_new_words_and_its_sequence_stays(vigil, ada):
    before = (vigil.revision, vigil.sequence)

    vigil.describe(by=ada, title="Other words")

    assert (vigil.revision, vigil.sequence) == (before[0] + 1, before[1])


def test_an_empty_title_is_refused_and_the_rest_kept(vigil, ada, as_user):
    answer = as_user(ada).post(desk(vigil, "text"), {"title": "", "kind": "vigil", "about": "Kept words"})

    assert (answer.status_code, "Kept words" in answer.text) == (422, True)


def test_a_series_goes_on_by_its_rule(vigil, ada, as_user):
    last = vigil.last_day

    answer = as_user(ada).post(desk(vigil, "extension"), {"until": (last + timedelta(weeks=2)).isoformat()})

    vigil.refresh_from_db()
    assert (answer.status_code, vigil.last_day, vigil.sequence) == (302, last + timedelta(weeks=2), 1)


def test_what_was_changed_by_hand_stays_when_a_series_goes_on(vigil, ada):
    row = vigil.occurrences.first()
    row.cancel(by=ada)

    vigil.extend(vigil.last_day + timedelta(weeks=1), by=ada)

    row.refresh_from_db()
    assert row.state == "cancelled"


@pytest.mark.parametrize("weeks", [-1, 0])
def test_a_day_that_adds_no_date_is_refused(vigil, ada, weeks):
    with pytest.raises(ValidationError) as refusal:
        vigil.extend(vigil.last_day + timedelta(weeks=weeks), by=ada)

    assert refusal.value.code == "not_later"


def test_a_refused_day_is_said_beside_its_field(vigil, ada, as_user):
    answer = as_user(ada).post(desk(vigil, "extension"), {"until": "2026-02-30"})

    assert (answer.status_code, "is-wrong" in answer.text) == (422, True)


def test_a_cancelled_series_does_not_go_on(vigil, ada):
    vigil.cancel(by=ada)

    with pytest.raises(ValidationError) as refusal:
        vigil.extend(vigil.last_day + timedelta(weeks=2), by=ada)

    assert refusal.value.code == "not_running"
