"""Opening a poll: the roll is frozen, hashed, and nothing about the poll changes any more."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from apps.congress.ballots import selectors
from apps.congress.ballots.models import (
    ELECTRONIC_METHODS,
    PAPER_METHODS,
    Channel,
    IssuedBallot,
    NamedBallot,
    Poll,
    PollState,
    RollEntry,
    Stage,
)
from apps.congress.ballots.rules.opening import issues_before_opening
from apps.congress.ballots.rules.rolls import RollMember, roll_hash
from apps.congress.ballots.rules.states import Act, move
from apps.congress.ballots.services.keys import keys_create
from apps.congress.ballots.services.locks import hold_against_casting, poll_for_change
from apps.congress.ballots.services.records import record
from apps.congress.ballots.services.scrutiny import require_present
from apps.congress.ballots.services.setting_up import rules_resolve
from apps.congress.ballots.signals import poll_opened
from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, WrongState
from apps.foundation.people.rules import pinyin_of


@transaction.atomic
def poll_open(
    *, poll: Poll, roll: Sequence[RollMember], due: int, present: int, by: Actor, at: datetime,
    quorum: str | None = None,
) -> Poll:  # fmt: skip
    """Freeze the roll and open the poll (票决办法: only who has checked in by now may vote).

    `roll` are the voters present, `due` 应到 and `present` 实到 of the sitting; `quorum` is given where the sitting
    is not one of the whole body (主席团会议) and has its own. Raises NotReady with every issue.
    """
    poll = poll_for_change(poll)
    rules_resolve(poll, at)
    poll.quorum = poll.quorum if quorum is None else quorum
    facts = selectors.opening_facts(poll, at=at, roll=roll, due=due, present=present)
    poll.state = move(poll.state, Act.OPEN, issues_before_opening(facts))
    require_present(poll, Stage.OPEN, at)
    ordered = sorted(roll, key=lambda member: (pinyin_of(member.name), member.mandate_id))
    poll.due, poll.present, poll.opened_at, poll.roll_hash = due, present, at, roll_hash(ordered)
    poll.save()
    _roll_freeze(poll, ordered)
    if poll.is_secret:
        keys_create(poll, voters=len(ordered), by=by)
    record("ballots.poll.opened", on=poll, by=by, roll=len(ordered), due=due, present=present, roll_hash=poll.roll_hash)
    poll_opened.send(sender=Poll, poll=poll)
    return poll


def _roll_freeze(poll: Poll, roll: Sequence[RollMember]) -> None:
    channel = Channel.ELECTRONIC if poll.method in ELECTRONIC_METHODS else Channel.PAPER
    RollEntry.objects.bulk_create(
        [
            RollEntry(poll=poll, number=number, channel=channel, **member._asdict())
            for number, member in enumerate(roll, start=1)
        ],
        batch_size=1000,
    )


@transaction.atomic
def voter_channel_change(*, entry: RollEntry, by: Actor, at: datetime) -> RollEntry:
    """Let a voter of a mixed poll vote on paper instead, while nothing was cast; there is no way back.

    The lock keeps out a ballot that is on its way, so nobody votes in both channels.
    """
    hold_against_casting(entry.poll_id)
    entry = RollEntry.objects.select_for_update(of=("self",)).select_related("poll__body__area").get(pk=entry.pk)
    if entry.poll.state != PollState.OPEN or entry.poll.method not in PAPER_METHODS:
        raise WrongState("只有正在进行、电子与纸质并用的表决才能改用纸质票。")
    if NamedBallot.objects.filter(entry=entry).exists():
        raise Conflict(f"{entry.name}已用手机投票,不能再改用纸质票。")
    if IssuedBallot.objects.filter(entry=entry).exists():
        raise Conflict(f"{entry.name}已用手机取票,不能再改用纸质票。")
    if entry.channel == Channel.PAPER:
        raise Conflict(f"{entry.name}已改用纸质票,无须再改。")
    entry.channel = Channel.PAPER
    entry.save(update_fields=["channel"])
    record("ballots.channel.changed", on=entry.poll, by=by, name=entry.name)
    return entry
