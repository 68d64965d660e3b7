"""How tests of pages name and read them, at noon of the season's day."""

import pytest
import time_machine
from django.urls import reverse

from tests.systems.livelihood_projects.place import NOON


@pytest.fixture(autouse=True)
def noon(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOON, tick=False):
        yield


def at(name, thing):
    return reverse(name, args=[thing.public_id])


def text(response):
    return response.content.decode()
