"""Names that are one group's in another spelling, and names that only sound like it."""

import pytest

from orgs.likeness import Name, Names, Town
from orgs.spelling import key, plain_key

AKRON, DAYTON = Town.of("Akron", "OH"), Town.of("Dayton", "OH")


def finds(listed: str, typed: str, *, at: Town = AKRON, of: Town = AKRON) -> bool:
    others = [
        "Valley Choir",
        "Riverside Tenants Union",
        "Students for Peace",
        "Coalition of Nurses",
        "Night Bus Riders",
    ]
    names = Names(Name(pk, pk, key(name), of) for pk, name in enumerate([listed, *others]))
    return 0 in [name.pk for _score, name in names.like(typed, at)]


@pytest.mark.parametrize(
    ("listed", "typed"),
    [
        ("Été sans fin", "ete sans fin"),
        ("People's Front", "People’s Front"),
        ("People's Front", "Peoples Front"),
        ("The Open Table", "Open Table"),
        ("Bread & Roses", "Bread and Roses"),
        ("Anti-War Committee", "Anti War Committee"),
        ("Akron Tenants Union", "Tenants Union of Akron"),
        ("Akron Tenants Union", "Tenants Union"),
        ("Tenants Union", "Akron Tenants’ Union"),
        ("Womens March Ohio", "Women's Marches OH"),
        ("Party for Socialism and Liberation", "PSL"),
        ("PSL", "Party for Socialism and Liberation"),
        ("Akron DSA", "Akron Democratic Socialists of America"),
        ("Democratic Socialists of America - Akron", "DSA Akron Chapter"),
        ("Showing Up for Racial Justice (SURJ)", "SURJ"),
        ("P.S.L. Akron", "psl akron"),
        ("Wayne County Racial Justice Coalition", "Racial Justice Coalition of Wayne County"),
        ("Wayne County Racial Justice Coalition", "Wayne County Racial Justice Coaliton"),
        ("Interfaith Alliance", "Interfiath Alliance"),
        ("NAACP Akron Branch", "Akron NAACP"),
        ("Runners4Justice", "Runners 4 Justice"),
        ("LA Voice", "Los Angeles Voice"),
        ("Bus Riders of Two Rivers", "Bus Riders of 2 Rivers"),
        ("Bus Riders of 2 Rivers", "BRTR"),
    ],
)
def test_another_spelling_is_found(listed, typed):
    assert finds(listed, typed)


@pytest.mark.parametrize(
    ("listed", "typed"),
    [
        ("Indivisible Akron", "Indivisible Dayton"),
        ("Akron Tenants Union", "Dayton Tenants Union"),
        ("Letter Carriers Branch 531", "Letter Carriers Branch 66"),
        ("Letter Carriers Branch 2", "Letter Carriers Branch Three"),
        ("Students for Justice", "Teachers for Justice"),
        ("Coalition for Clean Water", "Coalition for Fair Rent"),
        ("Young Democrats Club", "Young Singers Club"),
        ("Parents and Students", "Parents and Teachers"),
        ("Northeast Neighbors", "Northwest Neighbors"),
        ("Bus Riders", "Day Bus Drivers"),
    ],
)
def test_a_name_that_only_sounds_like_it_is_not(listed, typed):
    assert not finds(listed, typed, at=DAYTON)
    assert not finds(typed, listed, of=DAYTON)


def test_the_same_name_is_found_in_every_town():
    assert finds("Indivisible", "indivisible", at=Town.of("Boise", "ID"))


def test_initials_of_a_group_in_another_state_say_nothing():
    assert not finds("Cleveland Palestine Advocacy Community", "CPAC", at=Town.of("Boise", "ID"))


@pytest.mark.parametrize("typed", ["Аkrоn Сhоіr", "ＡＫＲＯＮ choir", "Akr0n Choir", "𝐀𝐤𝐫𝐨𝐧 Choir"])
def test_letters_that_look_alike_are_read_as_one(typed):
    assert key(typed) == "akron choir"
    assert finds("Akron Choir", typed)


@pytest.mark.parametrize(
    ("name", "disguised"), [("Аkron", True), ("Akr0n", True), ("Мир и хлеб", False), ("MN350", False)]
)
def test_only_a_disguise_differs_from_what_is_read(name, disguised):
    assert (key(name) != plain_key(name)) is disguised


@pytest.mark.parametrize("typed", ["", "🕯", "-", "the of and", "x" * 5_000, "a " * 400])
def test_any_text_is_fit_for_asking(typed):
    assert not finds("Akron Choir", typed)


def test_the_likest_comes_first():
    names = Names(
        Name(pk, pk, key(name), AKRON)
        for pk, name in enumerate(["River Watch Society", "River Watchers", "River Watch"])
    )

    assert next(name.pk for _score, name in names.like("The River Watch", AKRON)) == 2
