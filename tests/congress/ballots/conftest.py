"""The town's sitting, where polls are held."""

import pytest

from tests.congress.ballots.hall import Hall
from tests.ground import kept


@pytest.fixture
@kept
def hall(cast) -> Hall:
    return Hall(cast, cast.actor("staff"))
