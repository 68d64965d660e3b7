"""What this system puts on everybody's desk: to-do, deadlines, search, ways back, figures."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Min, Q
from django.urls import reverse

from apps.congress.supervision.models import Assignment
from apps.congress.supervision.rules import states as supervised
from apps.foundation.core.actors import STAFF, Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.registry import EVERYBODY, Deadline, Figure, Hit, Related, TodoItem, Watch
from apps.foundation.organisations.models import Area
from apps.foundation.people.selectors import answering, asked, staff_by_area
from apps.foundation.policies.selectors import resolve_each
from apps.office.documents.models import Document
from apps.systems.reform_tasks.models import (
    DispatchMeeting,
    DispatchPoint,
    GoodPractice,
    PlaceTask,
    PlanState,
    ReformPlan,
    StandingReport,
)
from apps.systems.reform_tasks.papers.dispatching import MINUTES
from apps.systems.reform_tasks.papers.plans import PLAN
from apps.systems.reform_tasks.papers.reporting import FINAL, REPORT
from apps.systems.reform_tasks.policies import DISPATCH_DAYS, GUARANTEE_DAYS
from apps.systems.reform_tasks.selectors.dispatching import has_red
from apps.systems.reform_tasks.selectors.guarantees import answers_of, answers_under
from apps.systems.reform_tasks.selectors.measures import MEASURES
from apps.systems.reform_tasks.selectors.plans import pairs_left

LIMIT = 10


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """The office: the next step of its plans. A place: its guarantees. Nobody else."""
    if actor.role != STAFF:
        return
    plans = ReformPlan.objects.visible_to(actor).filter(state__in=(PlanState.DRAFT, PlanState.APPROVED)).with_office()
    for plan in plans:
        if plan.office.path == actor.area_path:
            yield from _of_office(plan, on)
        if plan.state == PlanState.APPROVED:
            yield from _of_place(plan, actor, on)


def _of_office(plan: ReformPlan, on: date) -> Iterator[TodoItem]:
    if plan.state == PlanState.DRAFT:
        yield TodoItem(f"拟定改革实施方案:{plan}", plan.get_absolute_url(), detail="编辑任务分解,提请党委研究")
    elif left := len(pairs_left(plan, on)):
        yield TodoItem(f"交办改革任务:{plan}", plan.get_absolute_url(), detail=f"还有{left}项镇街任务没有交办")
    if plan.state == PlanState.APPROVED and has_red(plan, on):
        due = dispatch_due([plan], on).get(plan.pk)
        if due and due <= on:
            url = reverse("reform_tasks_dispatch_new", args=[plan.public_id])
            yield TodoItem(f"召开调度会:{plan}", url, due, "有任务亮红灯", "去登记")


def _of_place(plan: ReformPlan, actor: Actor, on: date) -> Iterator[TodoItem]:
    place = Area.objects.filter(path=actor.area_path, reform_cells__task__item__plan=plan).distinct().first()
    if place is None:
        return
    gaps = [answer.label for answer in answers_of(plan, place) if not answer.is_met]
    if gaps:
        due = guarantees_due([plan], on).get(plan.pk)
        yield TodoItem(f"落实四项保障:{plan}", guarantee_url(plan, place), due, f"缺{'、'.join(gaps)}保障", "去填报")


def guarantee_url(plan: ReformPlan, area: Area) -> str:
    return reverse("reform_tasks_guarantee", args=[plan.public_id, area.public_id])


def guarantees_due(plans: list[ReformPlan], on: date) -> dict[int, date]:
    """Plan -> the day by which its places should have all four, counted from the first hand-over."""
    handed = dict(
        PlaceTask.objects.filter(task__item__plan__in=plans).order_by().values_list("task__item__plan").annotate(
            Min("assignment__handed_over_at")
        )
    )  # fmt: skip
    begun = [plan for plan in plans if plan.pk in handed]
    days = resolve_each(GUARANTEE_DAYS, [(plan.office, on, "") for plan in begun])
    return {
        plan.pk: local_day(handed[plan.pk]) + timedelta(days=int(rule.value))
        for plan, rule in zip(begun, days, strict=True)
    }


def dispatch_due(plans: list[ReformPlan], on: date) -> dict[int, date]:
    """Plan -> the day of its next dispatch meeting, counted from the last one, else from its approval."""
    held = dict(DispatchMeeting.objects.filter(plan__in=plans).order_by().values_list("plan").annotate(Max("held_at")))
    days = resolve_each(DISPATCH_DAYS, [(plan.office, on, "") for plan in plans])
    return {
        plan.pk: (local_day(held[plan.pk]) if plan.pk in held else plan.approved_on or on)
        + timedelta(days=int(rule.value))
        for plan, rule in zip(plans, days, strict=True)
    }


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    """The next dispatch meeting while something is red, the guarantees of each place, what a meeting asked for."""
    plans = ReformPlan.objects.filter(state=PlanState.APPROVED).with_office()
    yield from _of_dispatch(list(plans.filter(asked(watch, area="office"))), on)
    cells = PlaceTask.objects.filter(asked(watch, area="area"))
    yield from _of_guarantees(list(plans.filter(pk__in=cells.values("task__item__plan"))), on, watch)
    yield from _of_points(on, watch)


def _of_dispatch(plans: list[ReformPlan], on: date) -> Iterator[Deadline]:
    staff = staff_by_area([plan.office_id for plan in plans], on)
    for plan in plans:
        if has_red(plan, on):
            url = reverse("reform_tasks_dispatch_new", args=[plan.public_id])
            people = tuple(sorted(staff.get(plan.office_id, ())))
            key = f"reform_tasks.dispatch:{plan.public_id}"
            yield Deadline(f"召开改革任务调度会:{plan}", dispatch_due([plan], on)[plan.pk], url, people, key)


def _of_guarantees(plans: list[ReformPlan], on: date, watch: Watch) -> Iterator[Deadline]:
    own = Area.objects.filter(asked(watch, area="pk"))
    dues = guarantees_due(plans, on)
    for plan in plans:
        answers = [place for place in answers_under(plan, own) if not all(answer.is_met for answer in place)]
        staff = staff_by_area([place[0].area.pk for place in answers], on)
        for place in answers:
            area = place[0].area
            people = tuple(sorted(staff.get(area.pk, ())))
            key = f"reform_tasks.guarantees:{plan.public_id}:{area.public_id}"
            yield Deadline(f"落实四项保障:{area}({plan})", dues[plan.pk], guarantee_url(plan, area), people, key)


def _of_points(on: date, watch: Watch) -> Iterator[Deadline]:
    """Of those that still work at it; a sheet about it has a deadline of its own."""
    open_points = DispatchPoint.objects.filter(
        due_on__isnull=False, sheet__isnull=True, assignment__state__in=supervised.WITH_UNITS
    ).select_related("assignment", "unit")
    points = list(open_points.filter(asked(watch, due="due_on", unit="unit", otherwise="assignment__area")))
    told = answering([(point.unit_id, point.assignment.area_id) for point in points], on)
    for point, people in zip(points, told, strict=True):
        url, key = point.assignment.get_absolute_url(), f"reform_tasks.point:{point.public_id}"
        yield Deadline(f"调度会要求:{point.assignment}", point.due_on or on, url, people, key)


def search(actor: Actor, text: str) -> Iterator[Hit]:
    """Plans and good practice by title, dispatch meetings by title."""
    for plan in ReformPlan.objects.visible_to(actor).filter(title__icontains=text)[:LIMIT]:
        yield Hit(plan.title, plan.get_absolute_url(), "改革实施方案", plan.get_state_display())
    for meeting in DispatchMeeting.objects.visible_to(actor).filter(title__icontains=text)[:LIMIT]:
        yield Hit(meeting.title, meeting.get_absolute_url(), "调度会", chinese_date(meeting.held_at))
    practices = GoodPractice.objects.visible_to(actor).filter(Q(title__icontains=text) | Q(text__icontains=text))
    for practice in practices.select_related("area")[:LIMIT]:
        yield Hit(practice.title, practice.get_absolute_url(), "经验做法", practice.area.name)


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From an assignment to its plan and matrix, from a document to what it was made from."""
    if isinstance(subject, Assignment):
        cells = PlaceTask.objects.visible_to(actor).filter(assignment=subject).select_related("task__item__plan")
        plans = ReformPlan.objects.visible_to(actor)
        for plan in plans.filter(pk__in=cells.values("task__item__plan")):
            yield Related(f"改革实施方案:{plan}", plan.get_absolute_url())
            yield Related("镇街任务矩阵", reverse("reform_tasks_matrix", args=[plan.public_id]))
    if isinstance(subject, Document):
        yield from _of_document(subject, actor)


def _of_document(document: Document, actor: Actor) -> Iterator[Related]:
    made_from = document.subject_id or 0
    plans = ReformPlan.objects.visible_to(actor)
    if document.kind in (PLAN, FINAL):
        for plan in plans.filter(pk=made_from):
            yield Related("打开改革实施方案", plan.get_absolute_url())
    if document.kind == MINUTES:
        for meeting in DispatchMeeting.objects.visible_to(actor).filter(pk=made_from):
            yield Related("打开调度会", meeting.get_absolute_url())
    if document.kind == REPORT:
        for report in StandingReport.objects.filter(pk=made_from, plan__in=plans).select_related("plan"):
            yield Related("打开改革实施方案", report.plan.get_absolute_url())


def figures(actor: Actor, on: date) -> Iterator[Figure]:
    """The measures of the actor's area, added up."""
    if not actor.sees_area:
        return
    area = Area.objects.get(path=actor.area_path)
    for measure in MEASURES:
        value = sum(measure.count(actor.area_path, on).values())
        yield Figure(measure.title, value, measure.definition, measure.list_url(area), measure.alarm and value > 0)
