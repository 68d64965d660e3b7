"""The parts every installation has: servers, workers, timetable, disk, migrations, backup."""

import json
import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache as once
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Min
from django.template.defaultfilters import filesizeformat
from django.utils.dateparse import parse_datetime
from kombu.exceptions import ChannelError

from apps.foundation.core.dates import chinese_datetime
from apps.foundation.core.models import OutboxTask
from apps.foundation.core.pulses import BEAT, SILENT, WORKER, silences
from apps.foundation.core.vitals import Finding, Light, Vital

GIGABYTE = 1024**3
BACKUP_NOTE = "last_backup.json"
OUTBOX_LATE, OUTBOX_STUCK = timedelta(minutes=2), timedelta(minutes=15)
BACKUP_LATE, BACKUP_LOST = timedelta(hours=26), timedelta(days=7)
QUEUE_LONG = 2000


def span(seconds: float) -> str:
    """`45秒`, `12分钟`, `5小时`, `3天`."""
    for size, unit in ((86400, "天"), (3600, "小时"), (60, "分钟")):
        if seconds >= size:
            return f"{int(seconds // size)}{unit}"
    return f"{int(seconds)}秒"


def database(at: datetime) -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, pg_database_size(current_database())")
        version, size = cursor.fetchone()
    gauges = {"database_bytes": size}
    sentence = f"PostgreSQL {version // 10000}.{version % 10000},数据 {filesizeformat(size)}。"
    if version < 150000:
        return Finding(Light.YELLOW, sentence, "请升级到 PostgreSQL 15 或更新的版本。", gauges)
    return Finding(Light.GREEN, sentence, gauges=gauges)


def memory(at: datetime) -> Finding:
    cache.set("health:probe", at.timestamp(), 60)
    if cache.get("health:probe") != at.timestamp():
        return Finding(Light.RED, "写入的内容读不出来。", "请检查 Redis 的内存上限和淘汰策略。")
    return Finding(Light.GREEN, "可读可写。")


def broker(at: datetime) -> Finding:
    """Tasks that no worker has taken yet."""
    with current_app.connection_for_write() as link:
        link.ensure_connection(max_retries=1, timeout=3)
        try:
            queue = current_app.conf.task_default_queue
            waiting = link.default_channel.queue_declare(queue, passive=True).message_count
        except ChannelError:  # an empty queue does not exist
            waiting = 0
    gauges = {"queue_waiting": waiting}
    if waiting > QUEUE_LONG:
        advice = "后台任务处理不过来:请看任务进程是否正常,或增加任务进程。"
        return Finding(Light.YELLOW, f"{waiting} 个任务在排队。", advice, gauges)
    return Finding(Light.GREEN, f"{waiting} 个任务在排队。", gauges=gauges)


START_WORKER = "请启动任务进程(systemctl start congress-worker);在此之前通知、文书和统计都不会办理,也不会丢失。"
START_BEAT = "请启动定时进程(systemctl start congress-beat);在此之前到期提醒、自动截止和封存都会停下。"


def worker(at: datetime) -> Finding:
    heard = silences(WORKER, at)
    living = [name for name, seconds in heard.items() if seconds <= SILENT]
    gauges = {"workers": len(living)}
    if not living:
        last = f"最后一次应答在{span(min(heard.values()))}前。" if heard else "一天内没有任何应答。"
        return Finding(Light.RED, last, START_WORKER, gauges)
    if missed := sorted(set(heard) - set(living)):
        advice = "请到该机器上查看任务进程;确已停用的,一天后不再提示。"
        return Finding(Light.YELLOW, f"{len(living)} 个在工作,{'、'.join(missed)} 没有应答。", advice, gauges)
    return Finding(Light.GREEN, f"{len(living)} 个在工作。", gauges=gauges)


def beat(at: datetime) -> Finding:
    living = [name for name, seconds in silences(BEAT, at).items() if seconds <= SILENT]
    gauges = {"beats": len(living)}
    if not living:
        return Finding(Light.RED, "定时进程没有在派发任务。", START_BEAT, gauges)
    if len(living) > 1:
        advice = "整个平台只应有一个定时进程,请停掉多余的。任务可以重复执行,数据不受影响,只是白费力气。"
        return Finding(Light.YELLOW, f"有 {len(living)} 个定时进程:{'、'.join(sorted(living))}。", advice, gauges)
    return Finding(Light.GREEN, "按时派发。", gauges=gauges)


def outbox(at: datetime) -> Finding:
    found = OutboxTask.objects.aggregate(waiting=Count("pk"), oldest=Min("queued_at"))
    age = (at - found["oldest"]) if found["oldest"] else timedelta()
    gauges = {"outbox_waiting": found["waiting"], "outbox_oldest_seconds": max(0.0, age.total_seconds())}
    if age < OUTBOX_LATE:
        return Finding(Light.GREEN, "没有积压。", gauges=gauges)
    light = Light.RED if age > OUTBOX_STUCK else Light.YELLOW
    sentence = f"{found['waiting']} 个任务没有交出,最早的已等{span(age.total_seconds())}。"
    return Finding(light, sentence, "请看 Redis 和定时进程是否正常;恢复后自动交出,不会丢失。", gauges)


def disk(at: datetime) -> Finding:
    folder = Path(settings.MEDIA_ROOT)
    usage = shutil.disk_usage(next(each for each in (folder, *folder.parents) if each.exists()))
    share, free = usage.free / usage.total, usage.free / GIGABYTE
    gauges = {"disk_free_bytes": usage.free, "disk_free_share": round(share, 4)}
    sentence = f"上传文件所在的磁盘剩余 {free:.1f} GB({share:.0%})。"
    if share < 0.05 or free < 1:
        return Finding(Light.RED, sentence, "请立即清理或扩容:写满后上传、文书和备份都会失败。", gauges)
    if share < 0.15 or free < 5:
        return Finding(Light.YELLOW, sentence, "请安排清理旧备份或扩容。", gauges)
    return Finding(Light.GREEN, sentence, gauges=gauges)


@once
def migrations_here() -> frozenset[tuple[str, str]]:
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return frozenset(key for key, migration in known.items() if not migration.replaces)


def migrations(at: datetime) -> Finding:
    """Against the code that runs here: between an update of the code and `migrate` it is red."""
    pending = migrations_here() - set(MigrationRecorder(connection).applied_migrations())
    gauges = {"migrations_pending": len(pending)}
    if pending:
        first = ".".join(sorted(pending)[0])
        advice = "请运行 manage.py migrate,再重新启动各进程。"
        return Finding(Light.RED, f"有 {len(pending)} 个数据库变更没有执行(如 {first})。", advice, gauges)
    return Finding(Light.GREEN, "数据库与程序一致。", gauges=gauges)


def backup(at: datetime) -> Finding:
    made = last_backup()
    advice = "请运行 manage.py backup,并安排每晚自动备份(docs/operations/backup.md)。"
    if made is None:
        return Finding(Light.YELLOW, "还没有做过备份。", advice)
    age = at - made
    sentence, gauges = f"最近一次 {chinese_datetime(made)}。", {"backup_age_seconds": max(0.0, age.total_seconds())}
    if age > BACKUP_LATE:
        light = Light.RED if age > BACKUP_LOST else Light.YELLOW
        return Finding(light, sentence, f"已有{span(age.total_seconds())}没有备份。{advice}", gauges)
    return Finding(Light.GREEN, sentence, gauges=gauges)


def last_backup() -> datetime | None:
    """When the last backup was made, as `backup` noted it beside the files."""
    try:
        return parse_datetime(json.loads((Path(settings.DATA_DIR) / BACKUP_NOTE).read_text())["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note_backup(at: datetime) -> None:
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    (Path(settings.DATA_DIR) / BACKUP_NOTE).write_text(json.dumps({"at": at.isoformat()}))


CHECK_DATABASE = "请检查 PostgreSQL 是否在运行、DATABASE_URL 是否正确。"
CHECK_REDIS = "请检查 Redis 是否在运行、REDIS_URL 是否正确;恢复前已登录的人可继续使用,新的登录会失败,后台任务暂停。"
VITALS: Sequence[Vital] = (
    Vital("database", "数据库", database, CHECK_DATABASE, needed=True),
    Vital("migrations", "数据库变更", migrations, CHECK_DATABASE, rests_on="database", needed=True),
    Vital("cache", "缓存(Redis)", memory, CHECK_REDIS),
    Vital("broker", "任务队列(Redis)", broker, CHECK_REDIS),
    Vital("worker", "任务进程", worker, START_WORKER, rests_on="cache"),
    Vital("beat", "定时进程", beat, START_BEAT, rests_on="cache"),
    Vital("outbox", "待交任务", outbox, CHECK_DATABASE, rests_on="database"),
    Vital("disk", "磁盘", disk, "请检查 DATA_DIR 所在的磁盘。"),
    Vital("backup", "备份", backup, "请检查 DATA_DIR 是否可读。"),
)
