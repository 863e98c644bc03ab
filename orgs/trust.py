"""How many people of standing say the same: each for a group of her own."""

from collections.abc import Mapping


def distinct_pairs(groups_of: Mapping[int, set[int]]) -> int:
    """The most people that can be counted so that each stands for another group than all the rest.

    Five people of one group are one; one person of five groups is one.
    """
    person_for: dict[int, int] = {}

    def finds_a_group(person: int, tried: set[int]) -> bool:
        for group in groups_of[person] - tried:
            tried.add(group)
            if group not in person_for or finds_a_group(person_for[group], tried):
                person_for[group] = person
                return True
        return False

    return sum(finds_a_group(person, set()) for person in groups_of)
