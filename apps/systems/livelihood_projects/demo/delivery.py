"""This year's projects of one town on their way: one taken, one red for want of pieces, the rest reported on."""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.congress.supervision.models import Assignment, Milestone
from apps.congress.supervision.selectors.standing import reportable
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
from apps.foundation.core.actors import HANDLER, Actor
from apps.foundation.core.dates import local_day
from apps.systems.livelihood_projects.demo import closing
from apps.systems.livelihood_projects.demo.places import Place
from apps.systems.livelihood_projects.models import Breakdown, ProjectPlan, Season
from apps.systems.livelihood_projects.services import breaking_down, watching
from apps.systems.livelihood_projects.services.breaking_down import PlanDraft, PlanNodeDraft

PLANNED, EXPECTED = 120, 96
HANDED_OVER, ACCEPTED = timedelta(days=300), timedelta(days=280)


def on_its_way(place: Place, season: Season, at: datetime) -> None:
    closing.handed_over(season, at - HANDED_OVER)
    breakdown = Breakdown.objects.with_season().get(season=season)
    for plan in breakdown.plans.with_all():  # type: ignore[attr-defined]
        planned(plan, place, at - ACCEPTED)
    breaking_down.breakdown_submit(breakdown=breakdown, on_paper=True, by=place.by, at=at - ACCEPTED)
    breaking_down.breakdown_accept(breakdown=breakdown, by=place.by, at=at - ACCEPTED)
    for number, plan in enumerate(breakdown.plans.with_all()):  # type: ignore[attr-defined]
        _watched(plan, number, place, at)
        _run(plan.assignment, number, place, at)


def planned(plan: ProjectPlan, place: Place, at: datetime) -> None:
    """Counted in pieces, in equal parts."""
    nodes = [
        PlanNodeDraft(node.title, node.due_on, node.percent, PLANNED * node.percent // 100, node.investment)
        for node in plan.nodes.all()  # type: ignore[attr-defined]
    ]
    draft = PlanDraft(
        leader=plan.leader, task=plan.task, place=plan.place, starts_on=plan.starts_on, due_on=plan.due_on,
        investment=plan.investment, quantity=PLANNED, quantity_unit="处", contact_name="陈某",
        contact_phone="023-00000000", nodes=nodes,
    )  # fmt: skip
    breaking_down.plan_change(plan=plan, draft=draft, revision=plan.revision, by=place.by, at=at)


def _watched(plan: ProjectPlan, number: int, place: Place, at: datetime) -> None:
    leader, *members = place.members[3 * number : 3 * number + 3]
    watching.watch_set(project=plan.project, leader=leader, members=members, by=place.by, at=at - ACCEPTED)
    day = at - timedelta(days=40 + number)
    found = watching.VisitDraft(local_day(day), leader.name, "现场施工正常,部分已投入使用。", "请加快进度。")
    watching.visit_record(project=plan.project, draft=found, by=place.actor(leader), at=day)


def _run(assignment: Assignment | None, number: int, place: Place, at: datetime) -> None:
    assert assignment is not None
    by = _signed(assignment, at - ACCEPTED)
    for node in assignment.milestones.all():  # type: ignore[attr-defined]
        if number == 0 or node.due_on < local_day(at):
            _reached(node, by, at - timedelta(days=30))
    if number == 0:
        _claimed_and_closed(assignment, place, by, at - timedelta(days=20))
        return
    short = {"quantity_expected": EXPECTED} if number == 1 else {}
    for period in reportable(assignment, local_day(at))[-1:]:
        draft = ReportDraft(
            period=period, percent=90, narrative="已完成大部分工程,正在收尾。", quantity_done=EXPECTED, **short,
            paid=(assignment.investment or 0) * 4 / 5,
        )  # fmt: skip
        report_hand_in(assignment=assignment, draft=draft, by=by, at=at)


def taken(assignment: Assignment | None, place: Place, at: datetime) -> None:
    """Signed for, reached, claimed, verified and closed out on one day."""
    assert assignment is not None
    by = _signed(assignment, at)
    assignment = Assignment.objects.get(pk=assignment.pk)
    for node in assignment.milestones.all():  # type: ignore[attr-defined]
        _reached(node, by, at)
    _claimed_and_closed(assignment, place, by, at)


def _signed(assignment: Assignment, at: datetime) -> Actor:
    """Who answers for it at the unit that leads."""
    unit = assignment.units.get(role="lead")  # type: ignore[attr-defined]
    by = Actor(name="陈某", role=HANDLER, unit_id=unit.unit_id)
    assignment_acknowledge(assignment=assignment, unit=unit.unit, signer="陈某", by=by, at=at)
    return by


def _reached(node: Milestone, by: Actor, at: datetime) -> None:
    told = NodeReport(local_day(at), "已按计划完成。", node.planned_quantity)
    milestone_mark(milestone=node, draft=told, files=_proof(), by=by, at=at)


def _claimed_and_closed(assignment: Assignment, place: Place, by: Actor, day: datetime) -> None:
    completion_claim(
        assignment=assignment, statement="全部建成,投入使用。", quantity_done=assignment.quantity_planned,
        files=_proof(), by=by, at=day,
    )  # fmt: skip
    finding = "逐处查看,数量与计划一致。"
    completion_verify(assignment=assignment, finding=finding, verified_on=local_day(day), by=place.by, at=day)
    assignment_close(assignment=assignment, by=place.by, at=day)


def _proof() -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile("验收记录.txt", "已经验收".encode())]
