"""A session of two days that is over, and its papers."""

import pytest
import time_machine

from apps.congress.minutes.models import Minutes
from apps.congress.minutes.services.drafting import minutes_draft
from tests.congress.minutes.session import Session, at, held

NOW = at(23, 9)


@pytest.fixture
def session(cast) -> Session:
    return held(cast)


@pytest.fixture
def record(session) -> Minutes:
    return minutes_draft(meeting=session.meeting, kind="record", recorder="王敏", by=session.staff, at=NOW)


@pytest.fixture
def minutes(session) -> Minutes:
    return minutes_draft(meeting=session.meeting, kind="minutes", by=session.staff, at=NOW)


@pytest.fixture
def today():
    with time_machine.travel(NOW, tick=False):
        yield NOW
