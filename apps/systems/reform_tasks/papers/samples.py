"""Every paper of this system from what the demo district holds."""

from collections.abc import Iterator

from django.utils import timezone

from apps.office.documents.rules.tree import Tree
from apps.systems.reform_tasks.models import DispatchMeeting, GoodPractice, PlanState, ReformPlan, StandingReport
from apps.systems.reform_tasks.papers.dispatching import minutes_paper
from apps.systems.reform_tasks.papers.plans import plan_paper, task_list_paper
from apps.systems.reform_tasks.papers.practices import practice_paper
from apps.systems.reform_tasks.papers.progress import month_paper
from apps.systems.reform_tasks.papers.reporting import final_paper, report_paper


def _plan() -> ReformPlan | None:
    return ReformPlan.objects.filter(state=PlanState.APPROVED).with_office().first()


def plans() -> Iterator[Tree]:
    today = timezone.localdate()
    if plan := _plan():
        yield plan_paper(plan, today).numbered(f"示例人发〔{today.year}〕1号", today)


def task_lists() -> Iterator[Tree]:
    if plan := _plan():
        yield task_list_paper(plan, timezone.localdate())


def months() -> Iterator[Tree]:
    if plan := _plan():
        yield month_paper(plan, timezone.localdate())


def minutes() -> Iterator[Tree]:
    today = timezone.localdate()
    for meeting in DispatchMeeting.objects.select_related("plan__office")[:1]:
        yield minutes_paper(meeting, today).numbered(f"{today.year}年第1期", today)


def practices() -> Iterator[Tree]:
    for practice in GoodPractice.objects.select_related("plan__office", "area", "item")[:1]:
        yield practice_paper(practice, timezone.localdate())


def reports() -> Iterator[Tree]:
    today = timezone.localdate()
    for report in StandingReport.objects.select_related("plan__office")[:1]:
        yield report_paper(report, today).numbered("", today)


def finals() -> Iterator[Tree]:
    today = timezone.localdate()
    if plan := _plan():
        yield final_paper(plan, today).numbered("", today)
