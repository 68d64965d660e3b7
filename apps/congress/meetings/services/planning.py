"""Planning a meeting: its number and title, agenda and sittings."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from apps.congress.meetings import selectors
from apps.congress.meetings.models import AgendaItem, Meeting, MeetingState, PlanChange, SittingState
from apps.congress.meetings.rules.changes import PlanFacts, agenda_changes, sitting_changes
from apps.congress.meetings.rules.naming import meeting_title
from apps.congress.meetings.rules.notices import issues_before_convening, issues_before_notice
from apps.congress.meetings.rules.states import meeting_move
from apps.congress.meetings.services.plan_lines import AgendaLine, MeetingPlan, days_of, write_agenda, write_sittings
from apps.congress.meetings.services.telling import tell_members
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import COMPARE, Conflict, DomainError, WrongState, require_ready
from apps.foundation.core.once import SAID_OTHERWISE, require_same
from apps.foundation.people.models import Term

STATED = ("place", "contact", "requirements", "is_ad_hoc", "notice_reason")
CHANGED_MEANWHILE = f"会议安排刚由他人改过,{COMPARE}"


@transaction.atomic
def meeting_create(*, term: Term, plan: MeetingPlan, key: UUID | None = None, by: Actor, at: datetime) -> Meeting:
    """Plan a meeting of a term; sent again under the same `key` it is the same one.

    Raises Conflict where the number is taken, DomainError without a sitting.
    """
    term = Term.objects.select_for_update(of=("self",)).select_related("body__area").get(pk=term.pk)
    if key is not None and (known := _made_already(term, plan, key)):
        return known
    number = plan.number or selectors.next_number(term)
    meeting = Meeting(
        public_id=key or uuid4(), body=term.body, term=term, number=number, title=_title(term, number, plan)
    )
    _require_free_number(meeting)
    _write(meeting, plan)
    audit.record("meetings.meeting.created", on=meeting, by=by, area_path=term.body.area.path)
    return meeting


@transaction.atomic
def meeting_change(*, meeting: Meeting, plan: MeetingPlan, by: Actor, at: datetime) -> Meeting:
    """Change a meeting that is not over; once noticed, members get the new edition of the notice.

    A meeting moved to another day must be announced in time again; a settled agenda changes for a stated reason.
    Raises Conflict where somebody saved since the arrangement was read.
    """
    meeting = locked(meeting)
    meeting_move(meeting.state, "修改")
    if plan.seen is not None and plan.seen != selectors.plan_mark(meeting):
        raise Conflict(CHANGED_MEANWHILE)
    was_on, before = meeting.starts_on, selectors.plan_facts(meeting)
    if meeting.state == MeetingState.PLANNED:
        Term.objects.select_for_update().get(pk=meeting.term_id)
        meeting.number = plan.number or meeting.number
        meeting.title = _title(meeting.term, meeting.number, plan)
        _require_free_number(meeting)
    _write(meeting, plan)
    if meeting.state != MeetingState.PLANNED:
        _issue_anew(meeting, moved=meeting.starts_on != was_on, at=at)
    _record_change(meeting, before, reason=plan.change_reason, by=by, at=at)
    path = meeting.body.area.path
    audit.record("meetings.meeting.changed", on=meeting, by=by, area_path=path, reason=plan.change_reason)
    if meeting.state != MeetingState.PLANNED:
        tell_members(meeting, "meetings.changed", by=by, at=at)
    return meeting


@transaction.atomic
def meeting_convene(*, meeting: Meeting, on: date, by: Actor, at: datetime) -> Meeting:
    """决定召开: on which day the presidium (常委会, 街道工委) fixed date, place and proposed agenda.

    From then on a change of the agenda needs a reason. Raises NotReady with what the decision would lack.
    """
    meeting = locked(meeting)
    meeting_move(meeting.state, "登记决定召开")
    if meeting.convened_on:
        raise Conflict(f"已登记{chinese_date(meeting.convened_on)}决定召开,无须重复登记。")
    require_ready(issues_before_convening(selectors.notice_facts(meeting, local_day(at)), decided_on=on))
    meeting.convened_on = on
    meeting.save(update_fields=["convened_on"])
    audit.record("meetings.meeting.convened", on=meeting, by=by, area_path=meeting.body.area.path)
    return meeting


@transaction.atomic
def agenda_item_add(*, meeting: Meeting, line: AgendaLine, reason: str, by: Actor, at: datetime) -> AgendaItem:
    """One more item at the end of the agenda of a meeting that is not over; members get the new edition."""
    meeting = locked(meeting)
    meeting_move(meeting.state, "修改")
    before = selectors.plan_facts(meeting)
    last = meeting.agenda.aggregate(last=Max("number"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting, number=last + 1, title=line.title, reporter=line.reporter, topic=line.topic, unit=line.unit,
        materials_due_on=line.materials_due_on,
    )  # fmt: skip
    audit.record("meetings.agenda.item_added", on=meeting, by=by, area_path=meeting.body.area.path, title=line.title)
    if meeting.state != MeetingState.PLANNED:
        _issue_anew(meeting, moved=False, at=at)
    _record_change(meeting, before, reason=reason, by=by, at=at)
    if meeting.state != MeetingState.PLANNED:
        tell_members(meeting, "meetings.changed", by=by, at=at)
    return item


@transaction.atomic
def meeting_cancel(*, meeting: Meeting, reason: str, by: Actor, at: datetime) -> Meeting:
    """Cancel a meeting that has not begun; its number stays used. Members who were invited are told."""
    meeting = locked(meeting)
    was_noticed = meeting.state == MeetingState.NOTICED
    state = meeting_move(meeting.state, "取消")
    if not reason.strip():
        raise DomainError("请写明取消会议的理由。")
    if meeting.sittings.filter(state__in=[SittingState.CHECK_IN, SittingState.OPEN]).exists():
        raise WrongState("本次会议正在签到,不能取消;不再举行的,请先宣布本场会议不举行。")
    meeting.state, meeting.cancel_reason = state, reason
    meeting.save(update_fields=["state", "cancel_reason"])
    audit.record("meetings.meeting.cancelled", on=meeting, by=by, reason=reason, area_path=meeting.body.area.path)
    if was_noticed:
        tell_members(meeting, "meetings.cancelled", by=by, at=at)
    return meeting


def locked(meeting: Meeting) -> Meeting:
    """The meeting's row for this transaction, with body, area and term."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("body__area", "term__body")
    return rows.get(pk=meeting.pk)


def _title(term: Term, number: int, plan: MeetingPlan) -> str:
    return plan.title or meeting_title(
        body_name=term.body.name, term_number=term.number, number=number, is_street=term.body.is_street_body
    )


def _require_free_number(meeting: Meeting) -> None:
    if Meeting.objects.filter(term=meeting.term, number=meeting.number).exclude(pk=meeting.pk).exists():
        following = selectors.next_number(meeting.term)
        raise Conflict(f"本届已有第{meeting.number}次会议,请改用其他次数;下一个未用的次数是{following}。")


def _made_already(term: Term, plan: MeetingPlan, key: UUID) -> Meeting | None:
    """What the same form made before; two windows wait for each other at the term's row."""
    known = Meeting.objects.filter(public_id=key).first()
    if known is None:
        return None
    chosen = [name for name in ("number", "title") if getattr(plan, name)]
    require_same(known, {"term": term, **{name: getattr(plan, name) for name in (*chosen, *STATED)}})
    titles = list(known.agenda.order_by("number").values_list("title", flat=True))
    begins = set(known.sittings.values_list("starts_at", flat=True))
    if titles != [line.title for line in plan.agenda] or begins != {line.starts_at for line in plan.sittings}:
        raise Conflict(SAID_OTHERWISE)
    return known


def _write(meeting: Meeting, plan: MeetingPlan) -> None:
    meeting.starts_on, meeting.ends_on = days_of(meeting, plan.sittings)
    for name in STATED:
        setattr(meeting, name, getattr(plan, name))
    meeting.save()
    write_agenda(meeting, plan.agenda)
    write_sittings(meeting, plan.sittings)


def _record_change(meeting: Meeting, before: PlanFacts, *, reason: str, by: Actor, at: datetime) -> None:
    """What changed, in words. Once decided on or announced, the agenda changes only for a reason that is on record."""
    after = selectors.plan_facts(meeting)
    told = agenda_changes(before.agenda, after.agenda)
    if not selectors.is_settled(meeting):
        return
    if told and not reason.strip():
        raise DomainError(
            f"议程已经{'通知' if meeting.revision else '决定'},变更须写明理由。本次变更:{';'.join(told)}。"
        )
    sentences = told + sitting_changes(before.sittings, after.sittings)
    if before.place != after.place:
        sentences.append(f"会议地点由{before.place}改为{after.place}")
    if sentences:
        PlanChange.objects.create(
            meeting=meeting, revision=meeting.revision, sentences=sentences, reason=reason.strip(),
            changed_by=by.name, changed_at=at,
        )  # fmt: skip


def _issue_anew(meeting: Meeting, *, moved: bool, at: datetime) -> None:
    if moved and meeting.state == MeetingState.NOTICED:
        require_ready(issues_before_notice(selectors.notice_facts(meeting, local_day(at))))
    meeting.revision += 1
    meeting.save(update_fields=["revision"])
