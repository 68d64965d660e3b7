"""The portal itself, as `make run` starts it."""

import urllib.request

import pytest

from deploy.local import postgres
from tests.deploy.conftest import UP, alike, lives, schema, wait_for

pytestmark = pytest.mark.launcher


def test_run_serves_the_portal_with_worker_and_beat_and_ends_cleanly(launcher, migrated_database):
    launcher.start("run", module="deploy.local", DEMO="0", DEBUG="1")
    # Every migration runs first, and on a busy machine that is minutes.
    wait_for(lambda: UP[-1] in launcher.output or launcher.process.poll() is not None, seconds=400)
    assert UP[-1] in launcher.output, launcher.output
    with urllib.request.urlopen(f"http://127.0.0.1:{launcher.port}/", timeout=60) as response:
        assert response.status == 200
        assert '<html lang="zh-CN">' in response.read().decode()
    assert lives(launcher.child("worker"))
    assert lives(launcher.child("beat"))
    database = postgres.url(launcher.home)
    if alike(database, migrated_database):
        # Its migrations ran as Django runs them, those of the tests in a shorter way.
        assert schema(database) == schema(migrated_database)
    assert launcher.ask_to_end() == 0
    assert launcher.left_over() == []
