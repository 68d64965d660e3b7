"""`python -m deploy.local exec` lends servers to one command."""

import os
import signal

import pytest

from deploy.local.home import CHECKOUT
from tests.deploy.conftest import wait_for

pytestmark = pytest.mark.launcher
READ = 'psql -XAtc "SELECT 40 + 2" "$DATABASE_URL"'


def execute(launcher, *argv: str, **env: str) -> int:
    launcher.start("exec", *argv, module="deploy.local", **env)
    return launcher.process.wait(30)


def test_the_command_finds_both_servers_and_the_fitting_tools(launcher):
    script = f"{READ} && psql --version && echo $REDIS_URL"
    assert execute(launcher, "--scratch", "--", "sh", "-c", script) == 0
    assert launcher.output.splitlines()[0] == "42"
    assert "(PostgreSQL) 18." in launcher.output
    assert "unix:///" in launcher.output


def test_the_exit_code_is_the_commands(launcher):
    assert execute(launcher, "--scratch", "--", "sh", "-c", "exit 5") == 5


def test_scratch_servers_leave_nothing_behind(launcher):
    execute(launcher, "--scratch", "--", "sh", "-c", "echo $DATA_DIR")
    directory = launcher.output.strip()
    assert directory.startswith(str(CHECKOUT / "var" / "test"))
    assert not os.path.exists(directory)


def test_a_killed_scratch_run_is_removed_by_the_next(launcher):
    launcher.start("exec", "--scratch", "--", "sh", "-c", "echo $DATA_DIR; exec sleep 600", module="deploy.local")
    wait_for(lambda: launcher.output.endswith("\n"))
    directory = launcher.output.strip()
    launcher.kill()
    wait_for(lambda: launcher.left_over() == [])
    execute(launcher, "--scratch", "--", "true")
    assert not os.path.exists(directory)


def test_a_running_portal_lends_its_servers(launcher):
    launcher.start_up()
    launcher.sql("CREATE TABLE lent AS SELECT 7 AS number")
    assert execute(launcher, "--", "sh", "-c", 'psql -XAtc "SELECT number FROM lent" "$DATABASE_URL"') == 0
    assert launcher.output == "7\n"
    assert launcher.sql("SELECT number FROM lent") == [(7,)]


def test_a_wish_to_stop_ends_the_command_and_the_servers(launcher):
    launcher.start("exec", "--", "sh", "-c", "echo begun; exec sleep 600", module="deploy.local")
    wait_for(lambda: "begun" in launcher.output)
    assert launcher.ask_to_end(signal.SIGTERM) == 128 + signal.SIGTERM
    assert len(launcher.seen) >= 3
    assert launcher.left_over() == []
