"""Settings every test shares: a cache of its own and tasks that only queue."""

import pgtrigger
import pytest
from celery import current_app
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.urls import get_resolver

from apps.foundation.core import outbox

pytest_plugins = ["tests.cast", "tests.database", "tests.ground"]
REACHES_DATABASE = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser):
    parser.addoption("--database-only", action="store_true", help="only the tests that reach the database")
    parser.addoption("--write-access", action="store_true", help="write docs/reference/access.md anew (make access)")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """On another server only what reaches it can come out differently."""
    if not config.getoption("--database-only"):
        return
    reaching, pure = [], []
    for item in items:
        reaches = item.get_closest_marker("django_db") or REACHES_DATABASE & set(item.fixturenames)
        (reaching if reaches else pure).append(item)
    items[:] = reaching
    config.hook.pytest_deselected(items=pure)


@pytest.fixture(autouse=True)
def _plain_files(settings):
    """No collected static files, cheap passwords."""
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    in_memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.CACHES = {"default": in_memory, "sessions": in_memory}
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _all_addresses():
    """Read at once: first read while a test narrows the registry, they would lack most systems for good."""
    assert get_resolver().url_patterns


@pytest.fixture(autouse=True, scope="session")
def _quick_flush():
    """Tests that commit are cleaned by DELETE: TRUNCATE makes new files for every table, with rows in it or not.

    Protected tables refuse it outside tests. What `migrate` registers stays.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: delete_rows())
        yield


def delete_rows() -> None:
    tables = set(connection.introspection.django_table_names(only_existing=True))
    tables -= {ContentType._meta.db_table, Permission._meta.db_table}
    statements = "".join(f"DELETE FROM {connection.ops.quote_name(table)};" for table in tables)
    with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN {statements} END $$")


@pytest.fixture(autouse=True, scope="session")
def _broker_in_memory():
    """Tasks go nowhere, and are relayed by the thread that commits: no thread outlives its test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(current_app.conf, "broker_url", "memory://")
        patch.setattr(outbox, "poke", outbox.relay)
        yield
