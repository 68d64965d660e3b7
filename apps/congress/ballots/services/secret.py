"""The two steps of a secret ballot: taking it, signed in; and putting it into the box, as nobody.

Neither writes an audit entry, a log line or a moment: PostgreSQL learns who took a ballot, the keeper learns what is
in the box, and no table holds both (docs/decisions/0010).
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from apps.congress.ballots.models import SECRET_METHODS, Poll, SecretBallot
from apps.congress.ballots.rules.secrecy import serial_of
from apps.congress.ballots.services.keys import keeper
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
from apps.foundation.core.errors import Conflict, DomainError, NotAllowed, WrongState
from apps.foundation.core.prepared import Prepared, prepared_rows, slot

NO_SUCH_POLL = "没有这次无记名表决,请从通知或会场二维码重新进入。"


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
    lines = _LINES.rows(poll=poll, person=by.person_id, day=local_day(at))
    if not lines:
        raise NotAllowed(NOT_ON_THE_ROLL)
    voter = Voter(*lines[0][:-1])
    require_vote(voter)
    _take(lines[0][-1], voter, blinded)
    return keeper().sign(poll, blinded)


_LINES = Prepared(
    lambda: lines_of_voters("poll_id", poll=Q(poll__public_id=slot("poll", "uuid"), poll__method__in=SECRET_METHODS))
)


def _take(poll_id: int, voter: Voter, blinded: bytes) -> None:
    """In one statement: wait for a closer, read the state again, note the ballot as issued if none is."""
    [(state, closes_at, now, channel, taken)] = prepared_rows(
        "SELECT * FROM ballots_take(%s, %s, %s)", poll_id, voter.entry_id, blinded
    )
    require_vote(replace(voter, state=state, closes_at=closes_at, now=now, channel=channel))
    if bytes(taken) != blinded:
        raise Conflict("您已在另一台设备或另一个窗口取票,一人只有一张票。请在取票的那台设备上打开本页继续投票。")


def ballot_put(*, poll: UUID, ballot: SealedBallot) -> str:
    """Put a sealed ballot into the box and return its serial, as nobody.

    The keeper looks at it first; what is stored is told it afterwards, because it opens no box in which stored ballots
    are missing, and one that came too late shall not be missed. The same ballot again gives the same answer, even after
    the close; the same token with another content is a Conflict.
    """
    try:
        keeper().check(poll, ballot.token, ballot.randomizer, ballot.signature, ballot.sealed)
        _put(poll, ballot)
    except DomainError:
        if not _is_in_the_box(poll, ballot):
            raise
    with suppress(DomainError):  # it is in the box; a keeper that misses this word opens the box all the same
        keeper().stored(poll, ballot.serial)
    return ballot.serial


def _put(poll: UUID, ballot: SealedBallot) -> None:
    """In one statement: wait for a closer, read the state, insert; a second window is an answer and no error."""
    parts = (ballot.serial, ballot.randomizer, ballot.signature, ballot.sealed)
    rows = prepared_rows("SELECT * FROM ballots_put(%s, %s, %s, %s, %s)", poll, *parts)
    if not rows:
        raise WrongState(NO_SUCH_POLL)
    state, closes_at, now, is_same = rows[0]
    if is_same is None:
        require_open(state, closes_at, now)
    _require_same(is_same)


def _is_in_the_box(poll: UUID, ballot: SealedBallot) -> bool:
    """Whether this very ballot was stored; where it was not, a poll that takes none any more says so first."""
    stored = SecretBallot.objects.filter(poll__public_id=poll, serial=ballot.serial).values_list("sealed", flat=True)
    found = [bytes(sealed) == ballot.sealed for sealed in stored]
    if found:
        _require_same(found[0])
        return True
    states = Poll.objects.filter(public_id=poll, method__in=SECRET_METHODS).values_list("state", "closes_at", CLOCK)
    if not states:
        raise WrongState(NO_SUCH_POLL)
    require_open(*states[0])
    return False


def _require_same(is_same: bool) -> None:
    if not is_same:
        raise Conflict("这张票已经投入票箱,所投内容不变。")
