"""Pressure beside outcome, as it is drawn and as its table says it."""

from datetime import date

from events.pressure import draw

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 10), date(2026, 5, 1)


def test_marks_lie_where_their_days_lie():
    drawn = draw([MARCH, APRIL], [], [(MAY, "Adopted")])

    assert (drawn.held[0], drawn.acts, drawn.endorsed) == ("2.00%", ["98.00%"], [])
    assert 2 < float(drawn.held[1].rstrip("%")) < 98


def test_the_table_has_a_row_for_each_month_in_which_something_was():
    drawn = draw([MARCH, APRIL, APRIL], [APRIL], [(MAY, "Heard"), (MAY, "Adopted")])

    rows = [(month.first.month, month.held, month.endorsed, month.acts) for month in drawn.months]
    assert rows == [(3, 1, 0, []), (4, 2, 1, []), (5, 0, 0, ["Adopted", "Heard"])]


def test_there_is_no_picture_of_a_single_day_or_without_the_body():
    assert draw([MARCH], [], [(MARCH, "Heard")]) is None
    assert draw([MARCH, APRIL], [MAY], []) is None
