"""Nothing that was committed is lost, however the portal ends."""

import os
import shutil
import signal

import pytest

from deploy.local import postgres, redis
from tests.deploy.conftest import wait_for

pytestmark = pytest.mark.launcher


@pytest.fixture
def filled(launcher):
    """A running portal with one committed row and one queued task."""
    launcher.start_up()
    launcher.sql("CREATE TABLE vote (number integer)")
    launcher.sql("INSERT INTO vote VALUES (7)")
    launcher.queue.rpush("tasks", "count")
    return launcher


def test_rows_and_tasks_survive_an_ordinary_restart(filled):
    filled.ask_to_end()
    filled.start_up()
    assert filled.sql("SELECT number FROM vote") == [(7,)]
    assert filled.queue.lrange("tasks", 0, -1) == [b"count"]


def test_rows_and_tasks_survive_a_killed_launcher(filled):
    filled.kill()
    filled.start_up()
    assert filled.sql("SELECT number FROM vote") == [(7,)]
    assert filled.queue.lrange("tasks", 0, -1) == [b"count"]


def test_rows_survive_a_killed_postgres_which_is_started_again(filled):
    filled.child("bin/postgres").kill()
    wait_for(lambda: "postgres 意外退出" in filled.output)
    wait_for(lambda: postgres.is_ready(filled.home))
    assert filled.sql("SELECT number FROM vote") == [(7,)]


def test_rows_survive_when_launcher_and_postgres_are_killed_together(filled):
    postmaster = filled.child("bin/postgres")
    os.kill(filled.process.pid, signal.SIGSTOP)  # it must not see the fall of its child
    postmaster.kill()
    filled.kill()
    filled.start_up()
    assert filled.sql("SELECT number FROM vote") == [(7,)]


def test_tasks_survive_a_killed_redis_which_is_started_again(filled):
    filled.child("redis-server").kill()
    wait_for(lambda: "redis 意外退出" in filled.output)
    wait_for(lambda: redis.is_ready(filled.home))
    assert filled.queue.lrange("tasks", 0, -1) == [b"count"]


def test_a_pid_file_from_before_a_reboot_does_not_stop_the_start(filled):
    filled.ask_to_end()
    pid_file = filled.home.path / "postgres" / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{pid_file.parent}\n1700000000\n5432\n\n\n\n")
    filled.start_up()
    assert filled.sql("SELECT number FROM vote") == [(7,)]


def test_a_killed_first_start_is_begun_anew(launcher):
    shutil.rmtree(launcher.home.path / "postgres")
    half_built = launcher.home.path / "postgres.new"
    half_built.mkdir()
    (half_built / "PG_VERSION").write_text("18")
    launcher.start_up()
    assert launcher.sql("SELECT 1") == [(1,)]
