"""What the portal may know of reform tasks."""

from datetime import timedelta

from apps.foundation.core.audiences import INSIDE, OFFICE
from apps.foundation.core.registry import DocumentKind, MenuItem, System, Timed, register
from apps.systems.reform_tasks import demo
from apps.systems.reform_tasks.acts import ACTS
from apps.systems.reform_tasks.notice_texts import NOTICE_TEXTS
from apps.systems.reform_tasks.papers import samples
from apps.systems.reform_tasks.papers.dispatching import MINUTES
from apps.systems.reform_tasks.papers.plans import PLAN, TASKS
from apps.systems.reform_tasks.papers.practices import PRACTICE
from apps.systems.reform_tasks.papers.progress import MONTH
from apps.systems.reform_tasks.papers.reporting import FINAL, REPORT
from apps.systems.reform_tasks.policies import POLICIES
from apps.systems.reform_tasks.selectors import desk
from apps.systems.reform_tasks.selectors.measures import MEASURES

READ = (
    "plans", "plan", "plan_paper", "plan_sheet", "matrix", "matrix_xlsx", "hand_over_live", "cells", "guarantees",
    "gaps", "dispatches", "dispatch", "dispatch_paper", "practices", "practice", "practice_paper",
)  # fmt: skip

register(
    System(
        slug="reform_tasks",
        title="改革任务督办",
        urls=("reform-tasks/", "apps.systems.reform_tasks.urls"),
        menu=[
            MenuItem("改革实施方案", "reform_tasks_plans", "sitemap"),
            MenuItem("改革任务清单", "reform_tasks_cells", "list-check"),
            MenuItem("调度会", "reform_tasks_dispatches", "users-group"),
            MenuItem("经验做法", "reform_tasks_practices", "bulb"),
        ],
        todo=desk.todo,
        deadlines=desk.deadlines,
        search=desk.search,
        related=desk.related,
        figures=desk.figures,
        measures=MEASURES,
        policies=POLICIES,
        schedule=[
            Timed("reform_tasks.hand_overs_resume", timedelta(minutes=10)),
            Timed("reform_tasks.amendments_resume", timedelta(minutes=10)),
        ],
        documents=[
            DocumentKind(PLAN, "改革实施方案", trees=samples.plans, suffix="发"),
            DocumentKind(TASKS, "改革任务分解表", trees=samples.task_lists),
            DocumentKind(MONTH, "改革任务进展月报", trees=samples.months),
            DocumentKind(MINUTES, "改革任务调度会纪要", trees=samples.minutes, suffix="纪"),
            DocumentKind(PRACTICE, "改革经验材料", trees=samples.practices),
            DocumentKind(REPORT, "改革推进情况报告", trees=samples.reports),
            DocumentKind(FINAL, "改革实施方案总结报告", trees=samples.finals),
        ],
        notice_texts=NOTICE_TEXTS,
        audiences={**{f"reform_tasks_{name}": INSIDE for name in READ}, "reform_tasks_*": OFFICE},
        acts=ACTS,
        demo=demo.load,
        order=55,
    )
)
