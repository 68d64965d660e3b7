"""What machines and operators see of the installation: it lives, it serves, what to mend; nothing of a person."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from apps.congress.ballots.health import keeper
from apps.foundation.audit import services as audit
from apps.foundation.audit.health import chain
from apps.foundation.audit.models import Entry
from apps.foundation.core import health, pulses, registry
from apps.foundation.core.models import OutboxTask
from apps.foundation.core.vitals import Finding, Light, Vital, examine, serves
from apps.office.notifications.health import messages, reminders
from apps.office.notifications.models import ChannelRest, DeliveryAttempt, Notice, ReminderRun

TOKEN = {"Authorization": "Bearer token-of-the-probe"}


@pytest.fixture(autouse=True)
def _token(settings, tmp_path):
    settings.HEALTH_TOKEN = "token-of-the-probe"
    settings.MEDIA_ROOT = settings.DATA_DIR = tmp_path
    pulses._last.clear()


def ask(path, **headers):
    return Client().get(path, headers=headers)


def test_it_lives_without_database_and_sign_in():
    assert ask("/health/live").json() == {"status": "ok"}


@pytest.mark.parametrize("path", ["/health/ready", "/metrics"])
def test_details_are_for_who_brings_the_token(db, settings, path):
    assert ask(path).status_code == 404
    assert ask(path, Authorization="Bearer wrong").status_code == 404
    assert ask(path, **TOKEN).status_code == 200
    settings.HEALTH_TOKEN = ""
    assert ask(path, Authorization="Bearer ").status_code == 404


def test_probes_are_never_slowed(db):
    assert {ask("/health/live").status_code for _ in range(400)} == {200}


def test_it_tells_every_part_and_serves_while_only_others_are_broken(db):
    told = ask("/health/ready", **TOKEN).json()
    assert told["status"] == "ok"
    assert told["parts"]["database"]["light"] == "green"
    assert told["parts"]["worker"] == {"light": "red", "sentence": "一天内没有任何应答。", "workers": 0}
    assert set(told["parts"]) == {vital.slug for vital in registry.vitals()}


def test_it_serves_no_more_without_its_database(monkeypatch):
    def gone(at):
        raise OperationalError("connection refused")

    monkeypatch.setattr(registry, "vitals", lambda: [Vital("database", "数据库", gone, "看数据库", needed=True)])
    answer = ask("/health/ready", **TOKEN)
    assert answer.status_code == 503
    assert answer.json()["parts"] == {"database": {"light": "red", "sentence": "检查没有完成(OperationalError)。"}}


def test_what_rests_on_a_broken_part_is_not_asked():
    def never(at):
        raise AssertionError("asked")

    red = Vital("database", "数据库", lambda at: Finding(Light.RED, "坏了。"), "", needed=True)
    found = list(examine([red, Vital("outbox", "待交任务", never, "", rests_on="database")], timezone.now()))
    assert [each.finding.sentence for each in found] == ["坏了。", "因上述故障无法检查。"]
    assert not serves(found)


@time_machine.travel(datetime(2026, 3, 20, 8, tzinfo=timezone.get_default_timezone()))
def test_metrics_hold_the_parts_and_their_figures(db):
    """Before the hour by which people are reminded."""
    text = ask("/metrics", **TOKEN).content.decode()
    assert 'congress_part_light{part="database"} 0.0' in text
    for figure in ("outbox_oldest_seconds", "audit_unsealed_oldest_seconds", "reminders_late", "channels_failed"):
        assert f"\ncongress_{figure} 0.0\n" in text
    for figure in ("keeper_up", "named_votes", "notice_oldest_seconds", "disk_free_bytes", "workers", "queue_waiting"):
        assert f"\ncongress_{figure} " in text


def test_only_operators_see_the_status_page_with_what_to_do_on_top(cast):
    assert cast.client("staff").get("/status/").status_code == 403
    page = cast.client("operator").get("/status/").content.decode()
    assert "有部分出现故障,请按提示处理" in page
    assert "systemctl start congress-worker" in page
    assert page.index("任务进程</strong>") < page.index("数据库</strong>")
    assert 'href="/status/"' in cast.client("operator").get("/").content.decode()


def test_workers_are_alive_silent_or_gone(db):
    now = timezone.now()
    assert health.worker(now).light is Light.RED
    pulses.note_life(pulses.WORKER, "celery@one", at=now.timestamp() - 5)
    assert health.worker(now).sentence == "1 个在工作。"
    pulses.note_life(pulses.WORKER, "celery@two", at=now.timestamp() - 600)
    found = health.worker(now)
    assert (found.light, found.sentence) == (Light.YELLOW, "1 个在工作,celery@two 没有应答。")
    pulses.forget(pulses.WORKER, "celery@two")
    assert health.worker(now).light is Light.GREEN
    assert health.worker(now + timedelta(minutes=5)).sentence == "最后一次应答在5分钟前。"


def test_one_beat_is_right_two_are_not(db):
    now = timezone.now()
    assert health.beat(now).light is Light.RED
    pulses.note_life(pulses.BEAT, "a:1", at=now.timestamp())
    assert health.beat(now).light is Light.GREEN
    pulses.note_life(pulses.BEAT, "b:1", at=now.timestamp())
    assert health.beat(now).light is Light.YELLOW


def test_signs_of_life_are_not_given_at_every_signal(monkeypatch):
    given = []
    monkeypatch.setattr(pulses, "note_life", lambda kind, name, at: given.append(name))
    for _ in range(50):
        pulses.beat_lives()
    assert len(given) == 1


def test_a_worker_goes_on_where_no_sign_can_be_given(monkeypatch):
    monkeypatch.setattr(pulses, "note_life", lambda kind, name, at: 1 / 0)
    pulses.beat_lives()


@pytest.mark.parametrize(("minutes", "light"), [(0, "green"), (5, "yellow"), (20, "red")])
def test_tasks_wait_in_the_outbox(db, minutes, light):
    now = timezone.now()
    OutboxTask.objects.create(name="core.relay_outbox")
    OutboxTask.objects.update(queued_at=now - timedelta(minutes=minutes))
    found = health.outbox(now)
    assert (found.light, found.gauges["outbox_waiting"]) == (light, 1)


@pytest.mark.parametrize(("hours", "light"), [(1, "green"), (30, "yellow"), (24 * 8, "red")])
def test_a_backup_grows_old(hours, light):
    now = timezone.now()
    assert health.backup(now).sentence == "还没有做过备份。"
    health.note_backup(now - timedelta(hours=hours))
    assert health.backup(now).light == light


@pytest.mark.parametrize(("free", "light"), [(50, "green"), (12, "yellow"), (3, "red")])
def test_the_disk_fills(monkeypatch, free, light):
    usage = health.shutil._ntuple_diskusage(100 << 30, (100 - free) << 30, free << 30)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: usage)
    assert health.disk(timezone.now()).light == light


def test_a_migration_that_was_not_run_is_named(db):
    assert health.migrations(timezone.now()).light is Light.GREEN
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'core' AND name = '0001_initial'")
    found = health.migrations(timezone.now())
    assert found.sentence == "有 1 个数据库变更没有执行(如 core.0001_initial)。"


@pytest.mark.parametrize(("minutes", "light"), [(1, "green"), (10, "yellow"), (90, "red")])
def test_acts_wait_to_be_sealed(cast, minutes, light):
    now = timezone.now()
    audit.seal_entries(at=now)
    audit.record("files.attachment.added", on=cast.people["deputy"], by=cast.actor("staff"), name="x")
    last = Entry.objects.first()
    found = chain(last.at + timedelta(minutes=minutes))
    assert found.light == light
    assert found.gauges["audit_unsealed_oldest_seconds"] == minutes * 60


FRIDAY = date(2026, 3, 20)


@pytest.mark.parametrize(("clock", "light"), [(time(7, 30), "green"), (time(9, 30), "yellow"), (time(12, 30), "red")])
def test_reminders_of_a_working_day_are_late(db, clock, light):
    at = timezone.make_aware(datetime.combine(FRIDAY, clock))
    assert reminders(at).light == light
    ReminderRun.objects.create(day=FRIDAY, started_at=at, finished_at=at)
    assert reminders(at).light is Light.GREEN


def test_nobody_is_reminded_on_a_day_off(db):
    assert reminders(timezone.make_aware(datetime(2026, 3, 21, 15))).light is Light.GREEN


def test_messages_that_should_have_left_and_channels_at_rest(cast):
    now = timezone.now()
    notice = Notice.objects.create(
        recipient=cast.people["deputy"], key="k", title="会议通知", sender="系统", created_at=now
    )
    attempt = DeliveryAttempt.objects.create(
        notice=notice, channel="sms", number=1, started_at=now, due_at=now - timedelta(minutes=30)
    )
    assert messages(now).light is Light.YELLOW
    assert messages(now + timedelta(hours=3)).light is Light.RED
    rest = ChannelRest.objects.create(channel="sms", failures=5, until=now + timedelta(minutes=5))
    found = messages(now)
    assert (found.light, found.sentence, found.gauges["channels_failed"]) == (Light.YELLOW, "短信渠道暂停。", 1)
    rest.delete()
    attempt.delete()
    assert messages(now).light is Light.GREEN


def test_a_keeper_that_does_not_answer(settings, tmp_path):
    settings.KEEPER_SOCKET = str(tmp_path / "nobody")
    found = keeper(timezone.now())
    assert (found.light, found.gauges) == (Light.RED, {"keeper_up": 0})
