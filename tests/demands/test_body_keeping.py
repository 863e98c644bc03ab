"""How what is said of a body is kept right, and by whom."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from demands.models import Body, Seat, Stance
from demands.models.body_scopes import acting_for
from orgs.models import AuditEntry, Organization
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(host):
    return factories.body(host, seats=3)


@pytest.fixture
def acting(host, ada):
    return {"by": ada, "group": host}


def names(body):
    return list(body.seats.values_list("name", flat=True))


def spans(seat):
    return list(seat.terms.order_by("since").values_list("holder", "since", "until"))


def test_seats_are_numbered_at_first(council):
    assert names(council) == ["Seat 1", "Seat 2", "Seat 3"]


def test_more_seats_stand_behind_them(council, acting):
    council.add_seats(["At large"], **acting)

    assert names(council) == ["Seat 1", "Seat 2", "Seat 3", "At large"]


def test_no_body_has_more_than_five_hundred_seats(council, acting):
    with pytest.raises(ValidationError) as refusal:
        council.add_seats(["One too many"] * 498, **acting)

    assert refusal.value.code == "many"
    assert len(names(council)) == 3


@pytest.mark.parametrize(
    ("place", "row"),
    [(1, ["Chair", "Seat 1", "Seat 2"]), (2, ["Seat 1", "Chair", "Seat 2"]), (99, ["Seat 1", "Seat 2", "Chair"])],
)
def test_seat_is_renamed_and_put_elsewhere(council, acting, place, row):
    council.alter_seat(council.seats.get(name="Seat 3"), name="Chair", place=place, **acting)

    assert names(council) == row
    assert list(council.seats.values_list("order", flat=True)) == [1, 2, 3]


def test_who_follows_ends_the_term_before(council, acting):
    seat = council.seats.first()
    council.seat_somebody(seat, holder="Member for District 1", since=date(2022, 1, 1), **acting)

    council.seat_somebody(seat, holder="Another member", since=date(2026, 1, 1), **acting)

    assert spans(seat) == [
        ("Member for District 1", date(2022, 1, 1), date(2025, 12, 31)),
        ("Another member", date(2026, 1, 1), None),
    ]


def test_who_sat_there_before_is_added_later(council, acting):
    seat = council.seats.first()
    council.seat_somebody(seat, holder="Now", since=date(2026, 1, 1), **acting)

    council.seat_somebody(seat, holder="Before", since=date(2022, 1, 1), **acting)

    assert spans(seat)[0] == ("Before", date(2022, 1, 1), date(2025, 12, 31))


def test_two_terms_of_a_seat_do_not_begin_on_one_day(council, acting):
    seat = council.seats.first()
    council.seat_somebody(seat, holder="Now", since=date(2026, 1, 1), **acting)

    with pytest.raises(ValidationError):
        council.seat_somebody(seat, holder="Also", since=date(2026, 1, 1), **acting)

    assert spans(seat) == [("Now", date(2026, 1, 1), None)]


def test_corrected_term_does_not_overlap_another(council, acting):
    seat = council.seats.first()
    first = council.seat_somebody(seat, holder="First", since=date(2022, 1, 1), **acting)
    council.seat_somebody(seat, holder="Second", since=date(2026, 1, 1), **acting)

    with pytest.raises(ValidationError) as refusal:
        council.correct_term(first, holder="First", since=date(2022, 1, 1), until=date(2026, 5, 1), **acting)

    assert refusal.value.code == "overlap"


@pytest.fixture
def term(council, acting):
    """Of this year, in the first seat."""
    since = date(2026, 1, 1)
    return council.seat_somebody(council.seats.first(), holder="Kim Alvares", since=since, **acting)


@pytest.fixture
def said(term, partner, bo):
    """What another group wrote down of whoever holds the seat."""
    demand = factories.demand(partner, by=bo, body=term.seat.body)
    return factories.stance(demand, term.seat, by=bo, on=date(2026, 6, 1))


def as_is(term, **changes):
    return {"holder": term.holder, "since": term.since, "until": term.until} | changes


def test_misspelt_name_is_corrected_whatever_rests_on_it(council, term, said, acting):
    council.correct_term(term, **as_is(term, holder="Kim Alvarez"), **acting)

    assert spans(term.seat) == [("Kim Alvarez", date(2026, 1, 1), None)]
    entry = AuditEntry.objects.get(verb="body_term_corrected")
    assert (entry.about, entry.fields) == ("Akron City Council, Seat 1", ["holder"])


def test_what_others_wrote_down_is_put_under_no_other_name(council, term, said, acting, mo):
    with pytest.raises(ValidationError) as refusal:
        council.correct_term(term, **as_is(term, holder="Lou Baker"), **acting)

    assert refusal.value.code == "others"
    council.correct_term(term, **as_is(term, holder="Lou Baker"), by=mo, group=None)
    assert spans(term.seat) == [("Lou Baker", date(2026, 1, 1), None)]


def test_a_name_becomes_no_other_letter_by_letter(council, term, said, acting):
    council.correct_term(term, **as_is(term, holder="Kim Alvarez"), **acting)

    with pytest.raises(ValidationError):
        council.correct_term(term, **as_is(term, holder="Kim Olvarez"), **acting)


def test_a_name_over_the_words_of_others_is_mended_by_who_keeps_the_body(council, term, host, ada, partner, bo):
    factories.stance(factories.demand(host, by=ada, body=council), term.seat, by=ada, on=date(2026, 6, 1))

    with pytest.raises(ValidationError) as refusal:
        council.correct_term(term, **as_is(term, holder="Kim Alvarez"), by=bo, group=partner)

    assert refusal.value.code == "others"


def test_days_of_a_term_are_corrected_while_what_was_said_stays_in_it(council, term, said, acting):
    council.correct_term(term, **as_is(term, since=date(2025, 12, 1), until=date(2026, 6, 1)), **acting)

    assert spans(term.seat) == [("Kim Alvares", date(2025, 12, 1), date(2026, 6, 1))]


@pytest.mark.parametrize("days", [{"since": date(2026, 6, 2)}, {"until": date(2026, 5, 31)}])
def test_nothing_that_was_said_falls_out_of_its_term(council, term, said, acting, days):
    with pytest.raises(ValidationError) as refusal:
        council.correct_term(term, **as_is(term, **days), **acting)

    assert refusal.value.code == "left_out"
    assert spans(term.seat) == [("Kim Alvares", date(2026, 1, 1), None)]


def test_no_vote_falls_out_of_its_term(council, term, host, ada, acting):
    demand = factories.demand(host, by=ada, body=council)
    factories.action(demand, "voted", by=ada, on=date(2026, 3, 3), seat_votes={term.seat.pk: "for"})

    with pytest.raises(ValidationError) as refusal:
        council.correct_term(term, **as_is(term, since=date(2026, 4, 1)), **acting)

    assert refusal.value.code == "left_out"


def test_what_was_entered_by_mistake_holds_no_term(council, term, said, partner, bo, acting):
    factories.stance(said.demand, term.seat, by=bo, on=date(2026, 7, 1), corrects=said)

    council.correct_term(term, **as_is(term, since=date(2026, 6, 15)), **acting)

    assert spans(term.seat) == [("Kim Alvares", date(2026, 6, 15), None)]


def test_term_that_says_the_same_is_not_recorded(council, term, acting):
    council.correct_term(term, **as_is(term), **acting)

    assert not AuditEntry.objects.filter(verb="body_term_corrected").exists()


def test_who_holds_a_seat_is_asked_for_a_day(council, acting):
    seat = council.seats.first()
    council.seat_somebody(seat, holder="Then", since=date(2022, 1, 1), until=date(2025, 12, 31), **acting)

    holders = [council.seats_on(day)[0].term for day in (date(2021, 1, 1), date(2024, 1, 1), date(2026, 1, 1))]

    assert [term and term.holder for term in holders] == [None, "Then", None]


def test_seat_in_which_somebody_sat_stays(council, acting):
    seat = council.seats.first()
    council.seat_somebody(seat, holder="Then", since=date(2022, 1, 1), **acting)

    with pytest.raises(ValidationError) as refusal:
        council.drop_seat(seat, **acting)

    assert refusal.value.code == "held"
    assert Seat.objects.filter(pk=seat.pk).exists()


def test_no_seat_has_more_terms_than_anybody_reads(council, acting, monkeypatch):
    monkeypatch.setattr("demands.models.body_terms.MOST_TERMS", 1)
    seat = council.seats.first()
    council.seat_somebody(seat, holder="Kim Alvarez", since=date(2022, 1, 1), **acting)

    with pytest.raises(ValidationError) as refusal:
        council.seat_somebody(seat, holder="Lou Baker", since=date(2024, 1, 1), **acting)

    assert refusal.value.code == "many"


def test_change_is_on_record_and_names_the_group(council, partner, bo):
    council.correct_facts(by=bo, group=partner, how_to_speak="Sign up by noon.")

    entry = AuditEntry.objects.get(verb="body_corrected")
    assert (entry.organization, entry.actor, entry.about) == (partner, bo, council.name)
    assert Body.objects.get().changed_for == partner


def test_what_changes_nothing_is_not_recorded(council, acting):
    council.correct_facts(**acting, name=council.name)

    assert not AuditEntry.objects.filter(verb="body_corrected").exists()


def test_moderator_acts_for_no_group(council, host, mo):
    council.correct_facts(by=mo, group=acting_for(council, mo), name="Akron Council")

    assert AuditEntry.objects.get(verb="body_corrected").organization == host
    assert Body.objects.get().changed_for is None


def test_body_is_kept_by_who_wrote_it_down_and_who_leads_a_demand(council, host, partner, ada, bo, cy, dee, mo):
    def may():
        return [Body.objects.editable_by(person).exists() for person in (ada, bo, cy, dee, mo)]

    assert may() == [True, False, False, False, True]
    factories.demand(partner, by=bo, body=council, put=False)
    assert may() == [True, False, False, False, True]
    factories.demand(partner, by=bo, body=council)
    assert may() == [True, True, False, False, True]


def test_group_that_is_not_listed_keeps_none(council, host, ada):
    Organization.objects.filter(pk=host.pk).update(state="in_review")

    assert not Body.objects.editable_by(ada).exists()


def test_seat_of_which_nothing_is_known_is_taken_out(council, acting):
    council.drop_seat(council.seats.get(name="Seat 1"), **acting)

    assert list(council.seats.values_list("name", "order")) == [("Seat 2", 1), ("Seat 3", 2)]


def test_seat_of_which_a_stance_is_known_stays(council, acting, host, ada):
    seat = council.seats.first()
    demand = factories.demand(host, by=ada, body=council)
    Stance.objects.create(demand=demand, seat=seat, value="yes", on=date(2026, 1, 1), source="At the meeting.")

    with pytest.raises(ValidationError):
        council.drop_seat(seat, **acting)


def test_a_group_ends_no_term_in_which_others_wrote_down_what_was_said(council, host, partner, ada, bo, mo, acting):
    seat = council.seats.first()
    demand = factories.demand(host, by=ada, body=council)
    term = council.seat_somebody(seat, holder="Kim Alvarez", since=date(2022, 1, 1), **acting)
    factories.stance(demand, seat, by=ada)
    new = {"holder": "Lou Baker", "since": demand.today() + timedelta(days=1)}

    for verb, said in ((council.seat_somebody, new), (council.drop_term, {})):
        with pytest.raises(ValidationError) as refusal:
            verb(seat if said else term, by=bo, group=partner, **said)
        assert refusal.value.code == "others"

    council.seat_somebody(seat, by=mo, group=None, **new)
    assert seat.terms.count() == 2


def test_the_page_of_a_body_names_no_group_that_is_not_listed(client, council, partner, bo):
    council.correct_facts(by=bo, group=partner, how_to_speak="Sign up by noon.")
    assert partner.name in client.get(council.get_absolute_url()).content.decode()

    Organization.objects.filter(pk=partner.pk).update(state="in_review")

    assert partner.name not in client.get(council.get_absolute_url()).content.decode()
