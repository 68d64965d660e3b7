"""A town with ten deputies, and a street with one representative."""

import pytest

from apps.foundation.organisations.models import Unit
from tests import factories as make
from tests.systems.livelihood_projects.place import Place
from tests.systems.livelihood_projects.pool import Pool, pool_of


@pytest.fixture
def town(cast) -> Place:
    return Place(cast.actor("staff"), cast.term, Unit.objects.get(name="青禾镇人民政府"))


@pytest.fixture
def street(cast) -> Place:
    office = make.make_unit(cast.street, "street_office", "滨江街道办事处")
    return Place(cast.actor("street_staff"), cast.street_term, office)


@pytest.fixture
def pool(town) -> Pool:
    """The town's season of 2027 with an open call."""
    return pool_of(town)
