"""进展月报 of a plan: every place, every task, what is late and why, guarantees."""

from collections.abc import Iterator
from datetime import date

from apps.congress.supervision.selectors.organs import supervising_organ
from apps.foundation.core.dates import chinese_date
from apps.office.documents.composing import plain_paper
from apps.office.documents.rules.tree import Block, Column, Paragraph, Table, Tree
from apps.systems.reform_tasks.models import ReformPlan
from apps.systems.reform_tasks.papers.words import told
from apps.systems.reform_tasks.selectors.reporting import PlanFacts, Warned, facts_of

MONTH = "reform_tasks_month"
PLACES = (
    Column("名次", 2), Column("镇街", 4), Column("任务", 2), Column("销号", 2), Column("红灯", 2), Column("黄灯", 2),
    Column("进度", 2), Column("保障缺口", 3),
)  # fmt: skip
TASKS = (
    Column("任务", 10, "left"), Column("镇街", 2), Column("销号", 2), Column("红灯", 2), Column("黄灯", 2),
    Column("进度", 2),
)  # fmt: skip
WARNED = (
    Column("灯", 2), Column("镇街", 5), Column("任务", 6, "left"), Column("进度", 3), Column("原因", 9, "left"),
    Column("问题和需要协调的事项", 9, "left"),
)  # fmt: skip
GUARANTEES = (
    Column("镇街", 4), Column("组织", 3), Column("经费", 3), Column("阵地", 3), Column("人员", 3),
)  # fmt: skip


def month_paper(plan: ReformPlan, on: date) -> Tree:
    """As of a day; the month of that day names it."""
    organ = supervising_organ(plan.office, on)
    title = f"{plan.title}\n{on.year}年{on.month}月进展月报"
    return plain_paper(
        organ, title, _blocks(facts_of(plan, on)), subtitle=f"(截至{chinese_date(on)})", is_signed=False,
        keep=(plan.office.name,),
    )  # fmt: skip


def _blocks(facts: PlanFacts) -> Iterator[Block]:
    yield Paragraph("总体进展", 1)
    yield Paragraph(f"{len(facts.matrix.rows)}个镇(街道)改革任务{told(facts.total)}。")
    yield Paragraph("各镇街进展", 1)
    yield places_table(facts)
    yield Paragraph("各项任务进展", 1)
    yield Table(TASKS, tuple(
        (task.title, str(one.total), str(one.done), str(one.red), str(one.yellow), f"{one.percent}%")
        for task, one in zip(facts.matrix.tasks, facts.matrix.columns, strict=True)
    ))  # fmt: skip
    yield Paragraph("亮灯任务", 1)
    yield warned_table(facts)
    yield Paragraph("四项保障", 1)
    yield Table(
        GUARANTEES,
        tuple((answers[0].area.name, *(answer.word for answer in answers)) for answers in facts.answers),
    )


def places_table(facts: PlanFacts) -> Table:
    return Table(PLACES, tuple(
        (str(row.rank), row.area.name, str(row.tally.total), str(row.tally.done), str(row.tally.red),
         str(row.tally.yellow), f"{row.tally.percent}%", str(row.gaps))
        for row in facts.matrix.ranking
    ))  # fmt: skip


def warned_table(facts: PlanFacts) -> Block:
    if not facts.warned:
        return Paragraph("没有亮红灯、黄灯的任务。")
    return Table(WARNED, tuple(_warned_row(one) for one in facts.warned))


def _warned_row(one: Warned) -> tuple[str, ...]:
    cell = one.cell
    said = "\n".join(text for text in (one.problems, one.help_needed and f"需协调:{one.help_needed}") if text)
    return (cell.word, cell.row.area.name, cell.row.task.title, f"{cell.percent}%", one.reasons, said or "—")
