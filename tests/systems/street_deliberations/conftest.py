"""A street with its organs and three communities; a term of ten, in which nobody sits yet."""

import pytest

from tests import factories as make
from tests.systems.street_deliberations.office import Office, office_of


@pytest.fixture
def office(cast) -> Office:
    term = make.make_term(cast.meeting_of_street, number=21, quota=10)
    return office_of(cast.actor("street_staff"), term)
