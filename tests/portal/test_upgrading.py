"""A migration that fails leaves what was there before it, and the next attempt goes on from there."""

import pytest
from django.core.management import call_command
from django.db import connection, migrations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.utils import ProgrammingError

from apps.foundation.core.models import SentTask


def test_every_migration_of_ours_is_one_transaction():
    disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    ours = {key: one for key, one in disk.items() if type(one).__module__.startswith("apps.")}
    assert len(ours) > 20
    assert [key for key, one in ours.items() if not one.atomic] == []


@pytest.fixture
def half_way(monkeypatch):
    """The newest migration of core makes its table and then fails; `mend()` takes the fault out."""
    key = ("core", "0002_senttask")
    whole = MigrationLoader.load_disk
    fault = migrations.RunSQL("SELECT no_such_column", migrations.RunSQL.noop)

    def load_disk(loader):
        whole(loader)
        broken = loader.disk_migrations[key]
        broken.operations = [*type(broken).operations, fault]

    call_command("migrate", "core", "0001", verbosity=0)
    with monkeypatch.context() as patch:
        patch.setattr(MigrationLoader, "load_disk", load_disk)
        yield patch.undo
    call_command("migrate", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_fails_half_way_leaves_nothing_and_goes_on_when_mended(half_way):
    with pytest.raises(ProgrammingError, match="no_such_column"):
        call_command("migrate", verbosity=0)
    assert SentTask._meta.db_table not in connection.introspection.table_names()
    assert MigrationExecutor(connection).loader.applied_migrations.keys() >= {("core", "0001_initial")}
    assert ("core", "0002_senttask") not in MigrationExecutor(connection).loader.applied_migrations
    half_way()
    call_command("migrate", verbosity=0)
    assert SentTask.objects.count() == 0
