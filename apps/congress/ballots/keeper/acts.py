"""What the keeper does when asked, and what it refuses: the rules of docs/decisions/0010 over keys and vault.

Everything but key generation, opening and waiting for the disk happens in one thread, so no two acts meet halfway.
"""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from apps.congress.ballots.keeper.journal import Journal
from apps.congress.ballots.keeper.keys import (
    INCOMPLETE,
    NOT_A_BALLOT,
    NOT_SIGNABLE,
    NOT_SIGNED,
    Ballot,
    Opened,
    PollKeys,
    set_root,
)
from apps.congress.ballots.keeper.refusals import NO_ROOM, NoRoom
from apps.congress.ballots.keeper.vault import Vault
from apps.congress.ballots.rules import secrecy
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, WrongState

UNKNOWN = "密钥保管进程没有本次表决的密钥,不能投票或开箱。请联系管理员;密钥确已丢失的,须宣布本次表决无效后重新表决。"
DESTROYED = "本次表决的密钥已经销毁,不能再签发、投票或开箱;结果以已签署的结果报告单为准。"
OPENED = "本次表决已经开箱,不能再投票。请查看表决结果。"
OPENED_OTHERWISE = (
    "本次表决已经开过箱,这次提交的选票与当时的不同,没有再次开箱。请以第一次开箱结果为准,并由监票人查明原因。"
)
OTHER_DEFINITION = (
    "本次表决已按另一份定义签发过选票,密钥不能更换。请按原定义继续;确需更改的,宣布本次表决无效后重新表决。"
)
ALL_SIGNED = (
    "本次表决的电子票已按投票人数全部签发,不能再签发,您的票没有领取成功。请告知工作人员,由监票人查明是谁多领了票。"
)
TOLERATED_SHARE = 20
TWICE = "票箱中有票号重复的选票,没有开箱。请由监票人查明原因。"


@dataclass(eq=False)
class Held:
    """A poll in memory. `signed` is on disk; `waiting` are digests whose record is being written.

    `valid` are the serials found valid, `checked` those of them that the portal says are stored: a box that lacks
    these is not the whole box.
    """

    keys: PollKeys
    journal: Journal
    checks: Journal
    opening: dict[str, Any] | None
    signed: set[bytes] = field(default_factory=set)
    waiting: dict[bytes, asyncio.Future[bool]] = field(default_factory=dict)
    valid: set[bytes] = field(default_factory=set)
    checked: set[bytes] = field(default_factory=set)
    writing: asyncio.Task[None] | None = None
    closing: bool = False

    @property
    def has_signed(self) -> bool:
        return bool(self.signed or self.waiting)

    @property
    def may_sign_another(self) -> bool:
        return len(self.signed) + len(self.waiting) < self.keys.voters


class Acts:
    """One method per act; all are safe to repeat."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self._polls: dict[UUID, Held] = {}
        self._locks: defaultdict[UUID, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._disk = ThreadPoolExecutor(2, "disk")
        self._slow = ThreadPoolExecutor(2, "slow")

    async def create(self, definition: Mapping[str, Any]) -> PollKeys:
        """The keys for this definition: those that exist, or new ones as long as nothing was signed."""
        poll = _poll_of(definition)
        async with self._locks[poll]:
            held = self._find(poll)
            if held and secrecy.canonical(held.keys.definition) == secrecy.canonical(definition):
                return held.keys
            _require_unsigned(held)
            keys = await self._in_thread(PollKeys.made_for, definition)
            _require_unsigned(held)  # a ballot may have been signed meanwhile
            self._polls.pop(poll, None)  # should the disk fail halfway, what stands there is read again
            self.vault.keep(keys)
            self._polls[poll] = Held(keys, self.vault.journal(poll), self.vault.checked(poll), None)
            return keys

    async def sign(self, poll: UUID, blinded: bytes) -> bytes:
        held = self._voting(poll)
        if not held.keys.signer.accepts(blinded):
            raise DomainError(NOT_SIGNABLE)
        await self._recorded(held, hashlib.sha256(blinded).digest())
        return held.keys.signer.sign(blinded)

    async def check(self, poll: UUID, token: bytes, ballot: Mapping[str, bytes]) -> None:
        """Whether this ballot would count; nothing of it is kept but its serial."""
        held = self._voting(poll)
        if len(token) != secrecy.TOKEN_BYTES:
            raise DomainError(NOT_A_BALLOT)
        serial = secrecy.serial_of(token)
        held.keys.marks_of(_ballot(serial=serial, **ballot))
        held.valid.add(bytes.fromhex(serial))

    async def stored(self, poll: UUID, serial: str) -> None:
        """This ballot, found valid before, is in the box; a portal that is silent about it could as well not ask."""
        held = self._voting(poll)
        if (known := bytes.fromhex(serial)) in held.valid:
            _note_checked(held, known)

    async def compare(self, poll: UUID, issued: Collection[bytes], serials: Collection[str]) -> dict[str, Any]:
        """How the vault stands to what the database knows: digests of the blinded values issued, serials in the box."""
        if self.vault.is_destroyed(poll):
            return {"keys": "destroyed"}
        held = self._find(poll)
        if held is None:
            return {"keys": "unknown"}
        given, stored = set(issued), {bytes.fromhex(serial) for serial in serials}
        return {
            "keys": "opened" if held.opening else "voting",
            "signing_key": held.keys.signing_public,
            "signed": len(held.signed),
            "checked": len(held.checked),
            "strange": len(held.signed - given),
            "unsigned": len(given - held.signed),
            "missing": len(held.checked - stored),
        }

    async def open(self, poll: UUID, ballots: Sequence[Ballot], issued: int) -> Opened:
        """The box of these ballots. The first set that opens is marked; no other is opened after it."""
        async with self._locks[poll]:
            held = self._find(poll) or _raise(WrongState(UNKNOWN))
            try:
                await self._close(held)
                asked = {"root": await self._in_thread(set_root, ballots), "issued": issued}
                if held.opening and not asked.items() <= held.opening.items():
                    raise Conflict(OPENED_OTHERWISE)
                _require_bounds(ballots, signed=len(held.signed), issued=issued, voters=held.keys.voters)
                if held.opening is None:
                    _require_whole(ballots, held.checked)
                opening = held.opening or asked | {"signed": len(held.signed), "checked": len(held.checked)}
                numbers = {name: opening[name] for name in ("signed", "checked")}
                opened = await self._in_thread(
                    lambda: held.keys.open(ballots, numbers=numbers, issued=issued, head_key=self.vault.head_key)
                )
                if held.opening is None:
                    self.vault.mark_opened(poll, opening)
                    held.opening = opening
            finally:
                held.closing = False
            return opened

    async def destroy(self, poll: UUID) -> None:
        """Keys are gone for good; for an unknown poll none will ever be made."""
        async with self._locks[poll]:
            try:
                if held := self._polls.get(poll):
                    await self._close(held)
                self.vault.destroy(poll)
            finally:
                self._polls.pop(poll, None)

    @staticmethod
    async def _close(held: Held) -> None:
        """From here on nothing more is signed, and what is being signed is counted."""
        held.closing = True
        if held.writing:
            await held.writing

    async def _in_thread(self, act: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._slow, act, *arguments)

    def _find(self, poll: UUID) -> Held | None:
        """The poll, read from the vault when it is first asked for."""
        if self.vault.is_destroyed(poll):
            raise WrongState(DESTROYED)
        if poll not in self._polls and (keys := self.vault.keys(poll)):
            journal, checks = self.vault.journal(poll), self.vault.checked(poll)
            self._polls[poll] = Held(
                keys, journal, checks, self.vault.opening(poll), set(journal.found), checked=set(checks.found)
            )
        return self._polls.get(poll)

    def _voting(self, poll: UUID) -> Held:
        held = self._polls.get(poll) or self._find(poll) or _raise(WrongState(UNKNOWN))
        if held.closing or held.opening:
            raise WrongState(OPENED)
        return held

    async def _recorded(self, held: Held, digest: bytes) -> None:
        """Returns when the digest is on disk. Those that come while one is written go together in the next write."""
        if digest in held.signed:
            return
        if digest not in held.waiting:
            if not held.may_sign_another:
                raise Conflict(ALL_SIGNED)
            held.waiting[digest] = asyncio.get_running_loop().create_future()
            if held.writing is None:
                held.writing = asyncio.create_task(self._write(held))
        if not await asyncio.shield(held.waiting[digest]):
            raise NoRoom(NO_ROOM)

    async def _write(self, held: Held) -> None:
        try:
            while batch := tuple(held.waiting):
                await self._write_batch(held, batch)
        finally:
            held.writing = None

    async def _write_batch(self, held: Held, batch: Sequence[bytes]) -> None:
        written = False
        try:
            with suppress(OSError):  # whoever waits is told
                await asyncio.get_running_loop().run_in_executor(self._disk, held.journal.append, batch)
                held.signed.update(batch)
                written = True
        finally:
            for digest in batch:
                held.waiting.pop(digest).set_result(written)


def _poll_of(definition: Mapping[str, Any]) -> UUID:
    try:
        return UUID(definition["poll"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DomainError(INCOMPLETE) from error


def _ballot(*, serial: str, randomizer: bytes, signature: bytes, sealed: bytes) -> Ballot:
    if len(randomizer) != secrecy.RANDOMIZER_BYTES:
        raise NotAllowed(NOT_SIGNED)
    return Ballot(serial, randomizer, signature, sealed)


def _require_unsigned(held: Held | None) -> None:
    if held and (held.has_signed or held.opening):
        raise Conflict(OTHER_DEFINITION)


def _require_bounds(ballots: Sequence[Ballot], *, signed: int, issued: int, voters: int) -> None:
    """Ballots ≤ signed ≤ issued ≤ voters, none twice (票决办法: received may not exceed issued)."""
    if len({ballot.serial for ballot in ballots}) < len(ballots):
        raise DomainError(TWICE)
    if len(ballots) > signed:
        raise DomainError(
            f"票箱中有{len(ballots)}张票,而密钥保管进程只签发过{signed}张,没有开箱。请由监票人查明原因,宣布本次表决无效。"
        )
    if signed > issued:
        raise DomainError(
            f"密钥保管进程签发过{signed}张票,多于登记发出的{issued}张,没有开箱。请由监票人查明原因,宣布本次表决无效。"
        )
    if issued > voters:
        raise DomainError(
            f"登记发出电子票{issued}张,多于表决开始时的电子投票人{voters}人,没有开箱。请由监票人查明原因,宣布本次表决无效。"
        )


def _require_whole(ballots: Sequence[Ballot], checked: set[bytes]) -> None:
    """Who opened few ballots of many would read single votes: of those found valid at most one in twenty may lack.

    Some may: a crash of the database's machine, or an older backup, can take what the portal said was stored.
    """
    missing = len(checked.difference(bytes.fromhex(ballot.serial) for ballot in ballots))
    if missing > max(1, len(checked) // TOLERATED_SHARE):
        raise DomainError(
            f"投票时核对有效的{len(checked)}张票中,有{missing}张不在这次提交的票箱里,没有开箱:只开一部分票会泄露个人的投票。"
            "请管理员查明数据库是否缺票(例如恢复了较早的备份),补全后重新计票;无法补全的,由监票人宣布本次表决无效。"
        )


def _note_checked(held: Held, serial: bytes) -> None:
    """A disk that is full costs nobody the vote: the serial is then known until the keeper is restarted."""
    if serial not in held.checked:
        held.checked.add(serial)
        with suppress(OSError):
            held.checks.append([serial])


def _raise(error: DomainError) -> Any:
    raise error
