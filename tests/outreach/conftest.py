"""A board of a series, and what stands on it."""

import pytest

from outreach.models import Board, Prospect


@pytest.fixture
def board(vigil) -> Board:
    return Board(vigil)


@pytest.fixture
def choir(board, ada) -> Prospect:
    """A group that is not on the site, with a contact."""
    return Prospect.enter(
        board,
        name="Harbor Choir",
        town="Akron",
        by=ada,
        person="June, alto",
        address="choir@example.org",
        why="They sang",
    )


@pytest.fixture
def tenants(board, partner, ada) -> Prospect:
    """A group of this site."""
    return Prospect.enter(board, partner, by=ada)
