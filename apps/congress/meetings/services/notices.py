"""Announcing a meeting, and what members answer: read, known."""

from datetime import datetime

from django.db import transaction

from apps.congress.meetings import selectors
from apps.congress.meetings.models import Meeting, MeetingState, NoticeReceipt
from apps.congress.meetings.rules.notices import days_late, issues_before_notice
from apps.congress.meetings.rules.states import meeting_move
from apps.congress.meetings.services.planning import locked
from apps.congress.meetings.services.telling import tell_members
from apps.congress.meetings.signals import meeting_noticed
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, WrongState, require_ready
from apps.foundation.people.models import Person
from apps.foundation.policies.selectors import frozen


@transaction.atomic
def meeting_notice(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Announce the meeting to all serving members (重庆市乡镇人民代表大会工作条例第十一条: ten days before).

    The rules it is held under are stored with it. Raises NotReady with everything that is missing.
    """
    meeting = locked(meeting)
    state, on = meeting_move(meeting.state, "发出通知"), local_day(at)
    facts = selectors.notice_facts(meeting, on)
    require_ready(issues_before_notice(facts))
    meeting.state, meeting.noticed_at, meeting.revision = state, at, 1
    meeting.frozen_rules = frozen(selectors.rules_for(meeting.body, on))
    meeting.save(update_fields=["state", "noticed_at", "revision", "frozen_rules"])
    audit.record(
        "meetings.meeting.noticed", on=meeting, by=by, area_path=meeting.body.area.path,
        reason=meeting.notice_reason, members=facts.members, days_late=days_late(facts),
    )  # fmt: skip
    tell_members(meeting, "meetings.notice", by=by, at=at)
    meeting_noticed.send(sender=Meeting, meeting=meeting)
    return meeting


@transaction.atomic
def notice_read(*, meeting: Meeting, person: Person, revision: int, at: datetime) -> NoticeReceipt:
    """Remember when a member first read an edition of the notice; later readings change nothing."""
    receipt, _ = NoticeReceipt.objects.get_or_create(
        meeting=meeting, person=person, revision=revision, defaults={"read_at": at}
    )
    return receipt


@transaction.atomic
def notice_acknowledge(*, meeting: Meeting, person: Person, revision: int, by: Actor, at: datetime) -> NoticeReceipt:
    """我已知悉: the member confirms the edition they looked at, once. Raises Conflict where a newer one is out."""
    meeting = locked(meeting)
    if meeting.state not in {MeetingState.NOTICED, MeetingState.IN_SESSION}:
        raise WrongState(f"会议{meeting.get_state_display()},无须再确认。")
    if revision != meeting.revision:
        raise Conflict("会议安排刚有变更,请刷新页面,阅读新的通知后再确认。")
    receipt = notice_read(meeting=meeting, person=person, revision=revision, at=at)
    if receipt.acknowledged_at is None:
        receipt.acknowledged_at = at
        receipt.save(update_fields=["acknowledged_at"])
        audit.record("meetings.notice.acknowledged", on=meeting, by=by, area_path=meeting.body.area.path)
    return receipt
