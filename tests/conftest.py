"""Settings every test shares: a cache of its own and tasks that only queue."""

import pgtrigger
import pytest
from celery import current_app
from django.core.cache import cache
from django.db.backends.postgresql.operations import DatabaseOperations

from apps.foundation.core import outbox

pytest_plugins = ["tests.cast"]


@pytest.fixture(autouse=True)
def _plain_files(settings):
    """No collected static files, cheap passwords."""
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _flushable_history():
    """Tests that commit are cleaned by TRUNCATE, which protected tables refuse outside tests."""
    flush = DatabaseOperations.execute_sql_flush

    def ignoring_flush(self, sql_list):
        with pgtrigger.ignore():
            flush(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", ignoring_flush)
        yield


@pytest.fixture(autouse=True, scope="session")
def _broker_in_memory():
    """Tasks go nowhere, and are relayed by the thread that commits: no thread outlives its test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(current_app.conf, "broker_url", "memory://")
        patch.setattr(outbox, "poke", outbox.relay)
        yield
