"""How the seats of a body stand: what counts is the newest word of whoever holds the seat."""

from datetime import date, timedelta
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from demands.models import Term
from demands.seating import Seating
from demands.stances import Said, Tenure, Word, counting, tally
from tests import factories

DAY = date(2026, 11, 6)


def day_before() -> date:
    """By the clock of the body it may still be yesterday."""
    return timezone.localdate() - timedelta(days=1)


def days(least: int = 0, most: int = 30):
    return st.integers(least, most).map(lambda number: date(2026, 10, 1) + timedelta(days=number))


WORDS = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(Said), days(), st.integers(0, 12)), max_size=12).map(
    lambda rows: [
        Word(number, seat, value, on, corrects if 0 < corrects < number else None)
        for number, (seat, value, on, corrects) in enumerate(rows, start=1)
    ]
)
TURNS = st.lists(st.tuples(st.integers(1, 4), days(), st.one_of(st.none(), st.integers(0, 20))), max_size=6).map(
    lambda rows: [
        Tenure(seat, since, None if length is None else since + timedelta(days=length)) for seat, since, length in rows
    ]
)


@given(WORDS, TURNS, days(10, 45), st.randoms())
def test_the_order_in_which_words_and_terms_are_given_matters_to_nobody(words, turns, day, random: Random):
    mixed, turned = random.sample(words, len(words)), random.sample(turns, len(turns))

    assert counting(mixed, turned, day) == counting(words, turns, day)


@given(WORDS, TURNS, days(10, 45))
def test_what_counts_was_said_by_then_not_corrected_and_by_who_sits_there_now(words, turns, day):
    corrected = {word.corrects for word in words}

    for seat, word in counting(words, turns, day).items():
        assert word.on <= day
        assert word.number not in corrected
        assert not any(turn.seat == seat and word.on < turn.since <= day for turn in turns)
        assert not any(turn.seat == seat and turn.until and word.on <= turn.until < day for turn in turns)


@given(WORDS, TURNS, days(10, 45), st.integers(1, 4))
def test_every_seat_is_counted_once(words, turns, day, needed):
    counted = tally([1, 2, 3, 4], counting(words, turns, day), needed)

    assert sum(counted.counts.values()) == counted.seats == 4


def test_it_is_said_in_words():
    said = [Said.YES] * 4 + [Said.LEANING] * 2
    words = [Word(number, number, value, DAY) for number, value in enumerate(said, start=1)]

    counted = tally(range(1, 10), counting(words, [], DAY))

    assert counted.sentence == "Four say yes, two are undecided, three have not said. Five are needed."
    assert counted.title == "Nine seats: four say yes, two are undecided, three have not said. Five are needed."
    assert counted.headline == "Five of nine votes are needed"
    assert counted.last_news == DAY


@pytest.fixture
def demand(host, ada):
    return factories.demand(host, by=ada, body=factories.body(host, seats=3))


@pytest.fixture
def seat(demand):
    return demand.body.seats.first()


def value(demand, seat) -> str:
    return next(row.value for row in Seating(demand).rows if row.seat == seat)


@pytest.mark.django_db
def test_a_stance_needs_a_source(demand, seat, ada):
    with pytest.raises(ValidationError) as refusal:
        factories.stance(demand, seat, by=ada, source="")

    assert "Say how we know: a sentence, a link, or both." in refusal.value.messages


@pytest.mark.django_db
def test_that_nobody_knows_needs_none(demand, seat, ada):
    factories.stance(demand, seat, by=ada, on=day_before() - timedelta(days=1))

    factories.stance(demand, seat, "unknown", by=ada, source="")

    assert value(demand, seat) == Said.UNKNOWN


@pytest.mark.django_db
def test_no_day_to_come_is_taken(demand, seat, ada):
    with pytest.raises(ValidationError) as refusal:
        factories.stance(demand, seat, by=ada, on=day_before() + timedelta(days=3))

    assert refusal.value.message_dict == {"on": ["This day is still to come."]}


@pytest.mark.django_db
def test_a_correction_takes_the_place_of_a_mistake_of_a_later_day(demand, seat, ada):
    mistaken = factories.stance(demand, seat, "no", by=ada)

    factories.stance(demand, seat, "yes", by=ada, on=day_before() - timedelta(days=3), corrects=mistaken)

    assert value(demand, seat) == Said.YES


@pytest.mark.django_db
def test_a_mistake_is_corrected_once(demand, seat, ada):
    mistaken = factories.stance(demand, seat, "no", by=ada)
    factories.stance(demand, seat, by=ada, corrects=mistaken)

    with pytest.raises(ValidationError):
        factories.stance(demand, seat, by=ada, corrects=mistaken)


@pytest.mark.django_db
def test_nobody_breaks_a_promise_that_was_not_made(demand, seat, ada):
    with pytest.raises(ValidationError):
        factories.stance(demand, seat, "reneged", by=ada)

    factories.stance(demand, seat, "yes", by=ada, on=day_before() - timedelta(days=3))
    factories.stance(demand, seat, "reneged", by=ada)

    assert value(demand, seat) == Said.RENEGED


@pytest.mark.django_db
def test_who_comes_next_in_a_seat_has_not_said(demand, seat, ada):
    factories.stance(demand, seat, by=ada, on=day_before() - timedelta(days=10))

    Term.objects.create(seat=seat, holder="Sam Example", since=day_before() - timedelta(days=2))

    row = Seating(demand).rows[0]
    assert (row.holder, row.value, row.stance) == ("Sam Example", Said.UNKNOWN, None)


@pytest.mark.django_db
def test_a_seat_of_another_body_is_refused(demand, host, ada):
    other = factories.body(host, "School board", seats=1, kind="school_board").seats.get()

    with pytest.raises(ValidationError) as refusal:
        factories.stance(demand, other, by=ada)

    assert refusal.value.code == "other_body"


@pytest.mark.django_db
def test_everybody_reads_who_sits_where_and_how_we_know(demand, seat, ada, client):
    factories.stance(demand, seat, by=ada, source_url="https://minutes.example.org/2")

    page = client.get(f"/demands/{demand.slug}/seats/").content.decode()

    assert "One says yes, two have not said. Two are needed." in page
    assert "At the meeting of the committee." in page
    assert 'href="https://minutes.example.org/2" rel="nofollow noopener noreferrer ugc"' in page
    assert "<script" not in page.split('<svg class="seats"')[1].split("</svg>")[0]
