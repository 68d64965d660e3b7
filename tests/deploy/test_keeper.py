"""The launcher starts a keeper where none is given, keeps it alive, and keeps its keys."""

import pytest

from apps.congress.ballots.keeper.client import Keeper
from deploy.local import keeper
from tests.congress.ballots.keeper.voter import definition
from tests.deploy.conftest import lives, wait_for

pytestmark = pytest.mark.launcher


def client(launcher) -> Keeper:
    return Keeper(keeper.url(launcher.home))


def test_keys_outlive_a_killed_keeper_which_is_started_again(launcher):
    launcher.start_up()
    made = definition()
    keys = client(launcher).create(made)
    launcher.child("ballots.keeper").kill()
    wait_for(lambda: "keeper 意外退出" in launcher.output)
    wait_for(lambda: keeper.is_ready(launcher.home))
    assert client(launcher).create(made) == keys


def test_keys_outlive_a_killed_launcher_with_which_the_keeper_ends(launcher):
    launcher.start_up()
    made = definition()
    keys = client(launcher).create(made)
    process = launcher.child("ballots.keeper")
    launcher.kill()
    wait_for(lambda: not lives(process))
    launcher.start_up()
    assert client(launcher).create(made) == keys


def test_the_keeper_knows_neither_database_nor_secrets(launcher):
    launcher.start("exec", "--", "sh", "-c", "echo begun; exec sleep 600", module="deploy.local", SECRET_KEY="k" * 60)
    wait_for(lambda: "begun" in launcher.output)
    assert set(launcher.child("ballots.keeper").environ()) <= {"PATH", "PYTHONPATH", "LC_CTYPE"}


def test_a_given_keeper_is_used_and_none_started(launcher):
    script = "echo $KEEPER_SOCKET"
    launcher.start("exec", "--", "sh", "-c", script, module="deploy.local", KEEPER_SOCKET="/run/given")
    assert launcher.process.wait(30) == 0
    assert launcher.output == "/run/given\n"
    assert not keeper.vault(launcher.home).exists()
