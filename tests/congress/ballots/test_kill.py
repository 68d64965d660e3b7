"""kill -9 of web, worker and PostgreSQL during a vote: after the restart the count is exact."""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.support.clients import post, run
from deploy.local.home import CHECKOUT
from tests.deploy.conftest import FROM_THE_TEST_RUN, UP, empty_cluster, migrated_cluster, wait_for
from tests.deploy.conftest import migrated_launcher as launcher

__all__ = ["empty_cluster", "launcher", "migrated_cluster"]
pytestmark = pytest.mark.launcher
VOTERS, WINDOWS, PATIENCE = 150, 4, 120

COUNT = """
from django.utils import timezone
from apps.congress.ballots.models import Poll
from apps.congress.ballots.services.closing import poll_close
from apps.congress.ballots.services.counting import poll_count
from apps.foundation.core.actors import Actor
poll, by, at = Poll.objects.get(), Actor.system(), timezone.now()
poll_close(poll=poll, by=by, at=at)
outcome = poll_count(poll=poll, by=by, at=at).outcome
print(outcome["turnout"]["received"], outcome["items"][0]["votes"])
"""


def beside(portal, *argv: str) -> subprocess.Popen:
    """A command beside the running portal, in a process group of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in FROM_THE_TEST_RUN}
    env = kept | {"LOCAL_DATA_DIR": str(portal.home.path), "DEBUG": "1", "LOG_LEVEL": "ERROR"}
    env["DJANGO_SETTINGS_MODULE"] = "congress_portal.settings"
    command = [sys.executable, "-m", "deploy.local", "exec", "--", sys.executable, "-m", *argv]
    return subprocess.Popen(command, env=env, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, start_new_session=True)


def on_the_data_of(portal, *argv: str) -> str:
    """What such a command printed."""
    command = beside(portal, *argv)
    printed, _ = command.communicate()
    assert command.returncode == 0, printed
    return printed


def insist(port: int, request: bytes, deadline: float) -> int:
    """Press the button until the ballot is confirmed, as a voter does; how often it took."""
    for attempt in range(1, 1000):
        [answer], _ = run(port, [request], 1)
        if answer.status == 200 and "已投票" in answer.body.decode():
            return attempt
        assert time.monotonic() < deadline, answer
        time.sleep(0.2)
    raise AssertionError("never confirmed")


def test_killing_web_worker_and_database_during_a_vote_loses_and_doubles_nothing(launcher):
    launcher.start("run", module="deploy.local", DEMO="0", DEBUG="1", LOG_LEVEL="ERROR")
    wait_for(lambda: UP[-1] in launcher.output or launcher.process.poll() is not None, seconds=90)
    launcher.remember()
    house = json.loads(on_the_data_of(launcher, "benchmarks.support.full_house", str(VOTERS)).splitlines()[-1])
    requests = [post(house["page"], session, [("approve", "项目1")]) for session in house["sessions"]]
    deadline = time.monotonic() + PATIENCE

    def ballots() -> int:
        return launcher.sql("SELECT count(*) FROM ballots_namedballot")[0][0]

    with ThreadPoolExecutor(WINDOWS) as voters:
        waiting = [voters.submit(insist, launcher.port, request, deadline) for request in requests]
        for number, word in enumerate(("gunicorn", "--concurrency", "bin/postgres"), start=1):
            wait_for(lambda floor=30 * number: sum(vote.done() for vote in waiting) >= floor, seconds=PATIENCE)
            launcher.child(word).kill()
        attempts = [vote.result() for vote in waiting]
    assert max(attempts) > 1
    assert ballots() == VOTERS
    assert on_the_data_of(launcher, "django", "shell", "-v0", "-c", COUNT).split()[-2:] == [str(VOTERS), str(VOTERS)]
