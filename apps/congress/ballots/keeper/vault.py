"""Where the keys lie: one directory per poll, every key encrypted under a master key that lies elsewhere.

head                    the long-lived Ed25519 key that signs the heads of boxes
polls/<uuid>/keys       definition and private keys of the poll
polls/<uuid>/signed     journal of blinded values signed
polls/<uuid>/checked    journal of serials found valid and stored
polls/<uuid>/opened     the set of ballots that was opened, the first time
polls/<uuid>/destroyed  tombstone: the keys have been destroyed
"""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from apps.congress.ballots.keeper.files import make_directory, remove_drafts, shred, write_whole
from apps.congress.ballots.keeper.journal import Journal
from apps.congress.ballots.keeper.keys import PollKeys
from apps.congress.ballots.rules.secrecy import canonical

FORMAT = b"congress-keeper/1"
KEY_BYTES, NONCE_BYTES = 32, 12


class VaultClosed(Exception):
    """The vault cannot be used as it is; the two sentences are for the administrator."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese}\n{english}")


@contextmanager
def locked(vault: Path) -> Iterator[None]:
    """One keeper, or one restore, per vault; the kernel drops the lock with the process."""
    file = os.open(vault / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise VaultClosed(
                f"{vault} 正由另一个密钥保管进程使用。", f"{vault} is in use by another keeper."
            ) from error
        yield
    finally:
        os.close(file)


def master_key(file: Path, vault: Path) -> bytes:
    """The key under which everything in the vault is encrypted; made once, for a vault that is empty."""
    if not file.exists():
        if (vault / "head").exists():
            raise VaultClosed(
                f"找不到主密钥 {file},保管库无法打开:请从单独保存的备份中恢复这个文件后重新启动。",
                f"The master key {file} is missing: put it back from where its copy is kept, then start again.",
            )
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, secrets.token_bytes(KEY_BYTES))
    key = file.read_bytes()
    if len(key) != KEY_BYTES:
        raise VaultClosed(
            f"{file} 不是主密钥(应为 {KEY_BYTES} 字节)。", f"{file} is no master key: {KEY_BYTES} bytes expected."
        )
    return key


class Vault:
    """The files below `path`; every method leaves them whole, wherever it is cut off."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path, self._cipher = path, AESGCM(key)
        make_directory(path / "polls")
        remove_drafts(path)
        for tombstone in path.glob("polls/*/destroyed"):
            shred(tombstone.with_name("keys"))
        self.head_key = self._head_key()

    def _head_key(self) -> Ed25519PrivateKey:
        if not (self.path / "head").exists():
            self._write_sealed("head", secrets.token_bytes(KEY_BYTES))
        return Ed25519PrivateKey.from_private_bytes(self._read_sealed("head"))

    def _write_sealed(self, name: str, content: bytes) -> None:
        nonce = secrets.token_bytes(NONCE_BYTES)
        write_whole(self.path / name, FORMAT + nonce + self._cipher.encrypt(nonce, content, self._place(name)))

    def _read_sealed(self, name: str) -> bytes:
        content = (self.path / name).read_bytes()
        nonce = content[len(FORMAT) : len(FORMAT) + NONCE_BYTES]
        try:
            return self._cipher.decrypt(nonce, content[len(FORMAT) + NONCE_BYTES :], self._place(name))
        except (InvalidTag, ValueError) as error:
            raise VaultClosed(
                f"保管库中的 {name} 无法用这把主密钥打开:请换上与保管库相配的主密钥,或恢复未损坏的备份。",
                f"{name} does not open under this master key: use the vault's own, or an intact copy of the vault.",
            ) from error

    @staticmethod
    def _place(name: str) -> bytes:
        """What a file is bound to, so that one cannot be put in place of another."""
        return FORMAT + name.encode()

    def _of(self, poll: UUID) -> Path:
        return self.path / "polls" / str(poll)

    def keys(self, poll: UUID) -> PollKeys | None:
        if not (self._of(poll) / "keys").exists():
            return None
        return PollKeys.stored(json.loads(self._read_sealed(f"polls/{poll}/keys")))

    def living(self) -> list[UUID]:
        """The polls whose keys have not been destroyed."""
        return [
            poll for file in self.path.glob("polls/*/keys") if not self.is_destroyed(poll := UUID(file.parent.name))
        ]

    def keep(self, keys: PollKeys) -> None:
        make_directory(self._of(keys.poll))
        self._write_sealed(f"polls/{keys.poll}/keys", canonical(keys.as_stored()))

    def journal(self, poll: UUID) -> Journal:
        return Journal(self._of(poll) / "signed")

    def checked(self, poll: UUID) -> Journal:
        return Journal(self._of(poll) / "checked", synced=False)

    def opening(self, poll: UUID) -> dict[str, Any] | None:
        """What was opened the first time; None before."""
        file = self._of(poll) / "opened"
        return json.loads(file.read_bytes()) if file.exists() else None

    def mark_opened(self, poll: UUID, opening: dict[str, Any]) -> None:
        write_whole(self._of(poll) / "opened", canonical(opening))

    def is_destroyed(self, poll: UUID) -> bool:
        return (self._of(poll) / "destroyed").exists()

    def destroy(self, poll: UUID) -> None:
        """The tombstone first: a destruction cut off is finished at the next start."""
        make_directory(self._of(poll))
        if not self.is_destroyed(poll):
            write_whole(self._of(poll) / "destroyed", b"")
        shred(self._of(poll) / "keys")


def belongs_to(path: Path, user: int, group: int) -> None:
    """Give the vault or a file of it to the keeper's user; a restored backup belongs to whoever restored it."""
    for found in (path, *path.rglob("*")):
        if found.lstat().st_uid != user:
            os.lchown(found, user, group)
