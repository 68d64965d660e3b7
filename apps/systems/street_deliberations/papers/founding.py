"""实施方案 and 名额分配表 as papers."""

from collections.abc import Iterator
from datetime import date

from apps.foundation.core.dates import chinese_date
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents.composing import red_head
from apps.office.documents.rules.tree import Block, Column, Paragraph, Table, Tree
from apps.systems.street_deliberations.models import ImplementationPlan, QuotaTable

QUOTA_COLUMNS = (Column("序号", 2), Column("类别", 4), Column("社区、单位或者界别", 9, "left"), Column("名额", 3))


def plan_paper(plan: ImplementationPlan, on: date) -> Tree:
    """The whole plan as the street working committee issues it."""
    organ, area = standing_organ(plan.term.body, on), plan.term.body.area
    title = f"{plan.term.body}\n第{plan.term.number}届实施方案"
    recipients = (f"{area}各社区(村)、各有关单位",)
    return red_head(organ, title, _plan_blocks(plan), recipients=recipients)


def _plan_blocks(plan: ImplementationPlan) -> Iterator[Block]:
    approved = ""
    if plan.approved_on:
        approved = f"(经街道党工委{chinese_date(plan.approved_on)}研究同意,{plan.approval_number})"
    yield Paragraph(f"为做好{plan.term.body}工作,制定本方案{approved}。")
    if plan.is_amendment:
        yield Paragraph(f"本方案为第{plan.version}版,替代第{plan.version - 1}版。调整理由:{plan.reason.rstrip('。')}。")
    for section in plan.sections:
        yield Paragraph(section["title"], 1)
        yield from (Paragraph(line.strip()) for line in section["text"].splitlines() if line.strip())


def quota_paper(table: QuotaTable, on: date) -> Tree:
    """Lines with their numbers and the sum, which is the term's quota."""
    organ, term = standing_organ(table.term.body, on), table.term
    title = f"{term.body}\n第{term.number}届议事代表名额分配表"
    lines = list(table.lines.all())
    rows = [(str(line.number), line.get_kind_display(), line.name, str(line.seats)) for line in lines]
    total = sum(line.seats for line in lines)
    return red_head(
        organ, title,
        (
            Paragraph(f"{term.body}第{term.number}届议事代表名额{term.quota}名,分配如下。"),
            Table(QUOTA_COLUMNS, (*rows, ("合计", "", "", str(total)))),
        ),
        recipients=(f"{term.body.area}各社区(村)、各有关单位",),
    )  # fmt: skip
