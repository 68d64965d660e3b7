"""Papers of the delivery: 任务分解表, 年中报告, 完成情况报告, 整改通知, 验收单."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from apps.congress.supervision.models import Completion
from apps.congress.supervision.selectors.standing import reasons_on
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.numbers import chinese_number
from apps.foundation.core.templatetags.portal import wan
from apps.foundation.organisations.models import Unit
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Column, Facts, Paragraph, Table, Tree
from apps.systems.livelihood_projects.models import (
    Breakdown,
    PlanNode,
    ProjectChange,
    ProjectPlan,
    Rectification,
    Season,
)
from apps.systems.livelihood_projects.rules import delivering
from apps.systems.livelihood_projects.rules.delivering import COMPLETION, MID_YEAR
from apps.systems.livelihood_projects.selectors.delivering import Delivery, deliveries_of, totals_of

BREAKDOWN, ACCEPTANCE = "livelihood_breakdown", "livelihood_acceptance"
RECTIFICATION = "livelihood_rectification"
NODES = "尚未完成的节点"
"""How supervision names the milestones among what an adjustment changed."""
TITLES = {MID_YEAR: "年中进展情况的报告", COMPLETION: "完成情况的报告"}
PLANS = (
    Column("序号", 2), Column("项目", 6, "left"), Column("任务内容、实施地点", 9, "left"), Column("责任单位", 5),
    Column("责任领导", 4), Column("数量", 4), Column("投资（万元）", 5),
    Column("季度节点（累计进度、数量、投资）", 10, "left"), Column("完成期限", 5),
)  # fmt: skip
PROGRESS = (
    Column("序号", 2), Column("项目、责任单位", 9, "left"), Column("状态", 5), Column("进度", 4),
    Column("数量（计划/完成）", 6), Column("投资（计划/已支付，万元）", 7), Column("测评", 5),
    Column("说明", 7, "left"),
)  # fmt: skip


def breakdown_paper(breakdown: Breakdown, on: date) -> Tree:
    """任务分解表: what, where, who, how much and by which quarter."""
    rows = tuple(_plan_row(plan) for plan in breakdown.plans.with_all())  # type: ignore[attr-defined]
    state = f"{breakdown.get_state_display()}，截至{chinese_date(on)}"
    return composing.register(
        breakdown.executive, f"{breakdown.season}任务分解表", [Table(PLANS, rows)], subtitle=f"（{state}）"
    )


def _plan_row(plan: ProjectPlan) -> tuple[str, ...]:
    nodes = "\n".join(_node_words(node) for node in plan.nodes.all())  # type: ignore[attr-defined]
    helpers = "、".join(unit.name for unit in plan.supporting.all())
    units = f"{plan.project.responsible_unit}\n配合：{helpers}" if helpers else str(plan.project.responsible_unit)
    return (
        str(plan.project.number), plan.project.name, f"{plan.task}\n{plan.place}", units, plan.leader,
        "—" if plan.quantity is None else f"{plan.quantity}{plan.quantity_unit}", _wan(plan.investment), nodes,
        f"{plan.due_on:%Y.%-m.%-d}",
    )  # fmt: skip


def _node_words(node: PlanNode) -> str:
    more = [f"{node.percent}%"]
    more += [str(node.quantity)] if node.quantity is not None else []
    more += [f"{_wan(node.investment)}万元"] if node.investment is not None else []
    return f"{node.due_on:%-m.%-d} {node.title}（{'，'.join(more)}）"


def report_paper(breakdown: Breakdown, kind: str, deliveries: Sequence[Delivery], on: date) -> Tree:
    """年中报告 or 完成情况报告: totals, what is late and why, the table of all projects."""
    season = breakdown.season
    organ = standing_organ(season.body, on)
    blocks = list(_report_blocks(season, deliveries, on))
    return composing.plain_paper(
        breakdown.executive, f"关于{season}{TITLES[kind]}", blocks, recipients=(organ.name,), keep=(str(season),)
    )


def _report_blocks(season: Season, deliveries: Sequence[Delivery], on: date) -> Iterator[Block]:
    totals = totals_of(deliveries)
    states = "，".join(f"{word}{count}个" for word, count in totals.counts.items())
    share = f"，占计划的{totals.paid_percent}%" if totals.paid_percent is not None else ""
    yield Paragraph(f"现将{season}办理情况报告如下（数字截至{chinese_date(on)}，来自各责任单位报送的进展）。")
    yield Paragraph("总体情况", 1)
    yield Paragraph(
        f"共{totals.projects}个项目：{states}。计划投资{wan(totals.investment)}，已支付{wan(totals.paid)}{share}。"
    )
    yield Paragraph("存在问题", 1)
    problems = [(one, words) for one in deliveries if (words := _problem(one, on))]
    for one, words in problems:
        yield Paragraph(f"{one.project.name}：{words}。", 3)
    if not problems:
        yield Paragraph("各项目均按计划推进，没有逾期、需要整改的项目。")
    changed = [(one, change) for one in deliveries for change in one.changes]
    if changed:
        yield Paragraph("调整情况", 1)
        for one, change in changed:
            yield Paragraph(f"{one.project.name}：{_change_words(change)}（{change.basis}）。", 3)
    yield Paragraph("项目进展", 1)
    yield Table(PROGRESS, tuple(_progress_row(one, on) for one in deliveries), "项目进展一览表")


def _problem(one: Delivery, on: date) -> str:
    """Why its light is not green, or that it is to be put right; "" where nothing is wrong."""
    if one.assignment and one.light in ("red", "yellow"):
        return "；".join(reason.words for reason in reasons_on(one.assignment, on))
    if one.standing == delivering.RECTIFYING and one.grade:
        reported = one.rectification is not None and one.rectification.reported_at is not None
        return f"满意度测评为“{one.grade.grade}”，{'整改情况已经报告，待再次测评' if reported else '正在整改'}"
    return ""


def _change_words(change: ProjectChange) -> str:
    """What was changed; the milestones that followed from it are not told one by one."""
    said = [f"{name}由{old}改为{new}" for name, old, new in change.changes if name != NODES]
    if len(said) < len(change.changes):
        said.append("节点相应调整" if said else "调整尚未完成的节点")
    return "；".join(said) or "终止"


def _progress_row(one: Delivery, on: date) -> tuple[str, ...]:
    assignment, plan = one.assignment, one.plan
    words = "；".join(reason.words for reason in reasons_on(assignment, on)) if assignment else ""
    quantity = "—"
    if assignment and assignment.quantity_planned is not None:
        quantity = f"{assignment.quantity_planned}/{assignment.quantity_done or 0}"
    money = f"{_wan(plan.investment)}/{_wan(assignment.paid)}" if plan and assignment else "—"
    return (
        str(one.project.number), f"{one.project.name}\n{one.project.responsible_unit}", one.label,
        f"{assignment.percent}%" if assignment else "—", quantity, money, one.grade.grade if one.grade else "—",
        words or "—",
    )  # fmt: skip


def rectification_paper(rectification: Rectification, organ: Unit, months: int) -> Tree:
    """整改通知 to the unit: how it was graded, what is to be put right, by when."""
    grade, project = rectification.grade, rectification.project
    counts = "，".join(f"{name}{count}票" for name, count in grade.sheets)
    blocks = [
        Paragraph(
            f"你单位承办的“{project.name}”，经{chinese_date(local_day(grade.announced_at))}满意度测评，{counts}，"
            f"测评结果为“{grade.grade}”。现就整改有关事项通知如下："
        ),
        Paragraph("整改要求", 1),
        *(Paragraph(line.strip()) for line in rectification.requirement.splitlines() if line.strip()),
        Paragraph("整改期限", 1),
        Paragraph(
            f"请自本通知签发之日起{chinese_number(months)}个月内完成整改，书面报告整改情况。"
            f"{organ.name}将对整改结果再次组织测评。"
        ),
    ]
    return composing.letter(
        organ, f"关于“{project.name}”整改的通知", blocks, recipients=(project.responsible_unit.name,),
        keep=(project.name,),
    )  # fmt: skip


def acceptance_paper(one: Delivery, claim: Completion, on: date) -> Tree:
    """验收单: what was planned, what was done, who verified it and what was found."""
    plan, season = one.plan, one.project.season
    unit = plan.quantity_unit if plan else ""
    facts = (
        ("项目", one.project.name), ("责任单位", one.project.responsible_unit.name),
        ("责任领导", plan.leader if plan else ""), ("实施地点", plan.place if plan else ""),
        ("计划数量", "—" if plan is None or plan.quantity is None else f"{plan.quantity}{unit}"),
        ("完成数量", "—" if claim.quantity_done is None else f"{claim.quantity_done}{unit}"),
        ("计划投资", wan(plan.investment) if plan else ""),
        ("已支付", wan(one.assignment.paid) if one.assignment else ""), ("完成情况", claim.statement),
        ("验收意见", claim.finding or "—"), ("验收日期", chinese_date(claim.verified_on) if claim.verified_on else "—"),
        ("验收人", claim.verified_by or "—"), ("监督小组（签字）", ""),
    )  # fmt: skip
    return composing.sheet(standing_organ(season.body, on), f"{season}验收单", [Facts(facts)])


def report_url(rectification: Rectification) -> str:
    return reverse("livelihood_rectification", args=[rectification.public_id])


def _wan(amount: Decimal) -> str:
    return wan(amount).removesuffix("万元")


def _seasons() -> Iterator[Breakdown]:
    """The newest breakdown that was accepted."""
    accepted = Breakdown.objects.filter(state=delivering.ACCEPTED).with_season().order_by("-accepted_at")
    yield from accepted[:1]


def breakdown_samples() -> Iterator[Tree]:
    for breakdown in _seasons():
        yield breakdown_paper(breakdown, timezone.localdate())


def mid_year_samples() -> Iterator[Tree]:
    yield from _reports(MID_YEAR)


def completion_samples() -> Iterator[Tree]:
    yield from _reports(COMPLETION)


def _reports(kind: str) -> Iterator[Tree]:
    today = timezone.localdate()
    for breakdown in _seasons():
        yield report_paper(breakdown, kind, deliveries_of(breakdown.season, today), today).numbered("", today)


def rectification_samples() -> Iterator[Tree]:
    today = timezone.localdate()
    for found in Rectification.objects.with_all().order_by("-pk")[:1]:
        organ = standing_organ(found.project.season.body, today)
        yield rectification_paper(found, organ, 3).numbered(f"青人函〔{today.year}〕12号", today)


def acceptance_samples() -> Iterator[Tree]:
    today = timezone.localdate()
    for breakdown in _seasons():
        for one in deliveries_of(breakdown.season, today):
            claim = one.assignment.completions.filter(is_verified=True).last() if one.assignment else None
            if claim:
                yield acceptance_paper(one, claim, today)
                return
