"""The demo district, for tests that look at all of it."""

import pytest
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Written once for the tests of a file, of which at least one must ask for `db` by itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo_load", verbosity=0)
        yield
        transaction.set_rollback(True)
