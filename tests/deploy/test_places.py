"""Where data and sockets lie, and who may read them."""

import os
import stat
from pathlib import Path

import pytest

from deploy.local.home import Home

pytestmark = pytest.mark.launcher


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_checkout_below_a_closed_home_works_and_no_permission_outside_changes(launcher, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    launcher.home = Home(closed / "checkout" / "var" / "data")
    outside = [closed, *closed.parents]
    before = [mode(path) for path in outside]
    launcher.start_up()
    assert launcher.sql("SELECT 1") == [(1,)]
    assert [mode(path) for path in outside] == before


def test_a_long_path_with_spaces_and_hanzi_works(launcher, tmp_path):
    launcher.home = Home(tmp_path / "人大 平台" / ("long-" * 20) / "data")
    launcher.start_up()
    assert launcher.sql("SELECT 1") == [(1,)]
    assert launcher.queue.ping()


def test_a_short_plain_path_keeps_its_sockets_inside():
    assert Home(Path("/srv/portal/var/data")).sockets == Path("/srv/portal/var/data/sockets")


def test_a_path_too_long_for_a_socket_gets_a_short_one_of_its_own():
    one, other = Home(Path("/srv") / ("x" * 100) / "a"), Home(Path("/srv") / ("x" * 100) / "b")
    assert one.sockets != other.sockets
    assert len(os.fsencode(one.sockets)) < 60


def test_data_are_closed_to_other_users(launcher, tmp_path):
    launcher.home = Home(tmp_path / "new")
    launcher.start_up()
    assert mode(launcher.home.path) == 0o700
    assert mode(launcher.home.path / "postgres") == 0o700
    assert mode(launcher.home.sockets) == 0o700


def test_the_secret_key_is_made_once_and_private(tmp_path):
    home = Home(tmp_path)
    key = home.secret_key()
    assert len(key) >= 50
    assert home.secret_key() == key
    assert mode(tmp_path / "secret_key") == 0o600
