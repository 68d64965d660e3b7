"""The town's congress before its session."""

import pytest
import time_machine

from tests.congress.proposals.bench import AT, Bench


@pytest.fixture
def bench(cast) -> Bench:
    with time_machine.travel(AT, tick=False):
        yield Bench(cast, cast.actor("staff"))
