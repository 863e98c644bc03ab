"""The six steps as a page draws them."""

from datetime import date

from demands.stage_line import outcome_words, steps
from demands.stages import Fact, Happened, derive

DAYS = [date(2026, month, 2) for month in range(1, 13)]


def looks(*kinds: Happened) -> list[tuple]:
    facts = [Fact(number, kind, DAYS[number]) for number, kind in enumerate(kinds)]
    return [(str(step.label), step.look, step.on) for step in steps(facts, derive(facts))]


def test_a_step_bears_the_first_day_on_which_it_was_reached():
    drawn = looks(Happened.DELIVERED, Happened.INTRODUCED, Happened.READ, Happened.HEARD)

    assert drawn[:3] == [
        ("Asked", "done", DAYS[0]),
        ("Introduced", "done", DAYS[1]),
        ("Public hearing", "now", DAYS[3]),
    ]
    assert [look for _label, look, _on in drawn[3:]] == ["todo", "todo", "todo"]


def test_a_step_that_nobody_wrote_down_is_not_said_to_be_done():
    drawn = looks(Happened.DELIVERED, Happened.REJECTED)

    assert drawn[1:4] == [
        ("Introduced", "skipped", None),
        ("Committee", "skipped", None),
        ("Voted down", "stop", DAYS[1]),
    ]


def test_what_was_put_off_stands_in_committee_again():
    drawn = looks(Happened.DELIVERED, Happened.VOTE_SET, Happened.DEFERRED)

    assert drawn[2:4] == [("Put off", "now", DAYS[2]), ("Vote", "todo", None)]


def test_a_repealed_win_ends_in_the_last_step():
    assert looks(Happened.ADOPTED, Happened.IN_FORCE, Happened.REPEALED)[5] == ("Repealed", "stop", DAYS[2])


def test_what_is_carried_out_leaves_nothing_to_come():
    assert looks(Happened.ADOPTED, Happened.IMPLEMENTED)[5] == ("Carried out", "done", DAYS[1])


def test_a_win_in_part_says_so():
    assert [str(outcome_words("won", degree)) for degree in ("fully", "partly", "")] == ["Won", "Won in part", "Won"]
