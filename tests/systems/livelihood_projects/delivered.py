"""A season of the town on its way: broken down, handed over to supervision, reported on, graded."""

from dataclasses import replace
from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.congress.ballots.models import Poll
from apps.congress.ballots.rules.marks import Marks
from apps.congress.ballots.services.casting import ballot_cast
from apps.congress.meetings.services import sitting_poll_open
from apps.congress.supervision.models import Assignment
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
from apps.systems.livelihood_projects.models import Breakdown, Project, ProjectPlan, Season
from apps.systems.livelihood_projects.services import breaking_down, judging
from apps.systems.livelihood_projects.services.breaking_down import PlanDraft, PlanNodeDraft
from tests.systems.livelihood_projects.place import NOON, ZONE, Place

CAMERAS = 4841


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def proof() -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile("验收单.txt", "已经验收".encode())]


def begun(town: Place, season: Season | None = None, on: datetime = NOON) -> Breakdown:
    """The letter was issued on that day."""
    found = breaking_down.breakdown_begin(season=season or town.announced(), by=town.staff, at=on)
    assert found is not None
    return found


def planned(plan: ProjectPlan, **changes) -> PlanDraft:
    """The plan as it was filled in, with cameras counted."""
    names = ("leader", "task", "place", "starts_on", "due_on", "investment")
    draft = PlanDraft(
        **{name: getattr(plan, name) for name in names}, quantity=CAMERAS, quantity_unit="个",
        nodes=[PlanNodeDraft("过半", date(2027, 6, 30), 50, 2400), PlanNodeDraft("完成", plan.due_on, 100, CAMERAS)],
    )  # fmt: skip
    return replace(draft, **changes)


def change(plan: ProjectPlan, by, on: datetime = NOON, **changes) -> ProjectPlan:
    draft = planned(plan, **changes)
    return breaking_down.plan_change(plan=plan, draft=draft, revision=plan.revision, by=by, at=on)


def accepted(town: Place, cast, breakdown: Breakdown | None = None, on: datetime = NOON) -> Breakdown:
    """修路 counts cameras; both projects are assignments of the town's government."""
    breakdown = breakdown or begun(town)
    change(breakdown.plans.get(project__name="修路"), cast.actor("handler"), on)
    breaking_down.breakdown_submit(breakdown=breakdown, by=cast.actor("handler"), at=on)
    return breaking_down.breakdown_accept(breakdown=breakdown, by=town.staff, at=on)


def assignment_of(name: str) -> Assignment:
    return Assignment.objects.with_all().get(livelihood_plan__project__name=name)


def signed(cast, name: str, on: date) -> Assignment:
    assignment = assignment_of(name)
    unit = assignment.units.get(role="lead").unit
    return assignment_acknowledge(assignment=assignment, unit=unit, by=cast.actor("handler"), at=at(on))


def report(cast, name: str, on: date, period: date, **values):
    draft = ReportDraft(**{"period": period, "percent": 40, "narrative": "正在施工。", **values})
    return report_hand_in(assignment=assignment_of(name), draft=draft, by=cast.actor("handler"), at=at(on))


def taken(town: Place, cast, name: str, on: date, quantity: int | None = None) -> Assignment:
    """Signed for, reached, claimed, verified and closed on one day."""
    assignment, handler = assignment_of(name), cast.actor("handler")
    if assignment.state == "handed_over":
        assignment = signed(cast, name, on)
    for node in assignment.milestones.filter(done_on__isnull=True):
        told = NodeReport(on, "已完成。", node.planned_quantity)
        milestone_mark(milestone=node, draft=told, files=proof(), by=handler, at=at(on))
    completion_claim(
        assignment=assignment, statement="全部完成。", quantity_done=quantity, files=proof(), by=handler, at=at(on)
    )
    completion_verify(assignment=assignment, finding="已实地查看。", verified_on=on, by=town.staff, at=at(on))
    return assignment_close(assignment=assignment, by=town.staff, at=at(on))


def assess(town: Place, season: Season, day: datetime, base: str = "all") -> Poll:
    """The poll, open at a sitting of that day."""
    sitting = town.in_session(day)
    draft = judging.AssessmentDraft("满意度测评", "测评办法", base)
    poll = judging.season_assess(season=season, draft=draft, sitting=sitting, by=town.staff, at=day)
    return sitting_poll_open(sitting=sitting, poll=poll, by=town.staff, at=day)


def graded(town: Place, poll: Poll, satisfied: dict[str, int], day: datetime) -> Poll:
    """So many of the ten are 满意 with a project, the rest 不满意."""
    for number, person in enumerate(town.members()):
        grades = {name: "满意" if number < count else "不满意" for name, count in satisfied.items()}
        ballot_cast(poll=poll, marks=Marks(grades=grades), by=town.member(person), at=day)
    return town.announce(poll, day)


def project(name: str) -> Project:
    return Project.objects.select_related("season").get(name=name, state="voted_in")
