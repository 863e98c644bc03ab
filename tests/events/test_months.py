"""Months at a glance: which are shown, and that a mark is said in words as well."""

from datetime import date
from html import unescape

from django.template.loader import render_to_string

from events.months import Mark, Month, Months

MARKS = {
    date(2026, 11, 14): Mark.ON,
    date(2026, 11, 28): Mark.SKIPPED,
    date(2027, 1, 6): Mark.MOVED,
    date(2027, 1, 9): Mark.POSTPONED,
}


def test_months_without_a_date_are_left_out():
    assert [month.first for month in Months(MARKS).each] == [date(2026, 11, 1), date(2027, 1, 1)]


def test_weeks_begin_on_monday_and_hold_no_day_of_another_month():
    month = Month(date(2026, 11, 1), MARKS)

    assert [day.weekday() for day in month.heads] == list(range(7))
    assert month.weeks[0] == [(None, None)] * 6 + [(date(2026, 11, 1), None)]
    assert month.weeks[1][5] == (date(2026, 11, 7), None)
    assert month.weeks[2][5] == (date(2026, 11, 14), Mark.ON)


def test_each_mark_is_said_in_a_word_and_explained_once():
    page = unescape(render_to_string("components/_months.html", {"months": Months(MARKS)}))

    assert '<td class="skip-day">28<span class="vh"> skipped</span></td>' in page
    assert [mark.word for mark in Months(MARKS).legend] == [
        "goes ahead",
        "moved",
        "postponed, the new day is open",
        "skipped",
    ]


def test_where_every_date_goes_ahead_there_is_nothing_to_explain():
    assert Months.all_on([date(2026, 11, 14)]).legend == []
