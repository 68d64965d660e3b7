"""The journal of what was signed for one poll: SHA-256 of every blinded value, once, in records of 36 bytes.

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


def _whole_records(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content) - RECORD_BYTES + 1, RECORD_BYTES):
        digest = content[start : start + DIGEST_BYTES]
        if content[start : start + RECORD_BYTES] != record(digest):
            return
        yield digest


class Journal:
    """The file; `length` bytes of it are known to be on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        content = path.read_bytes() if path.exists() else b""
        self.found = tuple(_whole_records(content))
        self.length = len(self.found) * RECORD_BYTES
        if self.length < len(content):
            os.truncate(path, self.length)

    def append(self, digests: Iterable[bytes]) -> None:
        """On disk when this returns. Raises OSError, and then the records are those of before."""
        content = b"".join(map(record, digests))
        file = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.ftruncate(file, self.length)
            if os.pwrite(file, content, self.length) < len(content):
                raise OSError("the record was cut short")
            os.fsync(file)
            if not self.length:
                sync_directory(self.path.parent)
        except OSError:
            with suppress(OSError):  # else the next write cuts it off
                os.ftruncate(file, self.length)
            raise
        finally:
            os.close(file)
        self.length += len(content)
