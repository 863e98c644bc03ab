"""When another name is the same one spelled otherwise."""

import pytest

from orgs.wording import is_misspelling


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Kim Alvares", "Kim Alvarez", True),
        ("Kim Alvarez", "Kim Álvarez", True),
        ("KIM ALVAREZ", "Kim Alvarez", True),
        ("Kim Lee", "Tim Lee", False),
        ("Kim Alvarez", "Kim Olivares", False),
        ("Kim Alvarez", "Lou Alvarez", False),
        ("Kim Alvarez", "Kim Alvarez Baker", False),
    ],
)
def test_misspelt_is_a_name_of_the_same_words_with_one_letter_in_five_at_most(before, after, same):
    assert is_misspelling(before, after) is same
