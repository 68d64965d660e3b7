"""A copy of the vault is sealed, whole or refused, and takes back nothing when it is put back."""

import shutil

import pytest

from apps.congress.ballots.keeper import acts, backup
from apps.congress.ballots.keeper.copies import copy_check, copy_restore
from apps.congress.ballots.keeper.journal import RECORD_BYTES
from apps.congress.ballots.keeper.vault import VaultClosed
from apps.foundation.core.backup.archive import DAMAGED
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from tests.congress.ballots.keeper.voter import take


def copied(own_keeper):
    folder = own_keeper.path / "copies"
    shutil.rmtree(folder, ignore_errors=True)
    assert backup.main(["make", "--vault", str(own_keeper.vault), str(folder)]) == 0
    return next(folder.glob("keeper-*.tar"))


def put_back(own_keeper, copy, **options):
    return copy_restore(path=copy, vault=own_keeper.vault, **({"replace": False} | options))


def test_it_holds_everything_but_the_master_key_and_opens_nothing_by_itself(own_keeper):
    poll, keys = own_keeper.poll()
    paper = take(keys, poll, {"approve": []}).signed_by(own_keeper.client)
    copy = copied(own_keeper)
    assert copy_check(path=copy)["polls"] == [str(poll)]
    assert set(copy_check(path=copy)["parts"]) == {"head", f"polls/{poll}/keys", f"polls/{poll}/signed"}
    assert copy.stat().st_mode & 0o777 == 0o600
    assert own_keeper.master_key.read_bytes() not in copy.read_bytes()
    identity = own_keeper.client.identity()
    own_keeper.kill()
    shutil.rmtree(own_keeper.vault)
    put_back(own_keeper, copy)
    own_keeper.start()
    assert own_keeper.client.identity() == identity
    own_keeper.client.check(*paper.cast)
    assert len(own_keeper.client.open(poll, [paper.in_box], 1).serials) == 1


def test_a_copy_that_was_cut_short_or_changed_is_refused_and_changes_nothing(own_keeper):
    own_keeper.poll()
    copy = copied(own_keeper)
    own_keeper.kill()
    before = {file: file.read_bytes() for file in own_keeper.vault.rglob("*") if file.is_file()}
    whole = copy.read_bytes()
    for damaged in (whole[:-1], whole[: len(whole) // 2], whole.replace(b"polls", b"polly", 1), b""):
        copy.write_bytes(damaged)
        with pytest.raises(DomainError, match=DAMAGED[:10]):
            put_back(own_keeper, copy)
    assert {file: file.read_bytes() for file in own_keeper.vault.rglob("*") if file.is_file()} == before


def test_a_backup_of_the_database_is_not_taken_for_one(own_keeper, tmp_path, capsys):
    own_keeper.kill()
    assert backup.main(["restore", "--vault", str(own_keeper.vault), str(tmp_path / "none.tar")]) == 1
    assert "找不到备份文件" in capsys.readouterr().err
    assert backup.main(["make", "--vault", str(tmp_path), str(tmp_path / "copies")]) == 1
    assert "不是密钥保管库" in capsys.readouterr().err


def test_nothing_is_put_back_under_a_running_keeper(own_keeper):
    copy = copied(own_keeper)
    with pytest.raises(VaultClosed, match="正由另一个"):
        put_back(own_keeper, copy)


def test_an_older_copy_takes_back_no_signature_no_opening_and_no_destruction(own_keeper):
    client = own_keeper.client
    (opened, keys), (ended, _) = own_keeper.poll(), own_keeper.poll()
    papers = [take(keys, opened, {"approve": []}) for _ in range(3)]
    papers[0].signed_by(client)
    copy = copied(own_keeper)
    for paper in papers[1:]:
        paper.signed_by(client)
    client.open(opened, [paper.in_box for paper in papers], 3)
    client.destroy(ended)
    own_keeper.kill()
    assert put_back(own_keeper, copy).added == []
    own_keeper.start()
    assert (own_keeper.of(opened) / "signed").stat().st_size == 3 * RECORD_BYTES
    with pytest.raises(Conflict, match=acts.OPENED_OTHERWISE):
        client.open(opened, [papers[0].in_box], 3)
    with pytest.raises(WrongState, match=acts.DESTROYED):
        client.sign(ended, papers[0].blinded)


def test_damaged_keys_are_replaced_when_asked_and_signatures_since_are_kept(own_keeper):
    poll, keys = own_keeper.poll()
    copy = copied(own_keeper)
    paper = take(keys, poll, {"approve": []}).signed_by(own_keeper.client)
    own_keeper.kill()
    file = own_keeper.of(poll) / "keys"
    file.write_bytes(file.read_bytes()[:-1])
    assert put_back(own_keeper, copy).kept == [f"polls/{poll}/keys"]
    assert put_back(own_keeper, copy, replace=True).added == [f"polls/{poll}/keys"]
    own_keeper.start()
    own_keeper.client.check(*paper.cast)
    assert own_keeper.client.compare(poll, [paper.blinded], []).signed == 1


def test_copies_with_keys_that_were_destroyed_since_are_named(own_keeper, capsys):
    poll, _ = own_keeper.poll()
    copy = copied(own_keeper)
    own_keeper.client.destroy(poll)
    copy = copy.rename(copy.with_name("keeper-20260101-000000.tar"))
    assert backup.main(["make", "--vault", str(own_keeper.vault), str(copy.parent)]) == 0
    assert f"请删除:{copy}" in capsys.readouterr().out


def test_the_vault_is_compared_with_what_the_database_knows(own_keeper):
    client = own_keeper.client
    poll, keys = own_keeper.poll()
    signed, strange, unsigned = (take(keys, poll, {"approve": []}) for _ in range(3))
    for paper in (signed, strange):
        paper.signed_by(client)
    client.check(*signed.cast)
    client.stored(poll, signed.serial)
    found = client.compare(poll, [signed.blinded, unsigned.blinded], [])
    assert (found.keys, found.signing_key) == ("voting", keys.signing_key)
    assert (found.signed, found.checked, found.strange, found.unsigned, found.missing) == (2, 1, 1, 1, 1)
    assert client.compare(poll, [signed.blinded, strange.blinded], [signed.serial])[4:] == (0, 0, 0)
    client.destroy(poll)
    assert client.compare(poll, [], []).keys == "destroyed"
