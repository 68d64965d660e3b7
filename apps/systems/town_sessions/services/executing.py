"""Carrying a plan out: meetings made from its sessions, preparations recorded, the year closed."""

from datetime import date, datetime, timedelta

from django.db import transaction

from apps.congress.meetings.models import Meeting, SittingKind
from apps.congress.meetings.services import AgendaLine, MeetingPlan, SittingLine, meeting_create
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, require_ready
from apps.systems.town_sessions.models import AnnualPlan, PlanSession, Slot
from apps.systems.town_sessions.rules import states
from apps.systems.town_sessions.rules.deadlines import ACTIVITIES, MATERIALS, TITLES, materials_due
from apps.systems.town_sessions.rules.planning import HoldFacts, issues_before_meeting
from apps.systems.town_sessions.selectors.plans import is_being_amended, issues_to_close, open_amendment
from apps.systems.town_sessions.services.records import plan_locked, record

PREPARATORY = timedelta(minutes=30)


@transaction.atomic
def session_meeting_create(
    *, session: PlanSession, starts_at: datetime, place: str, by: Actor, at: datetime, contact: str = "",
    with_preparatory: bool = True,
) -> Meeting:  # fmt: skip
    """生成会议: agenda, reporting units and material days come from the plan; the rest is arranged in the meeting.

    The plenary follows the preparatory meeting by half an hour. Raises NotReady outside the plan's days, where the
    session became a meeting already, or while an amendment is being studied.
    """
    plan, session = _running(session, "execute")
    day = local_day(starts_at)
    facts = HoldFacts(
        name=session.name, when=session.when, starts_on=session.starts_on, ends_on=session.ends_on, day=day,
        today=local_day(at), amended=is_being_amended(plan), has_meeting=session.has_live_meeting,
    )  # fmt: skip
    require_ready(issues_before_meeting(facts))
    draft = MeetingPlan(
        place=place, contact=contact, agenda=_agenda(session, day), is_ad_hoc=session.is_extra,
        sittings=_sittings(starts_at, with_preparatory),
    )  # fmt: skip
    meeting = meeting_create(term=plan.term, plan=draft, by=by, at=at)
    _link(plan, session, meeting)
    record("town_sessions.session.meeting_created", plan, by, ordinal=session.ordinal, meeting=meeting.title)
    return meeting


@transaction.atomic
def session_meeting_link(*, session: PlanSession, meeting: Meeting, by: Actor, at: datetime) -> PlanSession:
    """Say that a meeting which was put together by hand is this session. Raises Conflict for one that is another's."""
    plan, session = _running(session, "execute")
    if session.has_live_meeting:
        raise Conflict(f"{session.name}已经生成会议,请刷新页面查看。")
    if meeting.body_id != plan.body_id or meeting.starts_on.year != plan.year:
        raise DomainError("只能关联本机关本年度的会议,请重新选择。")
    if Slot.objects.filter(meeting=meeting).exists():
        raise Conflict(f"“{meeting.title}”已经关联方案中的会议,请重新选择。")
    _link(plan, session, meeting)
    record("town_sessions.session.meeting_linked", plan, by, ordinal=session.ordinal, meeting=meeting.title)
    return session


@transaction.atomic
def preparation_record(
    *, session: PlanSession, kind: str, done_on: date, by: Actor, at: datetime, note: str = ""
) -> PlanSession:
    """登记会前准备: the materials are complete, or the inspection was made. Corrected by recording it again."""
    plan, session = _running(session, "execute")
    if kind not in (MATERIALS, ACTIVITIES):
        raise DomainError("请选择要登记的会前准备。")
    if done_on > local_day(at):
        raise DomainError("完成日期不能晚于今天,请核对。")
    slot = session.slot
    if kind == MATERIALS:
        slot.materials_on = done_on
    else:
        slot.activities_on, slot.activities_note = done_on, note.strip()
    slot.save(update_fields=["materials_on", "activities_on", "activities_note"])
    record("town_sessions.preparation.recorded", plan, by, ordinal=session.ordinal, what=TITLES[kind], reason=note)
    return session


@transaction.atomic
def plan_close(*, plan: AnnualPlan, by: Actor, at: datetime) -> AnnualPlan:
    """结束: every fixed session was held or called off. Raises NotReady naming those that were not."""
    plan = plan_locked(plan.pk)
    state = states.move(plan.state, "close")
    require_ready(issues_to_close(plan))
    if amendment := open_amendment(plan):
        raise Conflict(f"第{amendment.version}版调整方案{amendment.state_label},请先办完或者作废,再结束。")
    plan.state = state
    plan.save(update_fields=["state"])
    record("town_sessions.plan.closed", plan, by)
    return plan


def _running(session: PlanSession, act: str) -> tuple[AnnualPlan, PlanSession]:
    """The plan, locked, where it is being carried out; and the session with its slot, locked."""
    plan = plan_locked(session.plan_id)
    states.move(plan.state, act)
    Slot.objects.select_for_update().get(pk=session.slot_id)
    return plan, PlanSession.objects.with_all().get(pk=session.pk)


def _link(plan: AnnualPlan, session: PlanSession, meeting: Meeting) -> None:
    session.slot.meeting = meeting
    session.slot.save(update_fields=["meeting"])
    plan.state = states.move(plan.state, "execute")
    plan.save(update_fields=["state"])


def _agenda(session: PlanSession, day: date) -> list[AgendaLine]:
    return [
        AgendaLine(
            topic.title, topic.reporter, topic=topic.topic, unit=topic.unit,
            materials_due_on=materials_due(day, topic.material_days),
        )
        for topic in session.topics.all()
    ]  # fmt: skip


def _sittings(starts_at: datetime, with_preparatory: bool) -> list[SittingLine]:
    if not with_preparatory:
        return [SittingLine(SittingKind.PLENARY, starts_at)]
    first = SittingLine(SittingKind.PREPARATORY, starts_at)
    return [first, SittingLine(SittingKind.PLENARY, starts_at + PREPARATORY)]
