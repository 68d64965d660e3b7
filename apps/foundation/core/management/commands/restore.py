"""Puts a backup back, after checking it to its last byte."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.utils import timezone
from redis.exceptions import RedisError

from apps.foundation.core.backup.archive import Manifest
from apps.foundation.core.backup.postgres import Database
from apps.foundation.core.backup.services import backup_check, backup_restore, is_older
from apps.foundation.core.dates import chinese_datetime
from apps.foundation.core.errors import DomainError


class Command(BaseCommand):
    help = "先逐字节核对备份,再恢复数据库和文件,最后重新清点并核对办理记录。请先停止系统。"
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="备份文件")
        parser.add_argument("--replace", action="store_true", help="用备份替换现有数据")
        parser.add_argument("--check-only", action="store_true", help="只核对备份文件,不恢复")
        parser.add_argument("--other-key", action="store_true", help="FIELD_KEY 已遗失,身份证号不再能读")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            manifest = backup_check(path=path) if options["check_only"] else self._restore(path, options)
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error
        done = "备份文件完好" if options["check_only"] else "已恢复并逐表核对无误"
        rows, files = sum(manifest.tables.values()), len(manifest.parts) - 1
        held = f"{len(manifest.tables)} 张表 {rows} 行,文件 {files} 个"
        self.stdout.write(f"{done}:备份于 {_local(manifest.made_at)},{held}。")
        if not options["check_only"]:
            self._follow_up(manifest)

    def _follow_up(self, manifest: Manifest) -> None:
        """Sessions and queued tasks of another time are forgotten; tasks that are not done stand in the database.

        Somebody may have signed out since the backup, or been signed out: no session of it comes back to life.
        """
        Session.objects.all().delete()
        try:
            caches["default"].clear()
        except RedisError as error:
            self.stderr.write(
                f"没有清空 Redis({error}),请在启动系统前清空(redis-cli FLUSHALL):其中的会话和任务已经过时。"
            )
        if is_older(manifest):
            self.stdout.write(
                "备份来自较早的系统版本。下一步:运行 manage.py migrate,再运行 manage.py audit_verify"
                f"{' --noted ' + _noted(manifest) if _noted(manifest) else ''} 和 manage.py polls_check,然后启动系统。"
            )
            return
        call_command("audit_verify", noted=_noted(manifest), stdout=self.stdout)
        self.stdout.write("下一步:启动系统;恢复时有表决正在进行的,先运行 manage.py polls_check。")

    def _restore(self, path: Path, options: dict[str, Any]) -> Manifest:
        database = Database(connection.get_connection_params())
        connections.close_all()
        return backup_restore(
            database=database, path=path, replace=options["replace"], other_key=options["other_key"],
            at=timezone.now(),
        )  # fmt: skip


def _local(moment: str) -> str:
    return chinese_datetime(datetime.fromisoformat(moment))


def _noted(manifest: Manifest) -> str:
    """The head of the chain at the time of the backup; a chain without blocks has none."""
    return manifest.audit_head if manifest.tables.get("audit_block") else ""
