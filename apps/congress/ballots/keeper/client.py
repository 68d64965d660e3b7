"""The portal's side of the keeper: one method per act, each safe to repeat. Nothing that passes here is logged."""

import json
import os
import socket
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Any, BinaryIO, NamedTuple
from uuid import UUID

from apps.congress.ballots.keeper.messages import LIMIT, line, packed, refused, unpacked
from apps.congress.ballots.keeper.refusals import Unavailable

DOWN = "密钥保管进程暂时没有响应,本次操作未能确认完成,请稍候再点一次;仍不成功请管理员检查该进程是否在运行。"
DOWN_FOR_VOTERS = "密钥保管进程暂时没有响应,您的选票内容已保留,本页会自动重试;一分钟后仍不成功请告知工作人员。"
VOTERS_ACTS = {"sign", "check", "stored"}
CREATION_SECONDS = 30
SECONDS_PER_BALLOT = 0.01


class KeeperDown(Unavailable):
    """Nobody answers on the socket; whether the act was done is unknown, and repeating it is safe."""


class PublicKeys(NamedTuple):
    """What everybody may know of a poll's keys: RSA-2048 (SPKI, DER), X25519 and Ed25519 (32 bytes each)."""

    signing_key: bytes
    sealing_key: bytes
    head_key: bytes
    ballot_size: int


class Standing(NamedTuple):
    """How the vault stands to what the database knows of a poll.

    `keys`: "voting", "opened", "destroyed" or "unknown"; the numbers are 0 where there are none. `strange` values were
    signed and not issued, `unsigned` issued and not signed; `missing` ballots were confirmed and are not in the box.
    """

    keys: str
    signing_key: bytes = b""
    signed: int = 0
    checked: int = 0
    strange: int = 0
    unsigned: int = 0
    missing: int = 0


class OpenedBox(NamedTuple):
    """The two lists of a box, its head (canonical JSON) and the head's Ed25519 signature (64 bytes)."""

    serials: list[list[str]]
    choices: list[Any]
    head: str
    signature: bytes


class Connection:
    """One open socket; it is used by one thread of one process."""

    def __init__(self, path: str, timeout: float) -> None:
        self.process = os.getpid()
        self.socket = socket.socket(socket.AF_UNIX)
        try:
            self.socket.settimeout(timeout)
            self.socket.connect(path)
        except OSError:
            self.socket.close()
            raise
        self.answers: BinaryIO = self.socket.makefile("rb")

    def ask(self, request: bytes, timeout: float) -> bytes:
        """Raises OSError where the keeper went away or took too long; the connection is then of no more use."""
        self.socket.settimeout(timeout)
        self.socket.sendall(request)
        answer = self.answers.readline(LIMIT + 1)
        if not answer.endswith(b"\n"):
            raise ConnectionResetError("the keeper went away")
        return answer

    def close(self) -> None:
        with suppress(OSError):
            self.answers.close()
        self.socket.close()


class Keeper:
    """Speaks to the keeper on `socket_path`; each thread has a connection of its own.

    Every method raises KeeperDown where nobody answers within `timeout` seconds (creating and opening may take
    longer), and otherwise the DomainError that the keeper refuses with.
    """

    def __init__(self, socket_path: str, timeout: float = 10) -> None:
        self.socket_path, self.timeout = socket_path, timeout
        self._local = threading.local()

    def identity(self) -> bytes:
        """The public key that the keeper signs heads with (Ed25519, 32 bytes)."""
        return unpacked(self._ask({"act": "identity"})["head_key"])

    def living(self) -> list[UUID]:
        """The polls whose keys have not been destroyed, in no order."""
        return [UUID(poll) for poll in self._ask({"act": "living"})["polls"]]

    def create(self, definition: Mapping[str, Any]) -> PublicKeys:
        """Keys for `rules.secrecy.definition_of`; the same definition gets the same keys, another one new keys.

        Raises Conflict where ballots were already signed under another definition, WrongState once destroyed.
        """
        answer = self._ask({"act": "create", "definition": definition}, CREATION_SECONDS)
        signing, sealing, head = (unpacked(answer[name]) for name in ("signing_key", "sealing_key", "head_key"))
        return PublicKeys(signing, sealing, head, answer["ballot_size"])

    def sign(self, poll: UUID, blinded: bytes) -> bytes:
        """The blind signature (256 bytes) of a blinded value (256 bytes), the same for the same value.

        Raises WrongState where the poll has no keys or was opened, DomainError where the value cannot be signed.
        """
        return unpacked(self._ask({"act": "sign", "poll": str(poll), "blinded": packed(blinded)})["signature"])

    def check(self, poll: UUID, token: bytes, randomizer: bytes, signature: bytes, sealed: bytes) -> None:
        """Returns where this ballot would count; nothing of it is kept but its serial, in memory.

        Raises NotAllowed (not signed for this poll), NotReady (its issues: wrong marks), DomainError (not readable).
        """
        parts = {"token": token, "randomizer": randomizer, "signature": signature, "sealed": sealed}
        packed_parts = {name: packed(part) for name, part in parts.items()}
        self._ask({"act": "check", "poll": str(poll), **packed_parts})

    def stored(self, poll: UUID, serial: str) -> None:
        """Say that a ballot that was found valid is in the box: it may not be missing when the box is opened."""
        self._ask({"act": "stored", "poll": str(poll), "serial": serial})

    def compare(self, poll: UUID, blinded: Iterable[bytes], serials: Sequence[str]) -> Standing:
        """Compare the vault with the blinded values issued and the serials in the box; nothing changes."""
        issued = [packed(sha256(value).digest()) for value in blinded]
        patience = self.timeout + SECONDS_PER_BALLOT * len(issued)
        message = {"act": "compare", "poll": str(poll), "issued": issued, "serials": list(serials)}
        answer = self._ask(message, patience)
        return Standing(**answer | {"signing_key": unpacked(answer.get("signing_key", ""))})

    def open(self, poll: UUID, ballots: Sequence[tuple[str, bytes, bytes, bytes]], issued: int) -> OpenedBox:
        """The box of these ballots (serial, randomizer, signature, sealed), of which `issued` were handed out.

        Raises Conflict where another set was opened before, DomainError where a ballot or a number is not lawful.
        """
        lines = [[serial, *map(packed, parts)] for serial, *parts in ballots]
        patience = self.timeout + SECONDS_PER_BALLOT * len(lines)
        answer = self._ask({"act": "open", "poll": str(poll), "ballots": lines, "issued": issued}, patience)
        return OpenedBox(answer["serials"], answer["choices"], answer["head"], unpacked(answer["signature"]))

    def destroy(self, poll: UUID) -> None:
        """The poll's keys are gone for good; nothing can be signed, checked or opened again."""
        self._ask({"act": "destroy", "poll": str(poll)})

    def _ask(self, message: Mapping[str, Any], patience: float = 0) -> dict[str, Any]:
        try:
            answer = self._answer(line(message), max(patience, self.timeout))
        except OSError as error:
            raise KeeperDown(DOWN_FOR_VOTERS if message["act"] in VOTERS_ACTS else DOWN) from error
        found: dict[str, Any] = json.loads(answer)
        if "refused" in found:
            raise refused(found)
        return found

    def _answer(self, request: bytes, timeout: float) -> bytes:
        """Once more where the connection is an old one: the keeper may have been restarted since."""
        known = self._connection()
        try:
            return self._try(known, request, timeout)
        except TimeoutError:
            raise
        except OSError:
            if known is None:
                raise
        return self._try(None, request, timeout)

    def _try(self, known: Connection | None, request: bytes, timeout: float) -> bytes:
        connection = known or Connection(self.socket_path, self.timeout)
        self._local.connection = None
        try:
            answer = connection.ask(request, timeout)
        except BaseException:
            connection.close()
            raise
        self._local.connection = connection
        return answer

    def _connection(self) -> Connection | None:
        """This thread's open connection; one inherited over a fork belongs to the other process."""
        connection: Connection | None = getattr(self._local, "connection", None)
        return connection if connection and connection.process == os.getpid() else None
