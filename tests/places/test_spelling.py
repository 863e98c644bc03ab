import pytest

from places.spelling import key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("St. Paul", "saint paul"),
        ("SAINT-PAUL", "saint paul"),
        ("Washington, D. C.", "washington dc"),
        ("Coeur d'Alene", "coeur dalene"),
        ("Coeur d’Alene", "coeur dalene"),
        ("Ft. Worth", "fort worth"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("København", "kobenhavn"),
        ("東京", "東京"),
        ("a\x00b_c", "abc"),
        ("🌹", ""),
    ],
)
def test_spellings_of_one_name_come_to_one_key(text, expected):
    assert key(text) == expected
