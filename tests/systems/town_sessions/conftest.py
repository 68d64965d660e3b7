"""The town's congress with presidium, party committee and government."""

import pytest

from tests.systems.town_sessions.office import Office, office_of


@pytest.fixture
def office(cast) -> Office:
    return office_of(cast.actor("staff"), cast.term)


@pytest.fixture
def other_office(cast) -> Office:
    return office_of(cast.actor("other_staff"), cast.other_term)
