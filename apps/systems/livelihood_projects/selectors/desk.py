"""What the delivery of chosen projects puts on desks: breakdowns, groups, rectification, special inquiries."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Q
from django.urls import reverse

from apps.congress.ballots.models import Poll
from apps.congress.supervision.models import Assignment
from apps.congress.supervision.rules import states
from apps.foundation.core.actors import Actor
from apps.foundation.core.registry import EVERYBODY, Deadline, Related, TodoItem, Watch
from apps.foundation.core.streams import CHUNK, in_chunks
from apps.foundation.people.selectors import answering, asked
from apps.systems.livelihood_projects.models import Breakdown, BreakdownState, Project, Rectification, SeasonAssessment
from apps.systems.livelihood_projects.selectors.closing import hand_over_deadlines
from apps.systems.livelihood_projects.selectors.report_days import AHEAD, awaited, report_deadlines

SEASON_AREA = "season__term__body__area"
WAITING = {
    BreakdownState.WRITING: ("任务分解方案逾期未报送", "去查看"),
    BreakdownState.SUBMITTED: ("接受任务分解方案", "去办理"),
}


def of_office(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Breakdowns late or to be accepted, projects nobody watches, what was graded 不满意 once or twice."""
    own = Breakdown.objects.filter(season__term__body__area__path=actor.area_path).with_season()
    late = Q(state=BreakdownState.WRITING, due_on__lt=on)
    for row in own.filter(late | Q(state=BreakdownState.SUBMITTED)):
        title, action = WAITING[BreakdownState(row.state)]
        due = row.due_on if row.state == BreakdownState.WRITING else None
        yield TodoItem(title, row.get_absolute_url(), due, str(row.season), action)
    for row in own.filter(plans__assignment__state__in=states.OPEN, plans__project__watch__isnull=True).distinct():
        url = reverse("livelihood_delivery", args=[row.season.public_id])
        yield TodoItem("还有项目没有监督小组", url, None, str(row.season), "去确定")
    for report in awaited(own, on):
        if report.due_on <= on + AHEAD:
            yield TodoItem(report.title, report.url, report.due_on, "政府(办事处)向人大报告", "去办理")
    yield from _dissatisfied(actor)


def _dissatisfied(actor: Actor) -> Iterator[TodoItem]:
    rows = Project.objects.filter(season__term__body__area__path=actor.area_path, grades__passed=False).distinct()
    for project in rows.filter(season__archive__isnull=True).with_season().prefetch_related("grades__rectification"):
        *_, last = grades = list(project.grades.all())
        if last.passed:
            continue
        if len(grades) > 1 and not grades[-2].passed:
            title = f"两次测评不满意,建议提请专题询问:{project}"
            yield TodoItem(title, project.get_absolute_url(), None, str(project.season), "去研究")
        elif not hasattr(last, "rectification"):
            yield TodoItem(f"拟整改通知:{project}", project.get_absolute_url(), None, "测评不满意", "去办理")


def of_unit(actor: Actor) -> Iterator[TodoItem]:
    """The government's breakdown, a unit's rectification."""
    rows = Breakdown.objects.visible_to(actor).filter(state=BreakdownState.WRITING)
    for row in rows.with_season():
        yield TodoItem(f"编制{row}", row.get_absolute_url(), row.due_on, "", "去编制")
    for found in Rectification.objects.visible_to(actor).awaited().with_all():
        url = reverse("livelihood_rectification", args=[found.public_id])
        yield TodoItem(f"报告整改情况:{found.project}", url, found.due_on, "测评不满意", "去报告")


def deadlines(on: date, watch: Watch = EVERYBODY) -> Iterator[Deadline]:
    found = (hand_over_deadlines, _breakdowns, report_deadlines, _rectifications)
    yield from chain.from_iterable(each(on, watch) for each in found)


def _breakdowns(on: date, watch: Watch) -> Iterator[Deadline]:
    rows = Breakdown.objects.filter(state=BreakdownState.WRITING).with_season()
    rows = rows.filter(asked(watch, due="due_on", unit="executive", otherwise=SEASON_AREA))
    for chunk in in_chunks(rows.iterator(CHUNK), CHUNK):
        told = answering([(row.executive_id, row.season.body.area_id) for row in chunk], on)
        for row, people in zip(chunk, told, strict=True):
            key = f"livelihood.breakdown:{row.public_id}"
            yield Deadline(f"报送{row}", row.due_on, row.get_absolute_url(), people, key)


def _rectifications(on: date, watch: Watch) -> Iterator[Deadline]:
    rows = Rectification.objects.awaited().with_all().filter(due_on__isnull=False)
    project = "grade__project__"
    rows = rows.filter(
        asked(watch, due="due_on", unit=f"{project}responsible_unit", otherwise=f"{project}{SEASON_AREA}")
    )
    for chunk in in_chunks(rows.iterator(CHUNK), CHUNK):
        projects = [found.project for found in chunk]
        told = answering([(one.responsible_unit_id, one.season.body.area_id) for one in projects], on)
        for found, people in zip(chunk, told, strict=True):
            url = reverse("livelihood_rectification", args=[found.public_id])
            key = f"livelihood.rectify:{found.public_id}"
            yield Deadline(f"报告整改情况:{found.project}", found.due_on or on, url, people, key)


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    """From an assignment, an assessment or a notice of rectification back to its project or season."""
    if not (actor.sees_area or actor.is_member):
        return
    if isinstance(subject, Assignment):
        for project in Project.objects.visible_to(actor).filter(plan__assignment=subject):
            yield Related("民生实事项目", project.get_absolute_url())
    if isinstance(subject, Poll):
        for found in SeasonAssessment.objects.filter(poll=subject).select_related("season"):
            yield Related("民生实事办理情况", reverse("livelihood_delivery", args=[found.season.public_id]))
    label = getattr(subject, "subject_label", "")
    if label == Rectification._meta.label_lower:
        for project in Project.objects.visible_to(actor).filter(Q(grades__rectification=subject.subject_id)):
            yield Related("民生实事项目", project.get_absolute_url())
