import pytest

from tests import factories as make
from tests.office.approvals.desk import Desk


@pytest.fixture
def desk(cast) -> Desk:
    return Desk(cast, make.make_unit(cast.town, "party_committee", "中共青禾镇委员会"))
