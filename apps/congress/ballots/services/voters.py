"""Who may cast a ballot at this moment, read in one statement after the lock."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import DateTimeField, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable

from apps.congress.ballots.models import Channel, PollState, RollEntry
from apps.foundation.core.errors import NotAllowed, WrongState
from apps.foundation.core.prepared import slot
from apps.foundation.people.models import MandateState, MandateStatus

CLOCK = Func(function="clock_timestamp", output_field=DateTimeField())
"""The time as the database has it at this statement; `now()` would be the time its transaction began."""
NOT_ON_THE_ROLL = "您不在本次表决的名册上:只有表决开始前已签到的代表可以投票。如有疑问请联系会务人员。"


@dataclass(frozen=True, slots=True)
class Voter:
    """A line of the roll with all that decides whether its person may vote now; `now` is the clock of the database."""

    entry_id: int
    channel: str
    state: str
    closes_at: datetime | None
    seat: str | None
    now: datetime


def lines_of_voters(*more: str | Combinable, poll: Q) -> QuerySet:
    """The fields of Voter, then `more`, of the line in the poll that `poll` finds, for slots `person` and `day`."""
    seat = MandateStatus.objects.on(slot("day", "date")).filter(mandate=OuterRef("mandate")).values("state")
    return (
        RollEntry.objects.filter(poll, person=slot("person", "bigint"))
        .order_by()
        .values_list(
            "pk",
            "channel",
            "poll__state",
            "poll__closes_at",
            Subquery(seat),
            CLOCK,
            *more,
        )
    )


def require_vote(voter: Voter) -> None:
    """Refuse whoever may not vote electronically now, and say why."""
    require_open(voter.state, voter.closes_at, voter.now)
    if voter.channel != Channel.ELECTRONIC:
        raise NotAllowed("您在本次表决中使用纸质票,请在会场填写纸质票并投入票箱。")
    if voter.seat == MandateState.SUSPENDED:
        raise NotAllowed("您已被暂停执行代表职务,不能参加本次表决。如有疑问请联系会务人员。")
    if voter.seat != MandateState.SERVING:
        raise NotAllowed("您的代表资格已经终止,不能参加本次表决。如有疑问请联系会务人员。")


def require_open(state: str, closes_at: datetime | None, now: datetime) -> None:
    """Refuse a ballot for a poll that is void, not open, or past its deadline."""
    if state == PollState.VOIDED:
        raise WrongState("本次表决已作废,请等待重新表决的通知。")
    if state != PollState.OPEN or (closes_at is not None and now > closes_at):
        raise WrongState("表决已经截止,您的选票没有投出。")
