"""The town about to inspect."""

import pytest
import time_machine

from tests.congress.inspections.field import AT, Field


@pytest.fixture
def field(cast) -> Field:
    with time_machine.travel(AT, tick=False):
        yield Field(cast, cast.actor("staff"))
