"""调度会: who came, what was said of each late task, and what follows: minutes, supervision sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from apps.congress.supervision.models import Assignment, UnitRole
from apps.congress.supervision.selectors.organs import supervising_organ
from apps.congress.supervision.selectors.standing import rule_value
from apps.congress.supervision.services import SheetDraft, sheet_draft
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_datetime, local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState, require_newest, required
from apps.foundation.core.once import made_once
from apps.foundation.organisations.models import Unit
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft
from apps.systems.reform_tasks.models import DispatchMeeting, DispatchPoint, ReformPlan
from apps.systems.reform_tasks.papers.dispatching import MINUTES, minutes_paper
from apps.systems.reform_tasks.services.records import plan_locked, record, require_running


@dataclass(frozen=True, slots=True)
class DispatchDraft:
    """The head of a meeting; `present` and `absent` are names."""

    title: str
    held_at: datetime
    place: str
    chair: str
    present: str
    absent: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class PointDraft:
    """What the meeting asks about one assignment."""

    assignment: Assignment
    problem: str
    requirement: str
    unit: Unit | None = None
    due_on: date | None = None


@transaction.atomic
def dispatch_create(
    *, plan: ReformPlan, draft: DispatchDraft, key: UUID | None = None, by: Actor, at: datetime
) -> DispatchMeeting:
    """Write a meeting down that was held. Raises WrongState for a plan that is not carried out."""
    plan = plan_locked(plan.pk)
    require_running(plan)
    _require_held(draft, at)
    said = {"plan": plan, "title": required(draft.title, "请填写会议名称。"), "held_at": draft.held_at}
    rest = {
        "place": draft.place, "chair": draft.chair, "present": draft.present, "absent": draft.absent,
        "summary": draft.summary, "created_at": at,
    }  # fmt: skip
    meeting, is_new = made_once(DispatchMeeting, key, said=said, **rest)
    if is_new:
        record("reform_tasks.dispatch.created", meeting, by, when=chinese_datetime(meeting.held_at))
    return meeting


@transaction.atomic
def dispatch_change(
    *, meeting: DispatchMeeting, draft: DispatchDraft, revision: int, by: Actor, at: datetime
) -> DispatchMeeting:
    """Its head anew. Raises Conflict where somebody saved since `revision` was read."""
    meeting = _locked(meeting)
    require_newest(revision, meeting.revision)
    _require_held(draft, at)
    for name in ("title", "held_at", "place", "chair", "present", "absent", "summary"):
        setattr(meeting, name, getattr(draft, name))
    meeting.revision += 1
    meeting.save()
    record("reform_tasks.dispatch.changed", meeting, by)
    return meeting


@transaction.atomic
def points_set(
    *, meeting: DispatchMeeting, points: Sequence[PointDraft], revision: int, by: Actor, at: datetime
) -> DispatchMeeting:
    """The points of a meeting as a whole. A new one keeps light and percent of this day; one that led to a sheet stays.

    Raises Conflict where somebody saved since `revision` was read.
    """
    meeting = _locked(meeting)
    require_newest(revision, meeting.revision)
    held = {point.assignment_id: point for point in meeting.points.all()}  # type: ignore[attr-defined]
    for draft in points:
        _point_write(held.pop(draft.assignment.pk, None), meeting, draft, local_day(at))
    for point in held.values():
        if point.sheet_id:
            raise DomainError(f"“{point.assignment}”已经发出督办单,这一事项不能删去。")
        point.delete()
    meeting.revision += 1
    meeting.save(update_fields=["revision"])
    record("reform_tasks.dispatch.points_set", meeting, by, points=len(points))
    return meeting


@transaction.atomic
def point_warn(*, point: DispatchPoint, by: Actor, at: datetime) -> DispatchPoint:
    """拟督办单 about a point, to its unit where that does the task, else to the one that leads it.

    The entry in the log is that of the sheet. Raises Conflict where one was drafted.
    """
    meeting = _locked(point.meeting)
    point = meeting.points.select_related("assignment", "unit").get(pk=point.pk)  # type: ignore[attr-defined]
    if point.sheet_id:
        raise Conflict("这一事项已经拟出督办单,请直接打开办理。")
    assignment = point.assignment
    draft = SheetDraft(
        point.problem or f"截至{chinese_datetime(meeting.held_at)},进度为{point.percent}%。", point.requirement,
        rule_value(assignment, "answer_working_days"),
    )  # fmt: skip
    point.sheet = sheet_draft(assignment=assignment, unit=_receiver(point), draft=draft, by=by, at=at)
    point.save(update_fields=["sheet"])
    return point


@transaction.atomic
def minutes_draft(*, meeting: DispatchMeeting, by: Actor, at: datetime) -> Document:
    """拟纪要 from what is recorded; one at a time. Raises WrongState while nothing is recorded that was said."""
    meeting = _locked(meeting)
    if not meeting.summary and not meeting.points.exists():  # type: ignore[attr-defined]
        raise WrongState("还没有记录调度事项,请先记录再拟纪要;没有亮灯任务的,请填写总体情况。")
    on = local_day(at)
    document = only_document_draft(
        subject=meeting, organ=supervising_organ(meeting.plan.office, on), kind=MINUTES,
        tree=minutes_paper(meeting, on), by=by, at=at,
    )  # fmt: skip
    record("reform_tasks.dispatch.minutes_drafted", meeting, by)
    return document


def _locked(meeting: DispatchMeeting) -> DispatchMeeting:
    rows = DispatchMeeting.objects.select_for_update(of=("self",)).select_related("plan__office")
    return rows.get(pk=meeting.pk)


def _require_held(draft: DispatchDraft, at: datetime) -> None:
    if draft.held_at > at:
        raise DomainError("调度会还没有召开。请在会后登记,会议时间不能晚于现在。")


def _point_write(point: DispatchPoint | None, meeting: DispatchMeeting, draft: PointDraft, on: date) -> None:
    assignment = draft.assignment
    if point is None:
        point = DispatchPoint(
            meeting=meeting, assignment=assignment, light=assignment.light_on(on), percent=assignment.percent
        )
    point.problem = draft.problem.strip()
    point.requirement = required(draft.requirement, f"请写明对“{assignment}”的会议要求。")
    point.unit, point.due_on = draft.unit, draft.due_on
    point.save()


def _receiver(point: DispatchPoint) -> Unit:
    units = list(point.assignment.units.select_related("unit"))  # type: ignore[attr-defined]
    own = next((row.unit for row in units if row.unit_id == point.unit_id), None)
    return own or next(row.unit for row in units if row.role == UnitRole.LEAD)
