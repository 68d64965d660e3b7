import pytest

from tests.office.public_notices.board import Board


@pytest.fixture
def board(cast) -> Board:
    return Board(cast)
