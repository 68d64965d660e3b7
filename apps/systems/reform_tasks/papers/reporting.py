"""改革推进情况报告 to the standing committee, and 总结报告 at the end."""

from collections.abc import Iterator
from datetime import date

from apps.congress.supervision.selectors.organs import supervising_organ
from apps.foundation.core.dates import chinese_date
from apps.office.documents.composing import plain_paper
from apps.office.documents.rules.tree import Block, Paragraph, Tree
from apps.systems.reform_tasks.models import ReformPlan, StandingReport
from apps.systems.reform_tasks.papers.progress import places_table, warned_table
from apps.systems.reform_tasks.papers.words import lines, told
from apps.systems.reform_tasks.selectors.reporting import PlanFacts, facts_of

REPORT, FINAL = "reform_tasks_report", "reform_tasks_final"


def report_paper(report: StandingReport, on: date) -> Tree:
    """With the figures of `on`, to be read out on the day of the report."""
    plan = report.plan
    organ = supervising_organ(plan.office, on)
    title = f"关于{plan.office}改革推进情况的报告"
    return plain_paper(
        organ, title, _report_blocks(report, facts_of(plan, on), on),
        subtitle=f"({chinese_date(report.reported_on)}在{report.session_name}上)", keep=(plan.office.name,),
    )  # fmt: skip


def _report_blocks(report: StandingReport, facts: PlanFacts, on: date) -> Iterator[Block]:
    yield Paragraph("各位组成人员:")
    yield Paragraph(f"现将“{report.plan.title}”推进情况报告如下,请予审议。所有数字截至{chinese_date(on)}。")
    yield from _facts(facts)
    yield Paragraph("存在问题", 1)
    yield warned_table(facts)
    yield Paragraph("下一步工作", 1)
    yield Paragraph("逐项消除红灯、黄灯任务,补齐四项保障缺口,总结推广经验做法,确保各项改革任务按期完成。")


def final_paper(plan: ReformPlan, on: date) -> Tree:
    """总结报告: what was written at the end, and the figures behind it."""
    organ = supervising_organ(plan.office, on)
    return plain_paper(
        organ, f"{plan.title}\n总结报告", _final_blocks(plan, facts_of(plan, on), on), keep=(plan.office.name,)
    )


def _final_blocks(plan: ReformPlan, facts: PlanFacts, on: date) -> Iterator[Block]:
    yield Paragraph(f"现将“{plan.title}”落实情况总结如下。所有数字截至{chinese_date(on)}。")
    if plan.summary:
        yield Paragraph("总结", 1)
        yield from lines(plan.summary)
    yield from _facts(facts)


def _facts(facts: PlanFacts) -> Iterator[Block]:
    yield Paragraph("总体进展", 1)
    yield Paragraph(f"改革任务分解到{len(facts.matrix.rows)}个镇(街道),{told(facts.total)}。")
    for item, one in facts.items:
        yield Paragraph(f"{item}:{told(one)}。")
    yield Paragraph("各镇街进展", 1)
    yield places_table(facts)
    yield Paragraph("推进措施", 1)
    issued, answered, late = facts.sheets
    yield Paragraph(
        f"召开调度会{facts.dispatches}次;发出督办单{issued}份,已反馈{answered}份,逾期未反馈{late}份;"
        f"四项保障缺口{facts.matrix.gaps}项;形成经验做法{facts.practices}条,被采用{facts.adoptions}次。"
    )
