"""The process: its user, its socket, its imports, its silence, and requests that make no sense."""

import json
import os
import socket
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest

from apps.congress.ballots.keeper.client import DOWN, Keeper, KeeperDown
from apps.congress.ballots.keeper.messages import LIMIT, TOO_LONG
from apps.congress.ballots.keeper.privileges import NUMBER, identity_of
from apps.congress.ballots.keeper.refusals import FAULT, Fault
from apps.congress.ballots.keeper.server import MALFORMED
from apps.foundation.core.errors import DomainError
from deploy.local.home import CHECKOUT
from tests.congress.ballots.keeper.voter import take
from tests.deploy.conftest import wait_for

IMPORT_ALL = """
import pkgutil, sys
import apps.congress.ballots.keeper as package
for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
    __import__(module.name)
print(*sorted(sys.modules))
"""
ALLOWED = (
    "apps.congress.ballots.keeper", "apps.congress.ballots.rules", "apps.foundation.core.errors",
    "apps.foundation.audit.rules", "apps.foundation.core.numbers", "apps.foundation.core.backup.archive",
)  # fmt: skip


def answers(running) -> bool:
    try:
        return len(Keeper(str(running.socket), timeout=1).identity()) == 32
    except KeeperDown:
        return False


def status(process: subprocess.Popen) -> dict[str, list[str]]:
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return {name: values.split() for name, _, values in (line.partition(":") for line in lines)}


def test_the_keeper_imports_neither_django_nor_the_rest_of_the_portal():
    done = subprocess.run([sys.executable, "-c", IMPORT_ALL], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "apps.congress.ballots.keeper.server" in loaded
    assert [name for name in loaded if name.partition(".")[0] in {"django", "psycopg", "redis", "celery"}] == []
    packages = {".".join(name.split(".")[:depth]) for name in ALLOWED for depth in range(1, 6)}
    ours = [name for name in loaded if name.startswith("apps.")]
    assert [name for name in ours if name not in packages and not name.startswith(ALLOWED)] == []


def test_root_hands_over_to_a_user_of_its_own(as_root, own_keeper):
    user, group = identity_of(None)
    found = status(own_keeper.process)
    assert found["Uid"] == [str(user)] * 4
    assert found["Gid"] == [str(group)] * 4
    assert found["Groups"] == []
    assert found["CapEff"] == found["CapPrm"] == ["0000000000000000"]
    own_keeper.poll()
    owned = [own_keeper.master_key, own_keeper.vault, *own_keeper.vault.rglob("*")]
    assert {path.lstat().st_uid for path in owned} == {user}
    assert {stat.S_IMODE(path.lstat().st_mode) & 0o077 for path in owned} == {0}


def test_it_works_below_a_directory_that_its_user_may_not_enter(as_root, own_keeper):
    own_keeper.path.chmod(0o700)
    assert own_keeper.path.stat().st_uid == 0
    poll, keys = own_keeper.poll()
    paper = take(keys, poll, {"approve": []}).signed_by(own_keeper.client)
    assert len(own_keeper.client.open(poll, [paper.in_box], 1).choices) == 1


def test_root_may_name_the_user(as_root, own_keeper):
    own_keeper.kill()
    own_keeper.start(user=str(NUMBER + 1))
    assert status(own_keeper.process)["Uid"] == [str(NUMBER + 1)] * 4
    own_keeper.kill()
    own_keeper.start(user="nobody-has-this-name")
    assert own_keeper.process.returncode == 1


def test_where_nobody_may_become_another_it_says_so_and_serves(as_root, own_keeper):
    own_keeper.kill()
    own_keeper.start(wrapped=("setpriv", "--bounding-set=-setuid,-setgid", "--"))
    assert status(own_keeper.process)["Uid"] == ["0"] * 4
    assert "以启动者身份运行" in own_keeper.output
    own_keeper.poll()
    own_keeper.restart()
    assert {path.lstat().st_uid for path in own_keeper.vault.rglob("*")} == {identity_of(None)[0]}


def test_the_socket_is_of_whoever_started_it_alone(own_keeper):
    found = own_keeper.socket.stat()
    assert found.st_uid == os.getuid()
    assert stat.S_IMODE(found.st_mode) & 0o077 == 0


def test_another_user_cannot_speak_to_it(as_root, own_keeper):
    for directory in (own_keeper.path, *own_keeper.path.parents[:2]):
        directory.chmod(0o755)
    ask = f"import socket; socket.socket(socket.AF_UNIX).connect({str(own_keeper.socket)!r})"
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--", "/usr/bin/python3", "-c", ask]
    done = subprocess.run(as_nobody, capture_output=True, text=True)
    assert "PermissionError" in done.stderr


def test_no_memory_is_dumped(own_keeper):
    process = Path(f"/proc/{own_keeper.process.pid}")
    [limit] = [line for line in (process / "limits").read_text().splitlines() if line.startswith("Max core file size")]
    assert limit.split()[4:6] == ["0", "0"]
    assert status(own_keeper.process)["NoNewPrivs"] == ["1"]
    assert (process / "environ").stat().st_uid == 0  # of a process that may be dumped it is the user's own


def test_it_ends_with_whoever_started_it(own_keeper):
    own_keeper.kill()
    command = [
        sys.executable, "-m", "apps.congress.ballots.keeper", "--socket", str(own_keeper.socket),
        "--vault", str(own_keeper.vault), "--master-key", str(own_keeper.master_key),
    ]  # fmt: skip
    started = f"import subprocess; subprocess.Popen(['setpriv', '--pdeathsig', 'TERM', '--', *{command!r}]).wait()"
    own_keeper.process = subprocess.Popen([sys.executable, "-c", started], cwd=CHECKOUT, stderr=subprocess.DEVNULL)
    wait_for(lambda: answers(own_keeper))
    own_keeper.kill()
    wait_for(lambda: not answers(own_keeper))


def test_a_second_keeper_on_the_same_vault_is_refused(own_keeper):
    argv = [
        sys.executable, "-m", "apps.congress.ballots.keeper", "--socket", str(own_keeper.path / "other"),
        "--vault", str(own_keeper.vault), "--master-key", str(own_keeper.master_key),
    ]  # fmt: skip
    done = subprocess.run(argv, cwd=CHECKOUT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "正由另一个密钥保管进程使用" in done.stderr
    assert len(own_keeper.client.identity()) == 32


def test_a_listening_socket_can_be_handed_over(own_keeper):
    own_keeper.kill()
    own_keeper.socket.unlink()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(own_keeper.socket))
        listening.listen()
        argv = ["--listen-fd", str(listening.fileno()), "--vault", str(own_keeper.vault)]
        command = [sys.executable, "-m", "apps.congress.ballots.keeper", *argv]
        own_keeper.process = subprocess.Popen(
            [*command, "--master-key", str(own_keeper.master_key)], cwd=CHECKOUT, pass_fds=[listening.fileno()]
        )
        assert len(own_keeper.client.identity()) == 32


def test_nothing_of_a_ballot_is_written_down(own_keeper):
    client = own_keeper.client
    poll, keys = own_keeper.poll()
    good = take(keys, poll, {"approve": ["修桥"]}).signed_by(client)
    wrong = take(keys, poll, {"approve": ["某某某"]}).signed_by(client)
    client.check(*good.cast)
    for paper in (wrong, take(keys, poll, text=b"x")):
        with pytest.raises(DomainError):
            client.check(*paper.cast)
    with pytest.raises(DomainError):
        client.open(poll, [wrong.in_box], 2)
    client.open(poll, [good.in_box], 2)
    own_keeper.stop()
    assert own_keeper.output == "密钥保管进程已启动 / keeper is up\n密钥保管进程已停止 / keeper stopped\n"


@pytest.fixture
def line(running):
    """Sends bytes as they are and reads one answer."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(20)
        connection.connect(str(running.socket))
        answers = connection.makefile("rb")

        def ask(content: bytes) -> dict:
            connection.sendall(content + b"\n")
            return json.loads(answers.readline())

        yield ask


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"5", b"null", b"\xff", b"{}", b'{"act":"sing"}', b'{"act":[]}', b'{"act":null}',
        b'{"act":"sign"}', b'{"act":"sign","poll":5,"blinded":""}', b'{"act":"sign","poll":"x","blinded":""}',
        b'{"act":"create"}', b'{"act":"create","definition":5}', b'{"act":"destroy","poll":"../../etc"}',
        b'{"act":"sign","poll":"00000000-0000-0000-0000-000000000000","blinded":"?"}',
        b'{"act":"open","poll":"00000000-0000-0000-0000-000000000000","ballots":[["x","","",""]],"issued":1}',
        b'{"act":"open","poll":"00000000-0000-0000-0000-000000000000","ballots":[],"issued":-1}',
        b'{"act":"open","poll":"00000000-0000-0000-0000-000000000000","ballots":[],"issued":true}',
        b'{"act":"open","poll":"00000000-0000-0000-0000-000000000000","ballots":5,"issued":1}',
        b"[" * 100_000, b'{"act":"sign","poll":' + b"9" * 5000 + b"}",
    ],
)  # fmt: skip
def test_what_makes_no_sense_gets_an_answer_and_the_talk_goes_on(line, content):
    assert line(content)["refused"] == MALFORMED
    assert "head_key" in line(b'{"act":"identity"}')


def test_a_fault_of_the_keepers_own_is_asked_again(own_keeper):
    poll, keys = own_keeper.poll()
    paper = take(keys, poll, {"approve": []})
    own_keeper.kill()
    (own_keeper.of(poll) / "checked").mkdir()  # nothing that the keeper foresees
    own_keeper.start()
    with pytest.raises(Fault) as caught:
        own_keeper.client.sign(poll, paper.blinded)
    assert (caught.value.sentence, caught.value.status) == (FAULT, 503)
    (own_keeper.of(poll) / "checked").rmdir()
    assert paper.signed_by(own_keeper.client)


def test_a_request_that_is_too_long_is_refused(line, keeper):
    assert line(b" " * (LIMIT + 1000))["refused"] == TOO_LONG
    assert len(keeper.identity()) == 32


def test_a_box_that_is_too_long_is_refused_before_it_is_sent(running, keeper):
    poll, _ = running.poll()
    with pytest.raises(DomainError, match=r"64 MB"):
        keeper.open(poll, [("00" * 32, b"", b"", bytes(LIMIT))], 1)


def test_whoever_hangs_up_in_the_middle_disturbs_nobody(running, keeper):
    for content in (b"", b'{"act":"ident', b'{"act":"identity"}\n'):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(running.socket))
            connection.sendall(content)
    assert len(keeper.identity()) == 32


def test_nobody_on_the_socket_is_said_in_words_for_the_voter(tmp_path):
    with pytest.raises(KeeperDown) as caught:
        Keeper(str(tmp_path / "nobody")).identity()
    assert caught.value.sentence == DOWN
    assert caught.value.status == 503


def test_a_keeper_that_does_not_answer_in_time_is_down(tmp_path):
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "silent"))
        silent.listen()
        began = time.monotonic()
        with pytest.raises(KeeperDown):
            Keeper(str(tmp_path / "silent"), timeout=0.2).identity()
        assert 0.2 <= time.monotonic() - began < 2


def test_a_voter_is_told_that_the_ballot_is_kept(tmp_path):
    keeper, poll = Keeper(str(tmp_path / "nobody")), uuid4()
    for act in (lambda: keeper.sign(poll, b""), lambda: keeper.check(poll, b"", b"", b"", b"")):
        with pytest.raises(KeeperDown, match="您的选票内容已保留"):
            act()


def test_a_restarted_keeper_is_found_again_without_an_error(own_keeper):
    other = Keeper(str(own_keeper.socket))
    identity = other.identity()
    own_keeper.restart()
    assert other.identity() == identity


def test_threads_speak_side_by_side(running, keeper):
    poll, keys = running.poll()
    papers = [take(keys, poll, {"approve": []}) for _ in range(40)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda paper: paper.signed_by(keeper), papers))
        list(threads.map(lambda paper: keeper.check(*paper.cast), papers))
    assert len(keeper.open(poll, [paper.in_box for paper in papers], 40).serials) == 40


def test_a_forked_process_takes_a_connection_of_its_own(keeper):
    keeper.identity()
    child = os.fork()
    if not child:
        os._exit(0 if len(keeper.identity()) == 32 else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert len(keeper.identity()) == 32
