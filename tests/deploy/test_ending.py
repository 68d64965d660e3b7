"""What was started ends with the launcher, and falls are mended."""

import signal

import pytest

from tests.deploy.conftest import lives, wait_for

pytestmark = pytest.mark.launcher


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_wish_to_stop_leaves_no_process(launcher, number):
    launcher.start_up()
    assert launcher.ask_to_end(number) == 0
    assert len(launcher.seen) >= 5
    assert launcher.left_over() == []


def test_a_killed_launcher_leaves_no_process(launcher):
    launcher.start_up()
    launcher.kill()
    wait_for(lambda: launcher.left_over() == [])


def test_a_wish_to_stop_during_a_step_ends_the_step(launcher):
    launcher.start(str(launcher.home.path), "print('long step', flush=True); import time; time.sleep(600)")
    wait_for(lambda: "long step" in launcher.output)
    assert launcher.ask_to_end() == 1
    assert launcher.left_over() == []


def test_a_failed_step_stops_everything_and_says_which(launcher):
    launcher.start(str(launcher.home.path), "raise SystemExit('no such table')")
    assert launcher.process.wait(20) == 1
    assert "step    | no such table" in launcher.output
    assert "步骤 step 失败" in launcher.output
    assert "Step step failed" in launcher.output


def test_a_fallen_program_is_started_again_and_its_children_are_ended(launcher):
    launcher.start_up()
    worker = launcher.child("worker")
    child = worker.children()[0]
    worker.kill()
    wait_for(lambda: "worker 意外退出,1 秒后重新启动" in launcher.output)
    wait_for(lambda: launcher.child("worker"))
    assert not lives(child)


def test_programs_stop_in_the_opposite_order(launcher):
    launcher.start_up()
    launcher.ask_to_end()
    farewells = [line for line in launcher.output.splitlines() if "takes leave" in line]
    assert farewells == ["worker  | worker takes leave", "web     | web takes leave"]
    assert "database system is shut down" in (launcher.home.path / "postgres.log").read_text()
