"""A journal of one poll, in records of 36 bytes: SHA-256 of every blinded value signed, or every serial checked.

A record ends with a checksum, so that a tail torn by a crash is told from a record. A tail was never answered:
signatures leave only after their record is on disk.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from apps.congress.ballots.keeper.files import sync_directory

DIGEST_BYTES, RECORD_BYTES = 32, 36


def record(digest: bytes) -> bytes:
    return digest + crc32(digest).to_bytes(4)


def whole_records(content: bytes) -> Iterator[bytes]:
    """The digests of a journal up to its torn tail."""
    for start in range(0, len(content) - RECORD_BYTES + 1, RECORD_BYTES):
        digest = content[start : start + DIGEST_BYTES]
        if content[start : start + RECORD_BYTES] != record(digest):
            return
        yield digest


class Journal:
    """The file; `length` bytes of it are whole records.

    `synced`: they are on disk before anybody is answered. Else a crash of the machine may lose the last ones.
    """

    def __init__(self, path: Path, *, synced: bool = True) -> None:
        self.path, self.synced = path, synced
        content = path.read_bytes() if path.exists() else b""
        self.found = tuple(whole_records(content))
        self.length = len(self.found) * RECORD_BYTES
        if self.length < len(content):
            os.truncate(path, self.length)

    def append(self, digests: Iterable[bytes]) -> None:
        """On disk when this returns, if `synced`. Raises OSError, and then the records are those of before."""
        content = b"".join(map(record, digests))
        file = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.ftruncate(file, self.length)
            if os.pwrite(file, content, self.length) < len(content):
                raise OSError("the record was cut short")
            if self.synced:
                self._sync(file)
        except OSError:
            with suppress(OSError):  # else the next write cuts it off
                os.ftruncate(file, self.length)
            raise
        finally:
            os.close(file)
        self.length += len(content)

    def _sync(self, file: int) -> None:
        os.fsync(file)
        if not self.length:
            sync_directory(self.path.parent)
