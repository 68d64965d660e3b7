"""测评 and 整改: the session grades, what it is dissatisfied with is put right and graded again (§3.1 steps 13, 14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from apps.congress.ballots.models import Method, Poll
from apps.congress.ballots.services.assessments import assessment_prepare
from apps.congress.meetings.models import Sitting
from apps.congress.meetings.services import sitting_poll_create
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day, months_after
from apps.foundation.core.errors import Conflict, DomainError, WrongState
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft
from apps.systems.livelihood_projects import delivery_papers, selectors
from apps.systems.livelihood_projects.models import Project, ProjectGrade, Rectification, Season, SeasonAssessment
from apps.systems.livelihood_projects.policies import RECTIFICATION_MONTHS
from apps.systems.livelihood_projects.selectors.delivering import running_assessment, to_assess
from apps.systems.livelihood_projects.services.records import record, season_locked
from apps.systems.livelihood_projects.services.telling_delivery import tell_rectification


@dataclass(frozen=True, slots=True)
class AssessmentDraft:
    """`base` is a Base of ballots and always asked for: it decides grades (domain rules §3.4)."""

    title: str
    held_under: str
    base: str
    method: str = Method.NAMED


@transaction.atomic
def season_assess(*, season: Season, draft: AssessmentDraft, sitting: Sitting, by: Actor, at: datetime) -> Poll:
    """Ask a sitting for one grade of every project that is not graded yet or was rectified since.

    Raises Conflict while another assessment of the season is under way, WrongState where nothing is to be assessed.
    """
    season = season_locked(season.pk)
    if sitting.meeting.term.body_id != season.term.body_id:
        raise Conflict(f"请选择{season.body}的会议:民生实事由确定(选出)它的机关测评。")
    if running := running_assessment(season):
        raise Conflict(f"测评《{running.poll}》还没有宣布结果,不能同时再测评。")
    projects = [one.project for one in to_assess(season, local_day(at))]
    if not projects:
        raise WrongState("目前没有需要测评的项目:尚未测评的须已接受任务分解,不满意的须先报告整改情况。")
    poll = assessment_prepare(
        body=season.body, title=draft.title, items=[project.name for project in projects], held_under=draft.held_under,
        base=draft.base, method=draft.method, by=by, at=at,
    )  # fmt: skip
    sitting_poll_create(sitting=sitting, poll=poll, by=by, at=at)
    earlier = season.assessments.filter(grades__isnull=False).distinct().count()
    SeasonAssessment.objects.create(season=season, poll=poll, round=earlier + 1)
    record("livelihood_projects.season.assessed", season, by, title=poll.title, projects=len(projects))
    return poll


@transaction.atomic
def grades_adopt(*, poll: Poll, outcome: Mapping[str, Any], by: Actor) -> None:
    """Write the announced grades onto the projects; an invalid vote grades nothing and is held again."""
    assessment = SeasonAssessment.objects.filter(poll=poll).select_related("season").first()
    if assessment is None or poll.announced_at is None or not outcome["valid"]:
        return
    season = season_locked(assessment.season_id)
    projects = {project.name: project for project in selectors.chosen_of(season)}
    ProjectGrade.objects.bulk_create(
        ProjectGrade(
            assessment=assessment, project=projects[item["name"]], grade=item["grade"], passed=item["passed"],
            counts=item["counts"], base=item["base"], announced_at=poll.announced_at,
        )
        for item in outcome["items"]
        if item["name"] in projects
    )  # fmt: skip
    record("livelihood_projects.season.graded", season, by, title=poll.title, projects=len(outcome["items"]))


@transaction.atomic
def rectification_draft(*, project: Project, requirement: str, by: Actor, at: datetime) -> Document:
    """整改通知 of the presidium to the unit; its days run from its issue. One for each grade of 不满意."""
    season, on = season_locked(project.season_id), local_day(at)
    grade = project.grades.order_by("pk").last()
    if grade is None or grade.passed:
        raise WrongState("测评为最末等次的项目才需要整改。")
    if not requirement.strip():
        raise DomainError("请写明整改要求。")
    values = {"requirement": requirement.strip()}
    known, _ = Rectification.objects.get_or_create(grade=grade, defaults=values)
    if known.due_on:
        raise WrongState("整改通知已经签发,不能重拟。")
    known = Rectification.objects.with_all().get(pk=known.pk)
    known.requirement = values["requirement"]
    organ, months = standing_organ(season.body, on), selectors.days_of(season, RECTIFICATION_MONTHS, on)
    tree = delivery_papers.rectification_paper(known, organ, months)
    known.document = only_document_draft(
        subject=known, organ=organ, kind=delivery_papers.RECTIFICATION, tree=tree, by=by, at=at
    )
    known.save(update_fields=["requirement", "document"])
    record("livelihood_projects.rectification.drafted", season, by, on=project)
    return known.document


@transaction.atomic
def rectification_issued(*, document: Document, by: Actor, at: datetime) -> None:
    """The days begin to run, and those who answer for it are told."""
    found = Rectification.objects.with_all().filter(document=document, due_on__isnull=True).first()
    if found is None:
        return
    season, on = season_locked(found.project.season_id), local_day(at)
    found.due_on = months_after(on, selectors.days_of(season, RECTIFICATION_MONTHS, on))
    found.save(update_fields=["due_on"])
    record("livelihood_projects.rectification.issued", season, by, on=found.project, number=document.number)
    tell_rectification(found, found.due_on, delivery_papers.report_url(found), by=by, at=at)


@transaction.atomic
def rectification_report(
    *, rectification: Rectification, report: str, on_paper: bool = False, by: Actor, at: datetime
) -> Rectification:
    """整改情况报告, once; the next session may grade the project again."""
    season = season_locked(rectification.project.season_id)
    found = Rectification.objects.with_all().get(pk=rectification.pk)
    if found.due_on is None:
        raise WrongState("整改通知还没有签发。")
    if found.reported_at:
        raise Conflict(f"整改情况已由{found.reported_by}报告,不能重复报告。")
    if not report.strip():
        raise DomainError("请写明整改情况。")
    found.report, found.reported_by, found.reported_at, found.on_paper = report.strip(), by.name, at, on_paper
    found.save(update_fields=["report", "reported_by", "reported_at", "on_paper"])
    record("livelihood_projects.rectification.reported", season, by, on=found.project)
    return found
