"""Killed at any moment, torn, full: what was answered stands, what was refused has changed nothing."""

import hashlib
import os
import resource
import subprocess
import threading
import time
from contextlib import suppress
from uuid import UUID

import pytest

from apps.congress.ballots.keeper import acts
from apps.congress.ballots.keeper.client import KeeperDown
from apps.congress.ballots.keeper.journal import RECORD_BYTES, Journal
from apps.congress.ballots.keeper.refusals import NO_ROOM, NoRoom
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from tests.congress.ballots.keeper.voter import definition, take

ROUNDS, THREADS = 4, 4


def digest(paper) -> bytes:
    return hashlib.sha256(paper.blinded).digest()


def at_once(*works) -> list[threading.Thread]:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    return threads


def papers_of(keys, poll, number: int) -> list:
    return [take(keys, poll, {"approve": []}) for _ in range(number)]


def test_keys_journal_and_opening_outlive_a_kill(own_keeper):
    client = own_keeper.client
    identity, (poll, keys) = client.identity(), own_keeper.poll()
    papers = [paper.signed_by(client) for paper in papers_of(keys, poll, 3)]
    own_keeper.restart()
    assert client.identity() == identity
    client.check(*papers[0].cast)
    ballots = [paper.in_box for paper in papers]
    box = client.open(poll, ballots, 3)
    own_keeper.restart()
    assert client.open(poll, ballots, 3) == box
    with pytest.raises(Conflict, match=acts.OPENED_OTHERWISE):
        client.open(poll, ballots[:1], 3)
    with pytest.raises(WrongState, match=acts.OPENED):
        client.sign(poll, papers[0].blinded)
    client.destroy(poll)
    own_keeper.restart()
    with pytest.raises(WrongState, match=acts.DESTROYED):
        client.open(poll, ballots, 3)


def until(condition, seconds: float = 60) -> None:
    """Wait for something to have happened, however slow the machine is."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_every_signature_given_away_is_counted_when_the_keeper_is_killed_while_signing(own_keeper):
    client = own_keeper.client
    poll, keys = own_keeper.poll()
    answered = {}

    def sign(papers) -> None:
        for paper in papers:
            with suppress(KeeperDown):
                answered[digest(paper)] = client.sign(poll, paper.blinded)

    asked = []
    for number in range(ROUNDS):
        works = [papers_of(keys, poll, 40) for _ in range(THREADS)]
        asked += [paper for papers in works for paper in papers]
        threads = at_once(*(lambda papers=papers: sign(papers) for papers in works))
        until(lambda floor=10 * number: len(answered) > floor)
        own_keeper.kill()
        for thread in threads:
            thread.join()
        own_keeper.start()
    assert 0 < len(answered) < len(asked)
    assert set(answered) <= set(Journal(own_keeper.of(poll) / "signed").found)
    assert all(
        client.sign(poll, paper.blinded) == answered[digest(paper)] for paper in asked if digest(paper) in answered
    )


def test_keys_given_away_exist_when_the_keeper_is_killed_while_creating(own_keeper):
    client, created = own_keeper.client, {}

    def create() -> None:
        with suppress(KeeperDown):
            while len(created) < 1000:
                made = definition()
                created[made["poll"]] = made, client.create(made)

    for number in range(ROUNDS):
        threads = at_once(create, create)
        until(lambda floor=number: len(created) > floor)
        time.sleep(0.02 * number)
        own_keeper.kill()
        for thread in threads:
            thread.join()
        own_keeper.start()
    assert created
    assert all(client.create(made) == keys for made, keys in created.values())
    assert list(own_keeper.vault.rglob("*.new")) == []


def test_a_box_whose_opening_was_killed_opens_the_same_afterwards(own_keeper):
    client = own_keeper.client
    poll, keys = own_keeper.poll()
    ballots = [paper.signed_by(client).in_box for paper in papers_of(keys, poll, 150)]
    for pause in (0.02, 0.05, 0.08, 0.11):

        def open_box() -> None:
            with suppress(KeeperDown):
                client.open(poll, ballots, 150)

        [thread] = at_once(open_box)
        time.sleep(pause)
        own_keeper.kill()
        thread.join()
        own_keeper.start()
    box = client.open(poll, ballots, 150)
    assert len(box.serials) == 150
    assert client.open(poll, ballots[::-1], 150) == box
    with pytest.raises(Conflict):
        client.open(poll, ballots[:-1], 150)


@pytest.mark.parametrize("tail", [b"\x01", b"\x01" * 35, bytes(36), bytes(4096), b"\x01" * 36])
def test_a_torn_tail_is_cut_off_and_the_next_record_follows_the_last_whole_one(own_keeper, tail):
    client = own_keeper.client
    poll, keys = own_keeper.poll()
    first, second = papers_of(keys, poll, 2)
    first.signed_by(client)
    own_keeper.kill()
    file = own_keeper.of(poll) / "signed"
    file.write_bytes(file.read_bytes() + tail)
    own_keeper.start()
    second.signed_by(client)
    assert file.stat().st_size == 2 * RECORD_BYTES
    assert Journal(file).found == (digest(first), digest(second))
    assert len(client.open(poll, [first.in_box, second.in_box], 2).serials) == 2


def test_the_keeper_knows_whose_keys_are_not_destroyed(own_keeper):
    client = own_keeper.client
    assert client.living() == []
    (kept, _), (destroyed, _) = own_keeper.poll(), own_keeper.poll()
    assert sorted(client.living()) == sorted([kept, destroyed])
    client.destroy(destroyed)
    assert client.living() == [kept]
    own_keeper.restart()
    assert client.living() == [kept]


def test_drafts_of_a_killed_write_are_removed(own_keeper):
    poll, _ = own_keeper.poll()
    own_keeper.kill()
    draft = own_keeper.of(poll) / "keys.new"
    draft.write_bytes(b"half")
    own_keeper.start()
    assert not draft.exists()


def test_a_destruction_cut_off_is_finished_at_the_next_start(own_keeper):
    poll, _ = own_keeper.poll()
    own_keeper.kill()
    (own_keeper.of(poll) / "destroyed").touch()
    assert (own_keeper.of(poll) / "keys").exists()
    own_keeper.start()
    assert not (own_keeper.of(poll) / "keys").exists()


class FullDisk:
    """Files of the running keeper can grow no longer than `length` bytes; the kernel cuts the write short."""

    def __init__(self, process: subprocess.Popen, length: int) -> None:
        self.pid, self.length = process.pid, length

    def __enter__(self) -> None:
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (self.length, resource.RLIM_INFINITY))

    def __exit__(self, *_) -> None:
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def refused_for_room(act) -> None:
    with pytest.raises(NoRoom) as caught:
        act()
    assert (caught.value.sentence, caught.value.status) == (NO_ROOM, 503)


def work_through_a_full_disk(client, poll, keys, full, room_for_two) -> None:
    papers = papers_of(keys, poll, 3)
    papers[0].signed_by(client)
    other = definition()
    with room_for_two():
        refused_for_room(lambda: [client.sign(poll, paper.blinded) for paper in papers])
        client.sign(poll, papers[0].blinded)  # already recorded
        client.check(*papers[0].cast)
    with full():
        refused_for_room(lambda: client.create(other))
        refused_for_room(lambda: client.open(poll, [papers[0].in_box], 3))
    for paper in papers:
        paper.signed_by(client)
    client.create(other)
    assert len(client.open(poll, [paper.in_box for paper in papers], 3).serials) == 3


def test_a_disk_that_takes_no_more_refuses_and_changes_nothing(own_keeper):
    own_keeper.kill()
    own_keeper.start(user=str(os.getuid()))  # limits of another user's process are not ours to set
    poll, keys = own_keeper.poll()

    def full():
        return FullDisk(own_keeper.process, 0)

    def room_for_two():
        return FullDisk(own_keeper.process, 2 * RECORD_BYTES + 5)

    work_through_a_full_disk(own_keeper.client, poll, keys, full, room_for_two)
    assert (own_keeper.of(poll) / "signed").stat().st_size == 3 * RECORD_BYTES
    assert list(own_keeper.vault.rglob("*.new")) == []


@pytest.fixture
def small_disk(tmp_path, as_root):
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k,mode=700", "tmpfs", str(place)])
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_file_system_refuses_and_works_again_when_there_is_room(small_disk, own_keeper):
    own_keeper.kill()
    own_keeper.vault = small_disk / "vault"
    own_keeper.start()
    poll, keys = own_keeper.poll()
    paper, other = take(keys, poll, {"approve": []}), definition()
    ballast = small_disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    assert os.statvfs(small_disk).f_bavail == 0
    refused_for_room(lambda: own_keeper.client.sign(poll, paper.blinded))
    refused_for_room(lambda: own_keeper.client.create(other))
    refused_for_room(lambda: own_keeper.client.open(poll, [], 0))
    ballast.unlink()
    paper.signed_by(own_keeper.client)
    own_keeper.client.create(other)
    assert len(own_keeper.client.open(poll, [paper.in_box], 1).serials) == 1


def test_the_master_key_belongs_to_the_vault(own_keeper):
    poll, _ = own_keeper.poll()
    own_keeper.kill()
    key = own_keeper.master_key.read_bytes()
    own_keeper.master_key.write_bytes(bytes(32))
    own_keeper.start()
    assert own_keeper.process.returncode == 1
    assert "无法用这把主密钥打开" in own_keeper.output
    own_keeper.master_key.unlink()
    own_keeper.start()
    assert own_keeper.process.returncode == 1
    assert "找不到主密钥" in own_keeper.output
    assert not own_keeper.master_key.exists()
    own_keeper.master_key.write_bytes(key)
    own_keeper.start()
    assert own_keeper.client.create(definition(UUID(int=poll.int ^ 1))).ballot_size == 256


def test_keys_put_in_the_place_of_another_polls_do_not_open(own_keeper):
    (poll, keys), (other, _) = own_keeper.poll(), own_keeper.poll()
    own_keeper.kill()
    (own_keeper.of(other) / "keys").write_bytes((own_keeper.of(poll) / "keys").read_bytes())
    own_keeper.start()
    with pytest.raises(DomainError, match="内部出错"):
        own_keeper.client.sign(other, take(keys, other, {}).blinded)
    own_keeper.client.sign(poll, take(keys, poll, {}).blinded)
    assert "fault: VaultClosed" in own_keeper.output


def test_the_vault_holds_no_key_in_the_clear(own_keeper):
    _, keys = own_keeper.poll()
    content = b"".join(file.read_bytes() for file in own_keeper.vault.rglob("*") if file.is_file())
    assert content
    for part in (keys.signing_key[-100:], keys.sealing_key, "修桥".encode(), own_keeper.master_key.read_bytes()):
        assert part not in content
        assert part.hex().encode() not in content
