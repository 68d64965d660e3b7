"""Answers requests on the socket. A request it cannot read, or a fault of its own, is an answer and never a crash."""

import asyncio
import json
import signal
import socket
import sys
import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from apps.congress.ballots.keeper.acts import Acts
from apps.congress.ballots.keeper.journal import DIGEST_BYTES
from apps.congress.ballots.keeper.keys import Ballot, PollKeys, raw_public
from apps.congress.ballots.keeper.messages import LIMIT, TOO_LONG, line, packed, refusal, unpacked
from apps.congress.ballots.keeper.refusals import FAULT, Fault
from apps.congress.ballots.rules.secrecy import RANDOMIZER_BYTES, SERIAL_BYTES
from apps.foundation.core.errors import DomainError

MALFORMED = "密钥保管进程读不懂这个请求,没有处理。请刷新页面后再试一次。"

Request = Mapping[str, Any]
Answer = dict[str, Any]


class Malformed(Exception):
    """The request is not what the act takes."""


def report(error: BaseException) -> None:
    """A fault by its kind and place alone: its words and its values could be those of a ballot."""
    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-3:]]
    number = f" errno {error.errno}" if isinstance(error, OSError) else ""
    print(f"密钥保管进程故障 / fault: {type(error).__name__}{number} {' '.join(places)}", file=sys.stderr, flush=True)


def _bytes(request: Request, name: str) -> bytes:
    return unpacked(request[name])


def _poll(request: Request) -> UUID:
    return UUID(request["poll"])


def _serial(text: str) -> str:
    if bytes.fromhex(text).hex() != text or len(text) != 2 * SERIAL_BYTES:
        raise ValueError("no serial")
    return text


def _digest(text: str) -> bytes:
    if len(digest := unpacked(text)) != DIGEST_BYTES:
        raise ValueError("no digest")
    return digest


def _box_ballot(line: Any) -> Ballot:
    serial, randomizer, signature, sealed = line
    ballot = Ballot(_serial(serial), unpacked(randomizer), unpacked(signature), unpacked(sealed))
    if len(ballot.randomizer) != RANDOMIZER_BYTES:
        raise ValueError("no randomizer")
    return ballot


def _count(request: Request, name: str) -> int:
    if type(request[name]) is not int or request[name] < 0:
        raise ValueError("no count")
    return int(request[name])


def _arguments(request: Request) -> tuple[Any, ...]:
    match request["act"]:
        case "identity" | "living":
            return ()
        case "create":
            return (dict(request["definition"]),)
        case "sign":
            return _poll(request), _bytes(request, "blinded")
        case "check":
            parts = {name: _bytes(request, name) for name in ("randomizer", "signature", "sealed")}
            return _poll(request), _bytes(request, "token"), parts
        case "stored":
            return _poll(request), _serial(request["serial"])
        case "compare":
            digests = [_digest(given) for given in request["issued"]]
            return _poll(request), digests, [_serial(serial) for serial in request["serials"]]
        case "open":
            return _poll(request), [_box_ballot(ballot) for ballot in request["ballots"]], _count(request, "issued")
        case "destroy":
            return (_poll(request),)
    raise ValueError("no such act")


def read(content: bytes) -> tuple[str, tuple[Any, ...]]:
    """The act that is asked for and its arguments. Raises Malformed."""
    try:
        request = json.loads(content)
        return request["act"], _arguments(request)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Malformed from error


class Server:
    """Every connection asks one thing after the other; the connections go side by side."""

    def __init__(self, acts: Acts) -> None:
        self.acts = acts
        self.head_key = raw_public(acts.vault.head_key)
        self.table: dict[str, Callable[..., Awaitable[Answer]]] = {
            "identity": self.identity,
            "living": self.living,
            "create": self.create,
            "sign": self.sign,
            "check": self.check,
            "stored": self.stored,
            "compare": self.compare,
            "open": self.open,
            "destroy": self.destroy,
        }

    async def identity(self) -> Answer:
        return {"head_key": packed(self.head_key)}

    async def living(self) -> Answer:
        return {"polls": [str(poll) for poll in self.acts.vault.living()]}

    async def create(self, definition: Mapping[str, Any]) -> Answer:
        keys: PollKeys = await self.acts.create(definition)
        return {
            "signing_key": packed(keys.signing_public),
            "sealing_key": packed(keys.sealing_public),
            "head_key": packed(self.head_key),
            "ballot_size": keys.size,
        }

    async def sign(self, poll: UUID, blinded: bytes) -> Answer:
        return {"signature": packed(await self.acts.sign(poll, blinded))}

    async def check(self, poll: UUID, token: bytes, ballot: Mapping[str, bytes]) -> Answer:
        await self.acts.check(poll, token, ballot)
        return {}

    async def stored(self, poll: UUID, serial: str) -> Answer:
        await self.acts.stored(poll, serial)
        return {}

    async def compare(self, poll: UUID, issued: list[bytes], serials: list[str]) -> Answer:
        found = await self.acts.compare(poll, issued, serials)
        return {name: packed(value) if isinstance(value, bytes) else value for name, value in found.items()}

    async def open(self, poll: UUID, ballots: list[Ballot], issued: int) -> Answer:
        box = await self.acts.open(poll, ballots, issued)
        return {
            "serials": box.serials,
            "choices": box.choices,
            "head": box.head,
            "signature": packed(box.signature),
        }

    async def destroy(self, poll: UUID) -> Answer:
        await self.acts.destroy(poll)
        return {}

    async def answer(self, content: bytes) -> bytes:
        try:
            act, arguments = read(content)
            return line(await self.table[act](*arguments))
        except DomainError as error:
            return line(refusal(error))
        except Malformed:
            return line(refusal(DomainError(MALFORMED)))
        except Exception as error:
            report(error)
            return line(refusal(Fault(FAULT)))

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while content := await reader.readline():
                writer.write(await self.answer(content))
                await writer.drain()
        except ValueError:  # from readline: a line beyond the limit
            writer.write(line(refusal(DomainError(TOO_LONG))))
        except OSError:
            pass  # whoever asked has gone
        finally:
            writer.close()

    async def serve(self, listening: socket.socket) -> None:
        """Until SIGTERM or SIGINT."""
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        loop.set_exception_handler(lambda _, context: _report_context(context))
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        server = await asyncio.start_unix_server(self.converse, sock=listening, limit=LIMIT)
        print("密钥保管进程已启动 / keeper is up", file=sys.stderr, flush=True)
        await stop.wait()
        server.close()
        print("密钥保管进程已停止 / keeper stopped", file=sys.stderr, flush=True)


def _report_context(context: Mapping[str, Any]) -> None:
    if isinstance(error := context.get("exception"), Exception):
        report(error)
