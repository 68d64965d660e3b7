"""Closing, announcing and voiding a poll."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apps.congress.ballots import selectors
from apps.congress.ballots.models import Channel, Method, Poll, PollState, Stage
from apps.congress.ballots.rules.states import Act, move
from apps.congress.ballots.selectors.scrutiny import issues_before_closing
from apps.congress.ballots.services.keys import keys_destroy_soon
from apps.congress.ballots.services.locks import hold_against_casting, poll_for_change
from apps.congress.ballots.services.records import record
from apps.congress.ballots.services.scrutiny import officers_pass, require_present
from apps.congress.ballots.signals import poll_announced, poll_closed, poll_voided
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState, require_ready
from apps.foundation.people.models import DutyKind, Person
from apps.foundation.people.services.duty import duty_events_record


@transaction.atomic
def poll_close(*, poll: Poll, by: Actor, at: datetime) -> Poll:
    """End the voting. Ballots on their way are waited for; what comes later is refused."""
    hold_against_casting(poll.pk)
    poll = poll_for_change(poll)
    if poll.closed_at is not None:
        when = timezone.localtime(poll.closed_at)
        raise Conflict(f"本次表决已由{poll.closed_by}于{when:%H:%M:%S}截止,无须再办理。")
    poll.state = move(poll.state, Act.CLOSE)
    if poll.method == Method.SHOW_OF_HANDS and not poll.tallies.exists():
        raise WrongState("举手表决录入人数后即自动截止,请直接录入举手人数。")
    if by != Actor.system():  # the deadline was announced and needs no witness
        require_present(poll, Stage.CLOSE, at)
        require_ready(issues_before_closing(poll))
    poll.closed_at, poll.closed_by = at, by.name
    poll.save(update_fields=["state", "closed_at", "closed_by"])
    _duty_record(poll, at)
    counts = selectors.live_counts(poll)
    record("ballots.poll.closed", on=poll, by=by, electronic=counts.electronic, cast=counts.cast)
    poll_closed.send(sender=Poll, poll=poll)
    return poll


def polls_close_run_out(*, at: datetime) -> int:
    """Close every poll whose 截止时间 has passed, each by itself; returns how many. Safe to run twice."""
    closed = 0
    for poll in Poll.objects.run_out(at):
        with suppress(Conflict, WrongState):  # staff were faster
            poll_close(poll=poll, by=Actor.system(), at=at)
            closed += 1
    return closed


def _duty_record(poll: Poll, at: datetime) -> None:
    """参加表决: who cast, or in a secret poll took, a ballot by phone; on paper or by hands who stood on the roll."""
    voters = poll.roll.filter(Q(ballot__isnull=False) | Q(issued__isnull=False) | Q(channel=Channel.PAPER))
    people = [Person(pk=pk) for pk in voters.values_list("person_id", flat=True)]
    duty_events_record(people=people, kind=DutyKind.VOTE, on=local_day(at), title=poll.title, subject=poll, at=at)


@transaction.atomic
def poll_announce(*, poll: Poll, by: Actor, at: datetime) -> Poll:
    """The result is declared; from now on every member of the body may see it."""
    poll = poll_for_change(poll)
    poll.state = move(poll.state, Act.ANNOUNCE)
    poll.announced_at = at
    poll.save(update_fields=["state", "announced_at"])
    officers_pass(poll, at)
    record("ballots.poll.announced", on=poll, by=by)
    poll_announced.send(sender=Poll, poll=poll, outcome=selectors.result_of(poll).outcome)
    return poll


@transaction.atomic
def poll_void(*, poll: Poll, reason: str, by: Actor, at: datetime) -> Poll:
    """Declare a poll that was wrongly set up or held void, with a reason; it is held again as a new poll."""
    hold_against_casting(poll.pk)
    poll = poll_for_change(poll)
    if not reason.strip():
        raise DomainError("请填写作废理由。")
    if poll.state == PollState.VOIDED:
        raise Conflict("本次表决已经作废,无须再办理。")
    poll.state = move(poll.state, Act.VOID)
    poll.void_reason = reason.strip()
    poll.save(update_fields=["state", "void_reason"])
    keys_destroy_soon(poll)
    record("ballots.poll.voided", on=poll, by=by, reason=poll.void_reason)
    poll_voided.send(sender=Poll, poll=poll, reason=poll.void_reason)
    return poll
