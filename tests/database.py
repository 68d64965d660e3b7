"""The database of the tests is migrated once; every worker and every later run copies it.

The states of all migrations take 45 seconds of the processor, a copy takes one.
"""

import hashlib
import inspect
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg.conninfo import conninfo_to_dict, make_conninfo


@pytest.fixture(scope="session")
def migrated_database(django_db_modify_db_settings_parallel_suffix, django_db_blocker) -> str:
    """How to reach a database as the migrations leave it; nobody works in it."""
    with django_db_blocker.unblock():
        name = migrated()
        with connection.creation._nodb_cursor() as cursor:
            known = cursor.connection.info  # every library of PostgreSQL has its own idea of the usual socket
            where = {"host": known.host, "port": known.port, "user": known.user, "password": known.password or None}
        return make_conninfo(dbname=name, **where)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(migrated_database) -> None:
    """Has pytest-django create the worker's database as a copy; one kept by --reuse-db is migrated further instead."""
    connection.settings_dict["TEST"]["TEMPLATE"] = conninfo_to_dict(migrated_database)["dbname"]


def migrated() -> str:
    """Name of a database as the migrations of now leave it: found where they have not changed since, else made."""
    name, fingerprint = f"test_{connection.settings_dict['NAME']}_migrated", migrations_fingerprint()
    quoted = connection.ops.quote_name(name)
    with connection.creation._nodb_cursor() as cursor:
        # Workers that start together wait for the first.
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() != (fingerprint,):
            create(name)
            cursor.execute(f"COMMENT ON DATABASE {quoted} IS '{fingerprint}'")
    return name


def migrations_fingerprint() -> str:
    """Of their text: what they import reaches an installed database by a new migration only."""
    files = {Path(inspect.getfile(type(one))) for one in MigrationLoader(None).disk_migrations.values()}
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()


def create(name: str) -> None:
    """A new, migrated database of this name; the connection leads where it led before."""
    known, test = connection.settings_dict, connection.settings_dict["TEST"]
    before = known["NAME"], test["NAME"]
    test["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    known["NAME"], test["NAME"] = before
    settings.DATABASES[connection.alias]["NAME"] = before[0]
