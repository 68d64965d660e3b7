"""How far each task has come in each place: on time, behind, late, claimed, closed out, not even signed for."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import cycle

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.congress.supervision.models import Assignment
from apps.congress.supervision.rules import periods
from apps.congress.supervision.services import (
    NodeReport,
    ReportDraft,
    assignment_acknowledge,
    assignment_close,
    completion_claim,
    completion_verify,
    milestone_mark,
    report_hand_in,
)
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.office.documents.demo import demo_actor
from apps.systems.reform_tasks.models import PlaceTask, ReformPlan

DAY = timedelta(days=1)
ON_TIME, BEHIND, LATE, CLAIMED, CLOSED, UNSIGNED = "on_time", "behind", "late", "claimed", "closed", "unsigned"
MIX = (
    ON_TIME, CLOSED, BEHIND, ON_TIME, LATE, ON_TIME, CLAIMED, ON_TIME, CLOSED, ON_TIME, BEHIND, LATE, ON_TIME, CLAIMED,
    CLOSED, ON_TIME, UNSIGNED,
)  # fmt: skip
REACHED = {ON_TIME: 2, BEHIND: 2, LATE: 1, CLAIMED: 3, CLOSED: 3}
PERCENT = {ON_TIME: 66, BEHIND: 45, LATE: 35, CLAIMED: 90, CLOSED: 90}
PROBLEMS = {
    BEHIND: ("部分社区(村)参与面不够宽。", ""),
    LATE: ("阵地改造用房还没有落实,经费未到位。", "请区级协调闲置国有房产,帮助解决改造经费。"),
}
STAFF = {"青禾镇": "qinghe", "滨江街道": "binjiang"}
"""Whose own staff answers; for the others the administrator enters what came on paper."""


def work(plan: ReformPlan, clerk: Actor, at: datetime) -> None:
    rows = PlaceTask.objects.filter(task__item__plan=plan).select_related("area", "assignment")
    ordered = rows.order_by("area__path", "task__item__number", "task__number")
    for row, kind in zip(ordered, cycle(MIX), strict=False):
        if kind != UNSIGNED:
            _bring(row.assignment, kind, demo_actor(STAFF.get(row.area.name, "admin"), at), clerk, at)


def _bring(one: Assignment, kind: str, by: Actor, clerk: Actor, at: datetime) -> None:
    begun = one.handed_over_at or at
    lead = one.units.select_related("unit").get().unit  # type: ignore[attr-defined]
    assignment_acknowledge(assignment=one, unit=lead, signer="镇街主要负责人", by=by, at=begun + DAY)
    _report(one, kind, by, at)
    for number, node in enumerate(one.milestones.all()[: REACHED[kind]]):  # type: ignore[attr-defined]
        reached = min(timezone.make_aware(datetime.combine(node.due_on, time(10))), at - (14 - number) * DAY)
        told = NodeReport(local_day(reached), "已完成,资料齐全。")
        milestone_mark(milestone=node, draft=told, files=_proof("举措完成材料.txt"), by=by, at=reached)
    if kind in (CLAIMED, CLOSED):
        done = "各项举措全部完成,制度、台账齐全。"
        completion_claim(assignment=one, statement=done, files=_proof("完成情况.txt"), by=by, at=at - 9 * DAY)
    if kind == CLOSED:
        day = at - 6 * DAY
        finding = "现场查看并核对台账,符合方案要求。"
        completion_verify(assignment=one, finding=finding, verified_on=local_day(day), by=clerk, at=day)
        assignment_close(assignment=one, by=clerk, at=day + DAY)


def _report(one: Assignment, kind: str, by: Actor, at: datetime) -> None:
    """Each month that has ended, on the third day after it; the last one brings the percent of its kind."""
    ended = list(_periods(one, at - 10 * DAY if kind in (CLAIMED, CLOSED) else at))
    problems, help_needed = PROBLEMS.get(kind, ("", ""))
    for number, (period, day) in enumerate(ended, start=1):
        percent = PERCENT[kind] * number // len(ended)
        draft = ReportDraft(
            period, percent, f"按方案推进,累计完成{percent}%。", problems=problems, help_needed=help_needed
        )
        report_hand_in(assignment=one, draft=draft, on_paper=by.is_operator, by=by, at=day)


def _periods(one: Assignment, last: datetime) -> Iterator[tuple[date, datetime]]:
    """Each period with the day of its report; what is claimed is not reported on any more."""
    one = Assignment.objects.get(pk=one.pk)
    period = one.next_period
    while period is not None:
        third = periods.last_day(period, one.cycle) + 3 * DAY
        day = timezone.make_aware(datetime.combine(third, time(10)))
        if day > last:
            return
        yield period, day
        period = periods.next_period(period, one.cycle)


def _proof(name: str) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, "演示材料:内容为虚构。".encode())]
