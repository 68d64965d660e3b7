"""What the launcher refuses, and the sentences it says."""

import os
import socket

import pytest

from deploy.local import portal, postgres, services
from deploy.local.home import Home
from deploy.local.messages import Refusal

pytestmark = pytest.mark.launcher


def test_a_second_run_on_the_same_data_is_refused(launcher):
    launcher.start_up()
    first = launcher.process.pid
    launcher.start(PORT="8999")
    assert launcher.process.wait(20) == 1
    assert f"正由另一个运行中的平台使用(进程 {first})" in launcher.output
    assert f"in use by another running portal (process {first})" in launcher.output


def test_a_port_in_use_is_refused(launcher):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", launcher.port))
        taken.listen()
        launcher.start()
        assert launcher.process.wait(20) == 1
    assert f"端口 {launcher.port} 已被占用" in launcher.output
    assert f"Port {launcher.port} is in use" in launcher.output


@pytest.mark.parametrize("given", ["http", "0", "65536", "-1"])
def test_a_port_that_is_no_port_is_refused(given):
    with pytest.raises(Refusal, match=f"PORT={given} 不是有效的端口号"):
        portal.port({"PORT": given})


def test_blocked_user_namespaces_are_explained_to_root(tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "unprivileged", lambda: ["false"])
    with pytest.raises(Refusal, match=r"用户命名空间.*或设置 DATABASE_URL"):
        postgres.check_reach(Home(tmp_path))


def test_a_private_directory_of_another_user_is_explained_to_root(tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "unprivileged", lambda: ["env"])
    with pytest.raises(Refusal, match="位于其他用户的私有目录"):
        postgres.check_reach(Home(tmp_path / "nobody-can-write-here"))


def test_an_open_socket_directory_is_refused(tmp_path):
    home = Home(tmp_path)
    home.sockets.mkdir(mode=0o755)
    home.sockets.chmod(0o755)
    with pytest.raises(Refusal, match="is not private to this user"):
        home.make_sockets()


def test_servers_named_in_the_environment_are_not_started(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres:///elsewhere")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere:6379/0")
    monkeypatch.setenv("KEEPER_SOCKET", "/run/elsewhere")
    assert services.programs(Home(tmp_path)) == []
    assert services.environment(Home(tmp_path))["DATABASE_URL"] == "postgres:///elsewhere"


def test_one_server_named_in_the_environment_leaves_the_others_embedded(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere:6379/0")
    monkeypatch.delenv("KEEPER_SOCKET", raising=False)
    assert [program.name for program in services.programs(Home(tmp_path))] == ["postgres", "keeper"]


def test_debug_and_demo_are_on_only_by_default(monkeypatch):
    monkeypatch.setenv("DEBUG", "0")
    monkeypatch.delenv("DEMO", raising=False)
    portal.defaults()
    assert (os.environ["DEBUG"], os.environ["DEMO"]) == ("0", "1")
