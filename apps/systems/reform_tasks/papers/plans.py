"""实施方案 and 任务分解表(责任清单)."""

from collections.abc import Iterator
from datetime import date

from apps.congress.supervision.selectors.organs import supervising_organ
from apps.foundation.core.dates import chinese_date
from apps.office.documents.composing import red_head, register
from apps.office.documents.rules.tree import Annex, Block, Column, Paragraph, Table, Tree
from apps.systems.reform_tasks.models import ReformItem, ReformPlan, ReformTask
from apps.systems.reform_tasks.papers.words import lines
from apps.systems.reform_tasks.selectors.plans import items_of

PLAN, TASKS = "reform_tasks_plan", "reform_tasks_list"
LIST = "任务分解表"
COLUMNS = (
    Column("序号", 2), Column("改革事项", 5, "left"), Column("任务", 5, "left"), Column("工作内容", 9, "left"),
    Column("举措和时限", 8, "left"), Column("成果", 5, "left"), Column("牵头", 5, "left"), Column("实施范围", 4),
    Column("完成期限", 6),
)  # fmt: skip


def plan_paper(plan: ReformPlan, on: date) -> Tree:
    """The whole plan as the congress side issues it, with the list of tasks as its annex."""
    organ = supervising_organ(plan.office, on)
    items = items_of(plan)
    return red_head(
        organ, plan.title, _blocks(plan, items), recipients=("各镇(街道)、各有关单位",), attachments=(LIST,),
        annexes=(Annex(LIST, (Table(ANNEX, tuple(_annex_rows(items))),)),), keep=(plan.office.name,),
    )  # fmt: skip


ANNEX = (
    Column("序号", 2), Column("任务", 6, "left"), Column("举措和时限", 9, "left"), Column("牵头", 5, "left"),
    Column("完成期限", 5),
)  # fmt: skip


def _annex_rows(items: list[ReformItem]) -> Iterator[tuple[str, ...]]:
    tasks = [task for item in items for task in item.tasks.all()]  # type: ignore[attr-defined]
    for number, task in enumerate(tasks, start=1):
        yield (str(number), task.title, _steps(task), task.get_lead_display(), f"{task.due_on:%Y-%m-%d}")


def _blocks(plan: ReformPlan, items: list[ReformItem]) -> Iterator[Block]:
    basis = f"根据{plan.basis.rstrip('。')}," if plan.basis else ""
    approved = ""
    if plan.approved_on:
        approved = f"(经党委{chinese_date(plan.approved_on)}研究同意,{plan.approval_number})"
    yield Paragraph(f"{basis}为做好{plan.year}年改革任务的推进落实,制定本方案{approved}。")
    if plan.goals:
        yield Paragraph("总体要求", 1)
        yield from lines(plan.goals)
    yield Paragraph("改革事项和任务", 1)
    for item in items:
        yield Paragraph(item.title, 2)
        if item.goal:
            yield Paragraph(f"目标:{item.goal}")
        for task in item.tasks.all():  # type: ignore[attr-defined]
            yield Paragraph(task.title, 3)
            yield from lines(task.content)
            yield Paragraph(
                f"由{task.get_places_display()}落实,{task.get_lead_display()}牵头,{chinese_date(task.due_on)}前完成。"
            )
    yield Paragraph("推进落实", 1)
    yield Paragraph("各镇(街道)按月报送进展,落实组织、经费、阵地、人员四项保障。")
    yield Paragraph("任务按红黄绿灯管理,定期召开调度会,逾期的发督办单,完成后经核查销号。")


def task_list_paper(plan: ReformPlan, on: date) -> Tree:
    """任务分解表(责任清单), landscape."""
    rows, number = [], 0
    for item in items_of(plan):
        for task in item.tasks.all():  # type: ignore[attr-defined]
            number += 1
            rows.append(_row(number, item, task))
    organ = supervising_organ(plan.office, on)
    blocks: list[Block] = [Table(COLUMNS, tuple(rows))] if rows else [Paragraph("还没有任务。")]
    return register(organ, f"{plan.title}\n任务分解表(责任清单)", blocks)


def _row(number: int, item: ReformItem, task: ReformTask) -> tuple[str, ...]:
    return (
        str(number), item.title, task.title, task.content, _steps(task),
        f"{task.get_outcome_display()}:{task.deliverable}" if task.deliverable else task.get_outcome_display(),
        task.get_lead_display(), task.get_places_display(), f"{task.due_on:%Y-%m-%d}",
    )  # fmt: skip


def _steps(task: ReformTask) -> str:
    steps = task.steps.all()  # type: ignore[attr-defined]
    return "\n".join(f"{one.title}({one.due_on:%m-%d},{one.planned_percent}%)" for one in steps) or "—"
