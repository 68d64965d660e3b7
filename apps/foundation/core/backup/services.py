"""Making a backup and putting it back."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from apps.foundation.core.backup import archive
from apps.foundation.core.backup.archive import DUMP, FILES, Manifest
from apps.foundation.core.backup.postgres import Database
from apps.foundation.core.errors import Conflict, DomainError
from apps.foundation.core.fields import blind_index


def backup_make(*, database: Database, folder: Path, audit_head: str, at: datetime) -> tuple[Path, Manifest]:
    """Write an archive into `folder`. The portal may run on: the database is read as of one moment, and files are
    read after it, so that every row finds its file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"congress-{timezone.localtime(at):%Y%m%d-%H%M%S}.tar"
    if path.exists():
        raise Conflict(f"{path} 已存在,请稍后再试或换一个目录。")
    with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as scratch:
        dump = Path(scratch) / DUMP
        with database.snapshot() as snapshot:
            major = database.dump(dump, snapshot)
        manifest = Manifest(
            made_at=at.isoformat(), portal_version=settings.VERSION,
            server_version=snapshot.server_version, dump_major=major, tables=snapshot.tables,
            migrations=snapshot.migrations, key_check=_key_check(), audit_head=audit_head,
        )  # fmt: skip
        archive.write(path, dump, Path(settings.MEDIA_ROOT), manifest)
    return path, manifest


def backup_restore(*, database: Database, path: Path, replace: bool, other_key: bool, at: datetime) -> Manifest:
    """Check everything first, then put database and files back. What was there is replaced only if `replace`;
    replaced files are kept beside the new ones."""
    files = Path(settings.MEDIA_ROOT)
    files.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=files.parent, prefix=".restore-") as scratch:
        manifest = archive.unpack(path, Path(scratch))
        _require_known(manifest)
        if not other_key and manifest.key_check != _key_check():
            raise DomainError(
                "当前的 FIELD_KEY 与做备份时的不同,身份证号将无法读出。请先设回原来的 FIELD_KEY;"
                "确实遗失的,加 --other-key 再恢复。"
            )
        if not replace and not (database.is_empty() and _is_empty(files)):
            raise Conflict("库中或文件目录中已有数据,没有恢复。确实要用备份替换现有数据的,加 --replace。")
        database.replace(Path(scratch) / DUMP, manifest.dump_major)
        _put_files(Path(scratch) / FILES, files, at)
    counted = database.count()
    differing = sorted(name for name in manifest.tables if counted.get(name) != manifest.tables[name])
    if differing:
        raise DomainError(f"恢复后以下各表的行数与备份清单不符:{'、'.join(differing)}。请勿使用,并联系技术人员。")
    return manifest


def backup_check(*, path: Path) -> Manifest:
    """Check an archive to its last byte and change nothing."""
    return archive.check(path)


def is_older(manifest: Manifest) -> bool:
    """Whether the backup comes from an older version: its tables are to be migrated before anything reads them."""
    return bool(_known_migrations() - set(manifest.migrations))


def _known_migrations() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}


def _require_known(manifest: Manifest) -> None:
    """A backup of a newer version would bring tables that this version does not know."""
    if unknown := set(manifest.migrations) - _known_migrations():
        raise DomainError(f"备份来自更新的系统版本(如 {sorted(unknown)[0]}),没有恢复。请先升级系统再恢复。")


def _put_files(unpacked: Path, files: Path, at: datetime) -> None:
    unpacked.mkdir(exist_ok=True)
    if files.exists():
        files.rename(files.with_name(f"{files.name}.replaced-{timezone.localtime(at):%Y%m%d-%H%M%S}"))
    shutil.move(unpacked, files)


def _is_empty(files: Path) -> bool:
    return not any(item.is_file() for item in files.rglob("*"))


def _key_check() -> str:
    return blind_index("backup")[:16]
