"""The database of the tests is migrated once; every worker and every later run copies it.

Migrating takes many seconds of the processor, a copy takes one. The demo district, which takes as long, is written once
in a run.
"""

import hashlib
import inspect
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.test import override_settings
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


@pytest.fixture(scope="module")
def demo_district(django_db_setup, migrated_database, django_db_blocker, _ground) -> Iterator[None]:
    """The tests of a file work in a copy of the demo district, which they may write to."""
    template = conninfo_to_dict(migrated_database)["dbname"]
    copy = f"{template}_of_demo_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with django_db_blocker.unblock():
        _ground.settle({})
        recreate(copy, demo(template))
        with elsewhere(copy):
            yield
            _ground.settle({})
        drop(copy)


def migrated() -> str:
    """Name of a database as the migrations of now leave it: found where they have not changed since, else made."""
    name = f"test_{connection.settings_dict['NAME']}_migrated"
    make_once(name, migrations_fingerprint(), create)
    return name


@contextmanager
def demo_of(moment: datetime) -> Iterator[None]:
    """A copy of the demo district as it was written at another moment, which it then is; its files lie apart."""
    folder = Path(settings.DATA_DIR) / f"demo-{moment:%Y-%m-%d}"
    template = connection.settings_dict["TEST"]["TEMPLATE"]
    copy = f"{template}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with time_machine.travel(moment, tick=False), override_settings(DATA_DIR=folder, MEDIA_ROOT=folder / "files"):
        recreate(copy, demo(template, f"_{moment:%Y%m%d}"))
        with elsewhere(copy):
            yield
        drop(copy)


def demo(migrated: str, suffix: str = "") -> str:
    """Name of a database with the demo district of this run: it knows the day, and its files lie in DATA_DIR."""
    name = f"{migrated.removesuffix('migrated')}demo{suffix}"

    def write(name: str) -> None:
        recreate(name, migrated)
        with elsewhere(name):
            call_command("demo_load", verbosity=0)

    make_once(name, os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid())), write)
    return name


def make_once(name: str, fingerprint: str, make: Callable[[str], None]) -> None:
    """Unless the database of this name has this fingerprint."""
    with connection.creation._nodb_cursor() as cursor:
        # Workers that start together wait for the first.
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() != (fingerprint,):
            make(name)
            cursor.execute(f"COMMENT ON DATABASE {connection.ops.quote_name(name)} IS '{fingerprint}'")


def recreate(name: str, template: str) -> None:
    drop(name)
    quote = connection.ops.quote_name
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(template)}")


def drop(name: str) -> None:
    """A browser's last requests may still be connected."""
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)} WITH (FORCE)")


@contextmanager
def elsewhere(name: str) -> Iterator[None]:
    """Every connection leads to another database. A browser that comes meanwhile brings a second one."""
    first, known, before = connections[connection.alias], connection.settings_dict, connection.settings_dict["NAME"]
    first.close()
    known["NAME"] = name
    try:
        yield
    finally:
        for one in (first, connections[connection.alias]):
            one.close()
        known["NAME"] = before


def migrations_fingerprint() -> str:
    """Of their text: what they import reaches an installed database by a new migration only."""
    files = {Path(inspect.getfile(type(one))) for one in MigrationLoader(None).disk_migrations.values()}
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()


def create(name: str) -> None:
    """A new, migrated database of this name; the connection leads where it led before."""
    known, test = connection.settings_dict, connection.settings_dict["TEST"]
    before = known["NAME"], test["NAME"]
    test["NAME"] = name
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ProjectState, "_find_reload_model", itself)
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    known["NAME"], test["NAME"] = before
    settings.DATABASES[connection.alias]["NAME"] = before[0]


def itself(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
    """What is rendered anew when a model changes: Django takes all that hang together with it, 45 for one, in case a
    key was changed. An office migrates like that, and `tests/deploy/test_portal.py` compares what comes of both.
    """
    state.is_delayed = True  # a function of a migration, and the end, see all models rendered together
    return {(app_label, model_name)}
