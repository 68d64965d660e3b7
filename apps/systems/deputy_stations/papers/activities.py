"""活动纪要, 走访记录, 年度活动计划 and 年度总结 of a station."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from apps.foundation.core.dates import chinese_datetime
from apps.office.documents.composing import minutes, plain_paper, sheet
from apps.office.documents.rules.tree import Block, Column, Facts, Names, Paragraph, Table, Tree
from apps.systems.deputy_stations.models import Activity, ActivityKind, ActivityState, Presence, YearPlan
from apps.systems.deputy_stations.selectors.activities import plan_page, sign_ups_of
from apps.systems.deputy_stations.selectors.duty import heading_of

MINUTES, VISIT = "deputy_stations_minutes", "deputy_stations_visit"
PLAN, SUMMARY = "deputy_stations_year_plan", "deputy_stations_year_summary"
PLAN_COLUMNS = (
    Column("序号", 2),
    Column("月份", 3),
    Column("类别", 4),
    Column("活动", 12, "left"),
    Column("开展情况", 7),
)


def activity_paper(activity: Activity, on: date) -> Tree:
    """走访记录 of a visit, 活动纪要 of everything else."""
    return _visit_paper(activity, on) if activity.kind == ActivityKind.VISIT else _minutes_paper(activity, on)


def _minutes_paper(activity: Activity, on: date) -> Tree:
    organ = heading_of(activity.station, on)
    return minutes(organ, f"{activity.station}活动纪要", activity.title, _minutes_blocks(activity))


def _minutes_blocks(activity: Activity) -> Iterator[Block]:
    chain = f"围绕{activity.chain}产业链," if activity.chain else ""
    yield Paragraph(
        f"{chinese_datetime(activity.starts_at)},{activity.station}在{activity.place}{chain}开展"
        f"{activity.get_kind_display()}“{activity.title}”。现将有关情况纪要如下:"
    )
    if activity.content:
        yield Paragraph("内容安排", 1)
        yield from _lines(activity.content)
    yield Paragraph("活动情况", 1)
    yield from _lines(activity.outcome or "活动尚未登记开展。")
    yield Names("参加", tuple(_present(activity)) or ("—",))
    if activity.guests:
        yield Paragraph(f"另有群众(企业)代表{activity.guests}人参加。")


def _visit_paper(activity: Activity, on: date) -> Tree:
    facts = Facts((
        ("家站", activity.station.name), ("走访时间", chinese_datetime(activity.starts_at)),
        ("走访地点", activity.place), ("走访代表", "、".join(_present(activity)) or "—"),
        ("走访群众(企业)", f"{activity.guests}人(户)"), ("走访主题", activity.title),
        ("内容安排", activity.content or "—"), ("走访情况", activity.outcome or "—"),
    ))  # fmt: skip
    return sheet(heading_of(activity.station, on), "人大代表走访记录", [facts], subtitle=f"({activity.title})")


def _present(activity: Activity) -> list[str]:
    return [row.person.name for row in sign_ups_of(activity) if row.state == Presence.PRESENT]


def plan_paper(plan: YearPlan, on: date) -> Tree:
    return plain_paper(heading_of(plan.station, on), f"{plan.station}{plan.year}年度活动计划", _plan_blocks(plan, on))


def _plan_blocks(plan: YearPlan, on: date) -> Iterator[Block]:
    page = plan_page(plan, on)
    if plan.goals:
        yield Paragraph("工作要求", 1)
        yield from _lines(plan.goals)
    yield Paragraph("活动安排", 1)
    rows = tuple(
        (str(number), f"{one.line.month}月", one.line.get_kind_display(), one.line.title,
         "、".join(_became(activity) for activity in one.activities) or "—")
        for number, one in enumerate(page.lines, start=1)
    )  # fmt: skip
    yield Table(PLAN_COLUMNS, rows) if rows else Paragraph("还没有安排活动。")


def _became(activity: Activity) -> str:
    return f"{timezone.localtime(activity.starts_at):%m-%d}{activity.get_state_display()}"


def summary_paper(plan: YearPlan, on: date) -> Tree:
    title = f"{plan.station}{plan.year}年度工作总结"
    return plain_paper(heading_of(plan.station, on), title, _lines(plan.summary or "年度总结尚未填写。"))


def _lines(text: str) -> Iterator[Paragraph]:
    return (Paragraph(line.strip()) for line in text.splitlines() if line.strip())


def _held() -> Iterator[Activity]:
    rows = Activity.objects.filter(state=ActivityState.HELD).select_related("station__area", "chain")
    return iter(rows.exclude(kind=ActivityKind.VISIT)[:1])


def minutes_samples() -> Iterator[Tree]:
    today = timezone.localdate()
    for activity in _held():
        yield activity_paper(activity, today).numbered(f"{today.year}年第3期", today)


def visit_samples() -> Iterator[Tree]:
    rows = Activity.objects.filter(state=ActivityState.HELD, kind=ActivityKind.VISIT)
    for activity in rows.select_related("station__area", "chain")[:1]:
        yield activity_paper(activity, timezone.localdate())


def plan_samples() -> Iterator[Tree]:
    today = timezone.localdate()
    for plan in YearPlan.objects.filter(published_at__isnull=False).select_related("station__area")[:1]:
        yield plan_paper(plan, today).numbered("", today)


def summary_samples() -> Iterator[Tree]:
    today = timezone.localdate()
    for plan in YearPlan.objects.exclude(summary="").select_related("station__area")[:1]:
        yield summary_paper(plan, today).numbered("", today)
