"""The town's congress about to elect."""

import pytest
import time_machine

from tests.congress.elections.floor import AT, Floor


@pytest.fixture
def floor(cast) -> Floor:
    with time_machine.travel(AT, tick=False):
        yield Floor(cast, cast.actor("staff"))
