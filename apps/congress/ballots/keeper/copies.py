"""Copies of the vault: sealed as it is, without the master key, one checked file named by its time.

A copy is made while the keeper runs and put back while it does not. Putting back adds what is lacking and takes back
nothing: what the vault knows to be signed, opened or destroyed stays so, whatever an older copy says.
"""

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from apps.congress.ballots.keeper.files import make_directory, write_whole
from apps.congress.ballots.keeper.journal import Journal, whole_records
from apps.congress.ballots.keeper.vault import locked
from apps.foundation.core.backup.archive import FORMAT, Parts, unpack_sealed, write_sealed
from apps.foundation.core.errors import Conflict, DomainError

KIND = "keeper-vault"
JOURNALS, MARKS, SECRETS = ("signed", "checked"), ("opened", "destroyed"), ("head", "keys")
OURS = re.compile(r"head|polls/[0-9a-f-]{36}/(keys|signed|checked|opened|destroyed)")
NO_COPY = "这不是密钥保管库的备份,没有恢复。数据库和文件的备份请用 manage.py restore 恢复。"


@dataclass(frozen=True, slots=True)
class Restored:
    """What putting a copy back has changed, as paths in the vault, and what it left as it was because it differs."""

    made_at: str
    added: list[str]
    kept: list[str]


def copy_make(*, vault: Path, folder: Path, at: datetime) -> tuple[Path, dict[str, Any]]:
    """Write a copy of the vault into `folder`; the keeper may run on. Returns the file and its manifest."""
    if not (vault / "head").is_file():
        raise DomainError(f"{vault} 不是密钥保管库(其中没有 head),没有备份。")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"keeper-{at.astimezone():%Y%m%d-%H%M%S}.tar"
    if path.exists():
        raise Conflict(f"{path} 已存在,请稍后再试或换一个目录。")
    manifest: dict[str, Any] = {"format": FORMAT, "kind": KIND, "made_at": at.isoformat(), "polls": living(vault)}

    def described(parts: Parts) -> dict[str, Any]:
        return manifest | {"parts": parts}

    write_sealed(path, _members(vault), described)
    return path, manifest


def living(vault: Path) -> list[str]:
    """The polls whose keys are there."""
    return sorted(file.parent.name for file in vault.glob("polls/*/keys") if not file.with_name("destroyed").exists())


def copy_check(*, path: Path) -> dict[str, Any]:
    """The manifest of a copy that is whole; nothing changes. Raises DomainError."""
    with TemporaryDirectory(prefix="keeper-copy-") as scratch:
        return _unpacked(path, Path(scratch))


def copy_restore(*, path: Path, vault: Path, replace: bool) -> Restored:
    """Put a copy back into a vault that no keeper uses: empty, or one that lost or damaged some of its files.

    Signatures, ballots checked, openings and destructions are added up. Keys that are there and differ are left, unless
    `replace`: then the copy's are taken for every poll whose keys have not been destroyed.
    """
    make_directory(vault)
    vault.chmod(0o700)
    with locked(vault), TemporaryDirectory(dir=vault, prefix=".restore-") as scratch:
        manifest = _unpacked(path, Path(scratch))
        added: list[str] = []
        kept: list[str] = []
        for name in sorted(manifest["parts"], key=_order):
            content, place = (Path(scratch) / name).read_bytes(), vault / name
            if _put(place, content, replace=replace):
                added.append(name)
            elif place.name in SECRETS and place.exists() and place.read_bytes() != content:
                kept.append(name)
    return Restored(manifest["made_at"], added, kept)


def outlived(*, folder: Path, vault: Path) -> list[Path]:
    """Copies in a folder that hold keys which the vault has destroyed since: they are to be deleted."""
    gone = {tombstone.parent.name for tombstone in vault.glob("polls/*/destroyed")}
    found = []
    for path in sorted(folder.glob("keeper-*.tar")):
        with suppress(DomainError):
            if gone.intersection(copy_check(path=path)["polls"]):
                found.append(path)
    return found


def _members(vault: Path) -> Iterator[tuple[str, BinaryIO]]:
    """Keys before tombstones: whatever is destroyed meanwhile is destroyed in the copy as well when it is put back."""
    yield "head", io.BytesIO((vault / "head").read_bytes())
    for folder in sorted(vault.glob("polls/*")):
        is_gone = (folder / "destroyed").exists()
        for name in ("keys", *JOURNALS, *MARKS):
            if is_gone and name == "keys":
                continue
            with suppress(FileNotFoundError):
                yield f"polls/{folder.name}/{name}", io.BytesIO((folder / name).read_bytes())


def _unpacked(path: Path, scratch: Path) -> dict[str, Any]:
    manifest = unpack_sealed(path, scratch, is_ours=lambda name: bool(OURS.fullmatch(name)))
    if manifest.get("kind") != KIND:
        raise DomainError(NO_COPY)
    return manifest


def _order(name: str) -> tuple[str, int]:
    """Marks before keys: no keys come back, even for a moment, to a poll whose copy says that they are gone."""
    folder, _, last = name.rpartition("/")
    return folder, (*MARKS, *JOURNALS, *SECRETS).index(last)


def _put(place: Path, content: bytes, *, replace: bool) -> bool:
    """Whether the file has changed."""
    make_directory(place.parent)
    if place.name in JOURNALS:
        return _add_records(place, content)
    if place.name == "keys" and place.with_name("destroyed").exists():
        return False
    if place.exists() and (place.name in MARKS or not replace or place.read_bytes() == content):
        return False
    write_whole(place, content)
    return True


def _add_records(place: Path, content: bytes) -> bool:
    journal = Journal(place)
    known = set(journal.found)
    lacking = [digest for digest in dict.fromkeys(whole_records(content)) if digest not in known]
    if lacking:
        journal.append(lacking)
    return bool(lacking)
