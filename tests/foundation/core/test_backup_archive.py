"""An archive vouches for every byte; whatever else somebody hands in is refused."""

import io
import tarfile
from pathlib import Path

import pytest

from apps.foundation.core.backup import archive
from apps.foundation.core.backup.archive import Manifest
from apps.foundation.core.errors import DomainError


@pytest.fixture
def made(tmp_path) -> Path:
    """An archive of a made-up dump and two files."""
    (tmp_path / "files" / "2026").mkdir(parents=True)
    (tmp_path / "files" / "2026" / "报告.pdf").write_bytes(b"%PDF" + bytes(range(256)) * 20)
    (tmp_path / "files" / "空.txt").write_bytes(b"")
    (tmp_path / "dump").write_bytes(b"PGDMP" + bytes(range(256)) * 300)
    manifest = Manifest("2026-03-20T09:00:00+08:00", "0.1", 15, 15, {"people_person": 3}, ["people.0001"], "k", "h")
    archive.write(tmp_path / "made.tar", tmp_path / "dump", tmp_path / "files", manifest)
    return tmp_path / "made.tar"


@pytest.fixture
def target(tmp_path) -> Path:
    (tmp_path / "target").mkdir()
    return tmp_path / "target"


def refusal(path: Path, target: Path) -> str:
    with pytest.raises(DomainError) as caught:
        archive.unpack(path, target)
    return caught.value.sentence


def sealed(path: Path, content: bytes) -> Path:
    """Somebody's own tar file, sealed as ours are."""
    path.write_bytes(content)
    with path.open("r+b") as target:
        target.seek(0, io.SEEK_END)
        digest = archive._digest(target, len(content))
        target.write(archive.SEAL_MARK + digest.encode())
    return path


def tar_of(name: str, kind: bytes = tarfile.REGTYPE) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        tar.addfile(member)
    return buffer.getvalue()


def test_what_goes_in_comes_out(made, target):
    manifest = archive.unpack(made, target)
    assert (target / "files" / "2026" / "报告.pdf").read_bytes() == b"%PDF" + bytes(range(256)) * 20
    assert (target / "database.dump").stat().st_size == 5 + 256 * 300
    assert manifest.tables == {"people_person": 3}
    assert manifest.parts["files/空.txt"] == {
        "size": 0,
        "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    }


def test_a_file_that_is_thrown_away_meanwhile_is_left_out(tmp_path, target, monkeypatch):
    files = tmp_path / "files"
    files.mkdir()
    for name in "abc":
        (files / name).write_bytes(name.encode())
    add = archive._add

    def add_slowly(tar, name, source):
        (files / "b").unlink(missing_ok=True)
        return add(tar, name, source)

    monkeypatch.setattr(archive, "_add", add_slowly)
    (tmp_path / "dump").write_bytes(b"PGDMP")
    archive.write(tmp_path / "made.tar", tmp_path / "dump", files, Manifest("", "0.1", 15, 15, {}, [], "k", "h"))
    assert set(archive.unpack(tmp_path / "made.tar", target).parts) == {"database.dump", "files/a", "files/c"}


def test_every_single_flipped_byte_is_refused(made, target):
    content = bytearray(made.read_bytes())
    for position in [*range(0, len(content), 997), len(content) - 1]:
        content[position] ^= 1
        made.write_bytes(content)
        assert refusal(made, target).startswith("备份文件已损坏或不完整")
        content[position] ^= 1


@pytest.mark.parametrize("missing", [1, 71, 72, 600, 20_000, 80_000])
def test_a_file_cut_short_is_refused(made, target, missing):
    made.write_bytes(made.read_bytes()[:-missing])
    assert refusal(made, target).startswith("备份文件已损坏或不完整")
    assert list(target.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not a backup", b"\0" * 20_000])
def test_what_is_no_backup_is_refused(tmp_path, target, content):
    (tmp_path / "x.tar").write_bytes(content)
    assert refusal(tmp_path / "x.tar", target).startswith("备份文件已损坏或不完整")


def test_an_archive_without_manifest_is_refused(tmp_path, target):
    assert refusal(sealed(tmp_path / "x.tar", tar_of("database.dump")), target).startswith("备份文件已损坏或不完整")


@pytest.mark.parametrize("name", ["../evil", "/etc/cron.d/evil", "files/../../evil", "files", "other"])
def test_members_outside_our_folders_are_refused(tmp_path, target, name):
    assert "不该有的内容" in refusal(sealed(tmp_path / "x.tar", tar_of(name)), target)
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_refused(tmp_path, target, kind):
    assert "不该有的内容" in refusal(sealed(tmp_path / "x.tar", tar_of("files/link", kind)), target)


def test_a_missing_file_is_named(tmp_path, target):
    assert refusal(tmp_path / "none.tar", target) == f"找不到备份文件 {tmp_path / 'none.tar'},请核对路径。"


def test_nobody_else_may_read_a_backup(made):
    assert made.stat().st_mode & 0o777 == 0o600
    assert not made.with_name("made.tar.part").exists()
