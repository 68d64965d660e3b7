"""Votes held at a sitting: the roll is who has checked in there by the moment it opens."""

from datetime import datetime

from django.db import transaction

from apps.congress.ballots.models import Poll, PollState
from apps.congress.ballots.rules.rolls import RollMember
from apps.congress.ballots.services.locks import poll_for_change
from apps.congress.ballots.services.opening import poll_open
from apps.congress.meetings import selectors
from apps.congress.meetings.models import AgendaItem, Resolution, Sitting, SittingKind, SittingPoll, SittingState
from apps.congress.meetings.rules.states import sitting_move
from apps.congress.meetings.services.check_in import record, sitting_locked
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState

OVER = (SittingState.CLOSED, SittingState.CALLED_OFF)


@transaction.atomic
def sitting_poll_create(
    *, sitting: Sitting, poll: Poll, by: Actor, at: datetime, agenda_item: AgendaItem | None = None
) -> SittingPoll:
    """Put a prepared vote on a sitting that is not over, with the agenda item it belongs to.

    A vote that its sitting did not come to (no quorum, put off) goes on to another one.
    """
    poll = poll_for_change(poll)  # before the sitting, as whoever prepares a vote on the scrutineers holds it
    sitting = sitting_locked(sitting)
    sitting_move(sitting.state, "安排表决")
    if poll.body_id != sitting.meeting.body_id or poll.state != PollState.DRAFT:
        raise DomainError("只能安排本机关准备中的表决。")
    if sitting.kind == SittingKind.GROUP:
        raise WrongState("分组会议只审议、讨论,不进行表决。请安排在全体会议或主席团会议。")
    if agenda_item is not None and agenda_item.meeting_id != sitting.meeting_id:
        raise DomainError("所选议程不属于本次会议。")
    link = SittingPoll.objects.filter(poll=poll).select_related("sitting", "agenda_item").first()
    if link and link.sitting.state not in OVER:
        raise Conflict(f"“{poll.title}”已安排在某场会议,请刷新页面。")
    link = link or SittingPoll(poll=poll)
    if agenda_item is None and link.agenda_item and link.agenda_item.meeting_id == sitting.meeting_id:
        agenda_item = link.agenda_item
    link.sitting, link.agenda_item = sitting, agenda_item
    link.save()
    Resolution.objects.filter(poll=poll).update(sitting=sitting)
    record("meetings.poll.placed", sitting, by, title=poll.title)
    return link


@transaction.atomic
def sitting_poll_open(*, sitting: Sitting, poll: Poll, by: Actor, at: datetime) -> Poll:
    """Open a vote of this sitting with the roll of those checked in who still hold their seat today.

    In the presidium its own quorum holds, and its members are the base (重庆市乡镇人民代表大会工作条例第三十四条).
    """
    poll = poll_for_change(poll)
    sitting = sitting_locked(sitting)
    sitting_move(sitting.state, "表决")
    if not sitting.polls.filter(poll=poll).exists():
        raise WrongState("这项表决没有安排在本场会议,请先安排。")
    rows = selectors.voters(sitting, local_day(at))
    roll = [RollMember(row.mandate_id, row.person_id, row.name) for row in rows]
    quorum = None if sitting.is_of_all else sitting.quorum
    return poll_open(poll=poll, roll=roll, due=sitting.due or 0, present=len(roll), by=by, at=at, quorum=quorum)
