"""The archive: a tar file whose last member is the manifest, followed by the SHA-256 of all that stands before."""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from apps.foundation.core.errors import DomainError

FORMAT = 1
DUMP, FILES, MANIFEST = "database.dump", "files", "manifest.json"
SEAL_MARK = b"\nsha256:"
SEAL_SIZE = len(SEAL_MARK) + 64
CHUNK = 1024 * 1024
Parts = dict[str, dict[str, Any]]
"""Of every member its size and SHA-256."""
DAMAGED = "备份文件已损坏或不完整(末尾被截断,或有字节被改动),没有恢复任何数据。请换一份备份,或重新拷贝此文件。"


@dataclass(slots=True)
class Manifest:
    """What an archive holds. `parts` maps a member to its size and SHA-256, `tables` a table to its row count."""

    made_at: str
    portal_version: str
    server_version: int
    dump_major: int
    tables: dict[str, int]
    migrations: list[str]
    key_check: str
    audit_head: str
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)
    format: int = FORMAT


def write(path: Path, dump: Path, files: Path, manifest: Manifest) -> None:
    """Write an archive of a dump and a folder of files; the manifest learns size and SHA-256 of every part."""

    def members() -> Iterator[tuple[str, BinaryIO]]:
        with dump.open("rb") as source:
            yield DUMP, source
        for file in sorted(item for item in files.rglob("*") if item.is_file()):
            try:
                source = file.open("rb")
            except FileNotFoundError:  # a roster or report that was thrown away while the files before it were read
                continue
            with source:
                yield str(PurePosixPath(FILES, *file.relative_to(files).parts)), source

    def described(parts: Parts) -> dict[str, Any]:
        manifest.parts = parts
        return asdict(manifest)

    write_sealed(path, members(), described)


def unpack(path: Path, into: Path) -> Manifest:
    """Check the archive to its last byte while unpacking it into an empty folder. Raises DomainError if damaged."""
    return Manifest(**unpack_sealed(path, into, is_ours=_is_ours))


def check(path: Path) -> Manifest:
    """Check the archive to its last byte and write nothing. Raises DomainError if damaged."""
    return Manifest(**unpack_sealed(path, None, is_ours=_is_ours))


def write_sealed(
    path: Path, members: Iterable[tuple[str, BinaryIO]], described: Callable[[Parts], dict[str, Any]]
) -> None:
    """Write an archive beside its name and rename it when it is complete and on disk. Nothing is left of one that
    fails. `described` makes the manifest, which must hold "format" and "parts"."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w+b") as target:
            os.fchmod(target.fileno(), 0o600)
            parts: Parts = {}
            with tarfile.open(fileobj=target, mode="w") as tar:
                for name, source in members:
                    parts[name] = _add(tar, name, source)
                text = json.dumps(described(parts), ensure_ascii=False, indent=1).encode()
                _append(tar, MANIFEST, io.BytesIO(text), len(text))
            size = target.tell()
            target.write(SEAL_MARK + _digest(target, size).encode())
            target.flush()
            os.fsync(target.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def unpack_sealed(path: Path, into: Path | None, *, is_ours: Callable[[str], bool]) -> dict[str, Any]:
    """The manifest of an archive, checked to its last byte while it is unpacked; without `into` it is only checked.
    Raises DomainError if damaged."""
    if not path.is_file():
        raise DomainError(f"找不到备份文件 {path},请核对路径。")
    with path.open("rb") as source:
        _require_sealed(source, path.stat().st_size)
        source.seek(0)
        try:
            with tarfile.open(fileobj=source, mode="r:") as tar:
                found = {member.name: _extract(tar, member, into, is_ours) for member in tar}
                manifest = _read_manifest(tar)
        except tarfile.TarError as error:
            raise DomainError(DAMAGED) from error
    found.pop(MANIFEST, None)
    if found != manifest["parts"]:
        raise DomainError(DAMAGED)
    return manifest


def _add(tar: tarfile.TarFile, name: str, source: BinaryIO) -> dict[str, Any]:
    size = source.seek(0, io.SEEK_END)
    described = {"size": size, "sha256": _digest(source, size)}
    source.seek(0)
    _append(tar, name, source, size)
    return described


def _append(tar: tarfile.TarFile, name: str, source: Any, size: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    tar.addfile(member, source)


def _require_sealed(source: BinaryIO, size: int) -> None:
    body = size - SEAL_SIZE
    if body < 0:
        raise DomainError(DAMAGED)
    digest = _digest(source, body)
    if source.read() != SEAL_MARK + digest.encode():
        raise DomainError(DAMAGED)


def _digest(source: BinaryIO, size: int) -> str:
    """SHA-256 of the first `size` bytes; leaves the file right behind them."""
    source.seek(0)
    digest = hashlib.sha256()
    for chunk in _chunks(source, size):
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(source: Any, size: int) -> Iterator[bytes]:
    while size > 0 and (chunk := source.read(min(CHUNK, size))):
        size -= len(chunk)
        yield chunk


def _extract(
    tar: tarfile.TarFile, member: tarfile.TarInfo, into: Path | None, is_ours: Callable[[str], bool]
) -> dict[str, Any]:
    source = tar.extractfile(member) if member.isreg() else None
    if source is None or not (member.name == MANIFEST or is_ours(member.name)):
        raise DomainError(f"备份文件中有不该有的内容“{member.name[:80]}”,没有恢复任何数据。")
    digest, size = hashlib.sha256(), 0
    with _target(into, member.name) as out:
        for chunk in _chunks(source, member.size):
            out.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return {"size": size, "sha256": digest.hexdigest()}


def _target(into: Path | None, name: str) -> BinaryIO:
    if into is None:
        return open(os.devnull, "wb")
    (into / name).parent.mkdir(parents=True, exist_ok=True)
    return (into / name).open("xb")


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    inside = len(parts) > 1 and parts[0] == FILES and ".." not in parts and "\\" not in name
    return name == DUMP or inside


def _read_manifest(tar: tarfile.TarFile) -> dict[str, Any]:
    member = next((member for member in tar if member.name == MANIFEST), None)
    source = tar.extractfile(member) if member else None
    if source is None:
        raise DomainError(DAMAGED)
    values: dict[str, Any] = json.loads(source.read())
    if values.get("format") != FORMAT:
        raise DomainError("备份文件的格式不是本系统能读的,请用做备份时的系统版本恢复。")
    return values
