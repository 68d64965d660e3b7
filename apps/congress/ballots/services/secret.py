"""The two steps of a secret ballot: taking it, signed in; and putting it into the box, as nobody.

Neither writes an audit entry, a log line or a moment: PostgreSQL learns who took a ballot, the keeper learns what is
in the box, and no table holds both (docs/decisions/0010).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import OuterRef, QuerySet, Subquery

from apps.congress.ballots.models import SECRET_METHODS, IssuedBallot, Poll, SecretBallot
from apps.congress.ballots.rules.secrecy import serial_of
from apps.congress.ballots.services.keys import keeper
from apps.congress.ballots.services.locks import find_and_hold_for_casting, hold_for_casting
from apps.congress.ballots.services.voters import (
    CLOCK,
    NOT_ON_THE_ROLL,
    Voter,
    lines_of_voters,
    require_open,
    require_vote,
)
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, NotAllowed, WrongState
from apps.foundation.core.prepared import Prepared, slot


@dataclass(frozen=True, slots=True)
class SealedBallot:
    """A ballot as the browser sends it: token and randomizer of 32 bytes, signature of 256, sealed as by HPKE."""

    token: bytes
    randomizer: bytes
    signature: bytes
    sealed: bytes

    @property
    def serial(self) -> str:
        return serial_of(self.token)


def ballot_issue(*, poll: UUID, blinded: bytes, by: Actor, at: datetime) -> bytes:
    """Give the actor their one ballot: the keeper's signature on `blinded` (256 bytes each).

    The row is committed before the keeper signs, so nobody gets two. The same value again, after a lost answer, gives
    the same signature until the close; another value is a Conflict. There is no second ballot for a lost one.
    """
    _issue(poll, blinded, by, at)
    return keeper().sign(poll, blinded)


@transaction.atomic
def _issue(poll: UUID, blinded: bytes, by: Actor, at: datetime) -> None:
    voter, issued = _voter(find_and_hold_for_casting(poll), by, at)
    require_vote(voter)
    if issued is None and _insert(IssuedBallot, entry_id=voter.entry_id, blinded=blinded):
        return
    if issued is None:
        issued = bytes(IssuedBallot.objects.values_list("blinded", flat=True).get(entry=voter.entry_id))
    if issued != blinded:
        raise Conflict("您已在另一台设备或另一个窗口取票,一人只有一张票。请在取票的那台设备上打开本页继续投票。")


_LINES = Prepared(lambda: lines_of_voters("issued__blinded").filter(poll__method__in=SECRET_METHODS))


def _voter(poll_id: int | None, by: Actor, at: datetime) -> tuple[Voter, bytes | None]:
    rows = _LINES.rows(poll=poll_id, person=by.person_id, day=local_day(at))
    if not rows:
        raise NotAllowed(NOT_ON_THE_ROLL)
    *line, issued = rows[0]
    return Voter(*line), None if issued is None else bytes(issued)


def ballot_put(*, poll: UUID, ballot: SealedBallot) -> str:
    """Put a sealed ballot into the box and return its serial, as nobody.

    The keeper says whether it is valid before anything is burnt. The same ballot again gives the same answer, even
    after the close; the same token with another content is a Conflict.
    """
    box = _box(poll, ballot)
    if not box.holds_it:
        require_open(box.state, box.closes_at, box.now)
        keeper().check(poll, ballot.token, ballot.randomizer, ballot.signature, ballot.sealed)
        _put(box.poll_id, poll, ballot)
    return ballot.serial


@transaction.atomic
def _put(poll_id: int, poll: UUID, ballot: SealedBallot) -> None:
    hold_for_casting(poll_id)
    box = _box(poll, ballot)
    if box.holds_it:
        return
    require_open(box.state, box.closes_at, box.now)
    is_first = _insert(
        SecretBallot, serial=ballot.serial, poll_id=poll_id, randomizer=ballot.randomizer,
        signature=ballot.signature, sealed=ballot.sealed,
    )  # fmt: skip
    if not is_first:
        _box(poll, ballot)


@dataclass(frozen=True, slots=True)
class _Box:
    """A secret poll as of one statement, and whether its box holds this very ballot."""

    poll_id: int
    state: str
    closes_at: datetime | None
    now: datetime
    holds_it: bool


def _boxes() -> QuerySet:
    stored = SecretBallot.objects.filter(poll=OuterRef("pk"), serial=slot("serial", "text")).values("sealed")
    polls = Poll.objects.filter(public_id=slot("poll", "uuid"), method__in=SECRET_METHODS).order_by()
    return polls.values_list("pk", "state", "closes_at", CLOCK, Subquery(stored))


_BOXES = Prepared(_boxes)


def _box(poll: UUID, ballot: SealedBallot) -> _Box:
    """Raises Conflict where the box holds another content under this token."""
    rows = _BOXES.rows(poll=poll, serial=ballot.serial)
    if not rows:
        raise WrongState("没有这次无记名表决,请从通知或会场二维码重新进入。")
    poll_id, state, closes_at, now, stored = rows[0]
    if stored is not None and bytes(stored) != ballot.sealed:
        raise Conflict("这张票已经投入票箱,所投内容不变。")
    return _Box(poll_id, state, closes_at, now, holds_it=stored is not None)


def _insert(model: type[IssuedBallot | SecretBallot], **values: int | str | bytes) -> bool:
    """Insert unless another window was first; the primary key decides, so a race is an answer and no error."""
    names, places = ", ".join(values), ", ".join(["%s"] * len(values))
    statement = f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({places}) ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values.values()))
        return cursor.rowcount == 1
