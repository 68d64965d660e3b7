"""Planning a meeting: its number and title, agenda and sittings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from apps.congress.meetings import selectors
from apps.congress.meetings.models import AgendaItem, Meeting, MeetingState, Sitting, SittingState, Topic
from apps.congress.meetings.rules.naming import meeting_title
from apps.congress.meetings.rules.notices import issues_before_notice
from apps.congress.meetings.rules.states import meeting_move
from apps.congress.meetings.services.telling import tell_members
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState, require_ready
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Term


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item of the agenda in its order; `public_id` names an existing one."""

    title: str
    reporter: str = ""
    public_id: UUID | None = None
    topic: str = Topic.OTHER
    unit: Unit | None = None
    materials_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class SittingLine:
    """One sitting; an empty place is that of the meeting."""

    kind: str
    starts_at: datetime
    place: str = ""
    presided_by: str = ""
    public_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """Everything staff state about a meeting. No number, no title: the next one, and the official form.

    `sittings` are those still to come; what has begun is history.
    """

    place: str
    agenda: Sequence[AgendaLine] = ()
    sittings: Sequence[SittingLine] = ()
    number: int | None = None
    title: str = ""
    contact: str = ""
    requirements: str = ""
    is_ad_hoc: bool = False
    notice_reason: str = ""


@transaction.atomic
def meeting_create(*, term: Term, plan: MeetingPlan, by: Actor, at: datetime) -> Meeting:
    """Plan a meeting of a term. Raises Conflict where the number is taken, DomainError without a sitting."""
    term = Term.objects.select_for_update(of=("self",)).select_related("body__area").get(pk=term.pk)
    number = plan.number or selectors.next_number(term)
    meeting = Meeting(body=term.body, term=term, number=number, title=_title(term, number, plan))
    _require_free_number(meeting)
    _write(meeting, plan)
    audit.record("meetings.meeting.created", on=meeting, by=by, area_path=term.body.area.path)
    return meeting


@transaction.atomic
def meeting_change(*, meeting: Meeting, plan: MeetingPlan, by: Actor, at: datetime) -> Meeting:
    """Change a meeting that is not over; once noticed, members get the new edition of the notice.

    A meeting moved to another day must be announced in time again.
    """
    meeting = locked(meeting)
    meeting_move(meeting.state, "修改")
    was_on = meeting.starts_on
    if meeting.state == MeetingState.PLANNED:
        Term.objects.select_for_update().get(pk=meeting.term_id)
        meeting.number = plan.number or meeting.number
        meeting.title = _title(meeting.term, meeting.number, plan)
        _require_free_number(meeting)
    _write(meeting, plan)
    audit.record("meetings.meeting.changed", on=meeting, by=by, area_path=meeting.body.area.path)
    if meeting.state != MeetingState.PLANNED:
        _issue_anew(meeting, moved=meeting.starts_on != was_on, by=by, at=at)
    return meeting


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


def _write(meeting: Meeting, plan: MeetingPlan) -> None:
    meeting.starts_on, meeting.ends_on = _days(meeting, plan.sittings)
    for name in ("place", "contact", "requirements", "is_ad_hoc", "notice_reason"):
        setattr(meeting, name, getattr(plan, name))
    meeting.save()
    _write_agenda(meeting, plan.agenda)
    _write_sittings(meeting, plan.sittings)


def _days(meeting: Meeting, lines: Sequence[SittingLine]) -> tuple[date, date]:
    """First and last day over all sittings, those included that have begun."""
    begun = _begun(meeting).values_list("starts_at", flat=True) if meeting.pk else ()
    days = [local_day(at) for at in (*begun, *(line.starts_at for line in lines))]
    if not days:
        raise DomainError("请至少安排一次预备会议或全体会议。")
    return min(days), max(days)


def _begun(meeting: Meeting) -> QuerySet[Sitting]:
    return meeting.sittings.exclude(state=SittingState.PLANNED)


def _write_agenda(meeting: Meeting, lines: Sequence[AgendaLine]) -> None:
    kept = {line.public_id for line in lines}
    existing: dict[UUID | None, AgendaItem] = {item.public_id: item for item in meeting.agenda.all()}
    for item in existing.values():
        if item.public_id in kept:
            continue
        if item.polls.exists():
            raise WrongState(f"议题“{item.title}”已安排表决,不能删除。")
        if item.materials.exists():
            raise WrongState(f"议题“{item.title}”已有会议材料,不能删除。")
        item.delete()
    for number, line in enumerate(lines, start=1):
        item = existing.get(line.public_id) or AgendaItem(meeting=meeting)
        item.number = number
        for name in ("title", "reporter", "topic", "unit", "materials_due_on"):
            setattr(item, name, getattr(line, name))
        item.save()


def _write_sittings(meeting: Meeting, lines: Sequence[SittingLine]) -> None:
    """Make `lines` the sittings still to come; those that have begun stay as they are."""
    begun = {sitting.public_id: sitting for sitting in _begun(meeting)}
    planned: dict[UUID | None, Sitting] = {
        sitting.public_id: sitting for sitting in meeting.sittings.filter(state=SittingState.PLANNED)
    }
    for public_id in planned.keys() - {line.public_id for line in lines}:
        _remove(planned[public_id])
    for line in lines:
        if line.public_id in begun:
            _require_same(begun[line.public_id], line)
        else:
            _write_sitting(planned.get(line.public_id) or Sitting(meeting=meeting, ordinal=0), line)
    _number_sittings(meeting)


def _require_same(sitting: Sitting, line: SittingLine) -> None:
    if (sitting.kind, sitting.starts_at) != (line.kind, line.starts_at):
        raise WrongState(f"{sitting.name}已经开始签到,时间和类别不能再改。")


def _remove(sitting: Sitting) -> None:
    if sitting.polls.exists():
        raise WrongState(f"{sitting.name}已安排表决,不能从安排中删除。")
    sitting.delete()


def _write_sitting(sitting: Sitting, line: SittingLine) -> None:
    sitting.kind, sitting.starts_at = line.kind, line.starts_at
    sitting.place = line.place or sitting.meeting.place
    sitting.presided_by = line.presided_by
    sitting.save()


def _number_sittings(meeting: Meeting) -> None:
    """第一次, 第二次 … in order of time within a kind; those that have started keep their number."""
    for kind in {sitting.kind for sitting in meeting.sittings.all()}:
        rows = meeting.sittings.filter(kind=kind)
        begun = _begun(meeting).filter(kind=kind).values_list("ordinal", flat=True)
        for ordinal, sitting in enumerate(rows.filter(state=SittingState.PLANNED), start=max(begun, default=0) + 1):
            Sitting.objects.filter(pk=sitting.pk).update(ordinal=ordinal)


def _issue_anew(meeting: Meeting, *, moved: bool, by: Actor, at: datetime) -> None:
    if moved and meeting.state == MeetingState.NOTICED:
        require_ready(issues_before_notice(selectors.notice_facts(meeting, local_day(at))))
    meeting.revision += 1
    meeting.save(update_fields=["revision"])
    tell_members(meeting, "meetings.changed", by=by, at=at)
