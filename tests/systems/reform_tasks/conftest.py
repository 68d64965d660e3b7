"""Every test of this system begins with the same district."""

import pytest

from tests.systems.reform_tasks.reform import Reform, reform_of


@pytest.fixture
def reform(cast) -> Reform:
    return reform_of(cast)


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
