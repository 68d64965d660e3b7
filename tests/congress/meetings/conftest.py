"""A town meeting in three stages."""

import pytest

from apps.congress.meetings.services import check_in_start, meeting_create, meeting_notice
from tests.congress.meetings.chamber import Chamber, in_session
from tests.congress.meetings.hall import IN_TIME, MORNING, Hall, plan
from tests.ground import kept


@pytest.fixture
@kept
def planned(cast) -> Hall:
    """Planned only."""
    staff = cast.actor("staff")
    meeting = meeting_create(term=cast.term, plan=plan(), by=staff, at=IN_TIME)
    return Hall(cast, staff, meeting, meeting.sittings.get())


@pytest.fixture
@kept
def noticed(planned) -> Hall:
    """Announced in time."""
    planned.meeting = meeting_notice(meeting=planned.meeting, by=planned.staff, at=IN_TIME)
    return planned


@pytest.fixture
@kept
def hall(noticed) -> Hall:
    """Check-in has started on the morning."""
    noticed.sitting = check_in_start(sitting=noticed.sitting, by=noticed.staff, at=MORNING)
    return noticed


@pytest.fixture
@kept
def chamber(hall) -> Chamber:
    """The sitting is open, eight of ten have come."""
    return Chamber(in_session(hall))
