"""Casting a named ballot: once per voter, never after the close, never lost."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, transaction
from django.db.models import DateTimeField, Func, OuterRef, QuerySet, Subquery

from apps.congress.ballots.models import Channel, NamedBallot, Option, Poll, PollState, RollEntry
from apps.congress.ballots.rules.marks import Marks, issues_before_casting
from apps.congress.ballots.rules.measures import Model
from apps.congress.ballots.selectors import counting_rules
from apps.congress.ballots.services.locks import hold_for_casting
from apps.congress.ballots.services.records import record
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, NotAllowed, NotReady, WrongState
from apps.foundation.core.prepared import Prepared, slot
from apps.foundation.people.models import MandateState, MandateStatus


@dataclass(frozen=True, slots=True)
class CastBallot:
    """The ballot in the box: what it says and since when."""

    choices: Any
    cast_at: datetime


@transaction.atomic
def ballot_cast(*, poll: Poll, marks: Marks, by: Actor, at: datetime) -> CastBallot:
    """Put the actor's own ballot into the box.

    The same marks again give the same answer, whatever happened to the first one; other marks are a Conflict.
    """
    hold_for_casting(poll.pk)
    voter = _voter(poll, by, at)
    choices = marks.stored(Model(poll.model), voter.names)
    if voter.ballot is not None:
        return _same_or_conflict(voter.ballot, choices)
    _require_open(voter)
    _require_seat(voter)
    issues = list(issues_before_casting(counting_rules(poll), voter.names, poll.grades, marks))
    if issues:
        raise NotReady(issues, "选票还不能投出,您的选择已保留,请改正后再投。")
    if not _insert(voter.entry_id, choices, at):
        stored = NamedBallot.objects.get(pk=voter.entry_id)
        return _same_or_conflict(CastBallot(stored.choices, stored.cast_at), choices)
    record("ballots.ballot.cast", on=poll, by=by)
    return CastBallot(choices, at)


@dataclass(frozen=True, slots=True)
class _Voter:
    """The voter's line of the roll with all that decides whether a ballot may be cast, read in one statement."""

    entry_id: int
    channel: str
    state: str
    closes_at: datetime | None
    ballot: CastBallot | None
    names: list[str]
    seat: str | None
    now: datetime


def _voters() -> QuerySet:
    options = Option.objects.filter(poll=OuterRef("poll")).order_by("number").values("title")
    seat = MandateStatus.objects.on(slot("day", "date")).filter(mandate=OuterRef("mandate")).values("state")
    return (
        RollEntry.objects.filter(poll=slot("poll", "bigint"), person=slot("person", "bigint"))
        .order_by()
        .values_list(
            "pk",
            "channel",
            "poll__state",
            "poll__closes_at",
            "ballot__choices",
            "ballot__cast_at",
            ArraySubquery(options),
            Subquery(seat),
            Func(function="clock_timestamp", output_field=DateTimeField()),
        )
    )


_VOTERS = Prepared(_voters)


def _voter(poll: Poll, by: Actor, at: datetime) -> _Voter:
    """The actor on the roll as of this statement. Raises NotAllowed where they are not on it."""
    rows = _VOTERS.rows(poll=poll.pk, person=by.person_id, day=local_day(at))
    if not rows:
        raise NotAllowed("您不在本次表决的名册上:只有表决开始前已签到的代表可以投票。如有疑问请联系会务人员。")
    entry_id, channel, state, closes_at, choices, cast_at, names, seat, now = rows[0]
    ballot = CastBallot(json.loads(choices), cast_at) if cast_at else None
    return _Voter(entry_id, channel, state, closes_at, ballot, names, seat, now)


def _same_or_conflict(stored: CastBallot, choices: Any) -> CastBallot:
    if stored.choices != choices:
        raise Conflict("您已投票,所投内容不变。")
    return stored


def _require_open(voter: _Voter) -> None:
    if voter.state == PollState.VOIDED:
        raise WrongState("本次表决已作废,请等待重新表决的通知。")
    if voter.state != PollState.OPEN or (voter.closes_at is not None and voter.now > voter.closes_at):
        raise WrongState("表决已经截止,您的选票没有投出。")
    if voter.channel != Channel.ELECTRONIC:
        raise NotAllowed("您在本次表决中使用纸质票,请在会场填写纸质票并投入票箱。")


def _require_seat(voter: _Voter) -> None:
    if voter.seat == MandateState.SUSPENDED:
        raise NotAllowed("您已被暂停执行代表职务,不能参加本次表决。如有疑问请联系会务人员。")
    if voter.seat != MandateState.SERVING:
        raise NotAllowed("您的代表资格已经终止,不能参加本次表决。如有疑问请联系会务人员。")


def _insert(entry_id: int, choices: Any, at: datetime) -> bool:
    """Insert unless another window was first; the primary key decides, so a race is an answer and no error."""
    field = NamedBallot._meta.get_field("choices")
    statement = (
        f"INSERT INTO {NamedBallot._meta.db_table} (entry_id, choices, cast_at) VALUES (%s, %s, %s) "
        "ON CONFLICT DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [entry_id, field.get_db_prep_value(choices, connection), at])
        return cursor.rowcount == 1
