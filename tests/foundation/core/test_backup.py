"""A backup is rehearsed: made, damaged, refused, put back, counted."""

import json
import resource
import tarfile
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from apps.foundation.accounts.models import User
from apps.foundation.audit import services as audit
from apps.foundation.audit.models import Block, Entry
from apps.foundation.core.backup import postgres
from apps.foundation.core.backup.postgres import Database, tools_for
from apps.foundation.core.backup.services import backup_restore
from apps.foundation.core.errors import DomainError
from apps.foundation.core.models import SentTask
from apps.foundation.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 3, 20, 1, 0, tzinfo=UTC)


@pytest.fixture
def files(settings, tmp_path) -> Path:
    folder = tmp_path / "data" / "files"
    (folder / "2026").mkdir(parents=True)
    (folder / "2026" / "报告.pdf").write_bytes(b"%PDF" + bytes(range(256)) * 20)
    settings.MEDIA_ROOT = str(folder)
    return folder


@pytest.fixture
def entered(cast) -> Person:
    """Something worth keeping: people, an encrypted number, a sealed log."""
    person = cast.people["deputy"]
    person.identity_number = "11010519491231002X"
    person.save()
    audit.record("people.person.changed", on=person, by=cast.actor("staff"), fields="身份证号")
    audit.seal_entries(at=timezone.now())
    return person


@pytest.fixture
def made(entered, files, tmp_path) -> Path:
    call_command("backup", str(tmp_path / "backups"), stdout=StringIO())
    return next((tmp_path / "backups").glob("*.tar"))


@pytest.fixture
def scratch():
    """An empty database on the same server."""
    params = connection.get_connection_params()
    name = f"{params['dbname']}_rehearsal"
    with psycopg.connect(**Database(params).params, autocommit=True) as server:
        server.execute(f"drop database if exists {name}")
        server.execute(f"create database {name}")
        yield Database(params | {"dbname": name})
        server.execute(f"drop database {name}")


def restore(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("restore", str(path), *options, stdout=out)
    return out.getvalue()


def test_it_comes_back_in_an_empty_database_row_by_row_and_as_protected_as_before(
    made, scratch, files, tmp_path, settings
):
    settings.MEDIA_ROOT = str(tmp_path / "elsewhere" / "files")
    manifest = backup_restore(database=scratch, path=made, replace=False, other_key=False, at=AT)
    assert scratch.count() == manifest.tables == Database(connection.get_connection_params()).count()
    assert manifest.tables["people_person"] == 19
    report = Path("2026", "报告.pdf")
    assert (tmp_path / "elsewhere" / "files" / report).read_bytes() == (files / report).read_bytes()
    with psycopg.connect(**scratch.params) as server, pytest.raises(psycopg.Error, match="pgtrigger"):
        server.execute("delete from audit_entry")


def test_a_later_state_is_replaced_by_the_backup(made, entered):
    User.objects.create_user("stranger", name="外人")
    told = restore(made, "--replace")
    assert "已恢复并逐表核对无误" in told
    assert "核对无误:已核对 1 块" in told
    assert not User.objects.filter(username="stranger").exists()
    assert Person.objects.get(pk=entered.pk).identity_number == "11010519491231002X"


def test_no_session_that_ended_since_lives_again(entered, files, tmp_path):
    client = Client()
    client.force_login(User.objects.create_user("wangxiaoming0001", name="王小明"))
    call_command("backup", str(tmp_path / "backups"), stdout=StringIO())
    stolen = client.cookies["sessionid"].value
    client.post("/accounts/logout/")
    restore(next((tmp_path / "backups").glob("*.tar")), "--replace")
    client.cookies["sessionid"] = stolen
    assert client.get("/accounts/").headers["Location"].startswith("/accounts/login/")


def test_replaced_files_are_kept_beside(made, files):
    (files / "later.txt").write_text("later")
    restore(made, "--replace")
    assert not (files / "later.txt").exists()
    assert [kept.name for kept in files.parent.glob("files.replaced-*/later.txt")] == ["later.txt"]


def test_it_refuses_to_overwrite_unasked(made):
    User.objects.create_user("stranger", name="外人")
    with pytest.raises(CommandError, match="加 --replace"):
        restore(made)
    assert User.objects.filter(username="stranger").exists()


def test_a_restore_that_fails_half_way_changes_nothing(made, monkeypatch):
    User.objects.create_user("stranger", name="外人")
    monkeypatch.setattr(postgres, "FRESH", postgres.FRESH + "select 1/0;\n")
    with pytest.raises(CommandError, match="原有数据没有改动"):
        restore(made, "--replace")
    assert User.objects.filter(username="stranger").exists()


def test_a_damaged_backup_touches_nothing(made):
    User.objects.create_user("stranger", name="外人")
    made.write_bytes(made.read_bytes()[:-100])
    with pytest.raises(CommandError, match="已损坏或不完整"):
        restore(made, "--replace")
    assert User.objects.filter(username="stranger").exists()


def test_it_refuses_under_another_key(made, settings):
    settings.FIELD_KEY = "another key"
    with pytest.raises(CommandError, match="FIELD_KEY 与做备份时的不同"):
        restore(made, "--replace")


def test_it_refuses_the_backup_of_a_newer_version(entered, files, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("insert into django_migrations (app, name, applied) values ('people', '9999_future', now())")
    call_command("backup", str(tmp_path / "backups"), stdout=StringIO())
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where name = '9999_future'")
    with pytest.raises(CommandError, match="请先升级系统"):
        restore(next((tmp_path / "backups").glob("*.tar")), "--replace")


def test_a_backup_of_an_older_version_is_migrated_before_anything_reads_it(entered, files, tmp_path):
    """As an upgrade does it: the old data under the new programs, then migrate; a table of the new version is there."""
    call_command("migrate", "core", "0001", verbosity=0)
    call_command("backup", str(tmp_path / "backups"), stdout=StringIO())
    told = restore(next((tmp_path / "backups").glob("*.tar")), "--replace")
    assert "较早的系统版本" in told
    assert "末块摘要" not in told
    call_command("migrate", verbosity=0)
    assert SentTask.objects.count() == 0
    call_command("audit_verify", noted=Block.objects.get().hash, stdout=StringIO())


def test_a_backup_that_runs_out_of_room_leaves_nothing_half_behind(entered, files, tmp_path):
    """The folder allows files of 100 kB; the dump is larger."""
    kept = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, kept[1]))
    try:
        with pytest.raises(CommandError, match="没有备份成功"):
            call_command("backup", str(tmp_path / "backups"), stdout=StringIO())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, kept)
    assert list((tmp_path / "backups").iterdir()) == []


def test_checking_alone_changes_nothing(made, monkeypatch):
    """Nor does it need room: /tmp of a container is memory."""
    User.objects.create_user("stranger", name="外人")
    monkeypatch.setattr("tempfile.mkdtemp", None)
    assert "备份文件完好" in restore(made, "--check-only")
    assert User.objects.filter(username="stranger").exists()


def test_the_manifest_names_every_part_and_the_head_of_the_log(made):
    with tarfile.open(made) as tar:
        manifest = json.load(tar.extractfile("manifest.json"))
    assert set(manifest["parts"]) == {"database.dump", "files/2026/报告.pdf"}
    assert manifest["audit_head"] == Block.objects.get().hash
    assert manifest["tables"]["audit_entry"] == Entry.objects.count()
    assert [item.name for item in made.parent.iterdir()] == [made.name]


def test_it_says_which_program_is_missing():
    with pytest.raises(DomainError, match="postgresql-client-99"):
        tools_for(99)
