"""The town's sitting, where polls are held."""

import pytest

from tests.congress.ballots.hall import Hall


@pytest.fixture
def hall(cast) -> Hall:
    return Hall(cast, cast.actor("staff"))
