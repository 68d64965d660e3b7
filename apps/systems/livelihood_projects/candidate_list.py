"""候选项目一览表, as a landscape paper and as XLSX."""

from collections.abc import Iterator
from typing import IO

from apps.foundation.core.spreadsheets import xlsx_of
from apps.foundation.core.templatetags.portal import wan
from apps.office.documents import composing
from apps.office.documents.rules.tree import Column, Paragraph, Table, Tree
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.models import Project, Season

HEADINGS = (
    "序号", "项目名称", "类别", "建设内容及规模", "建设地点", "投资(元)", "资金来源", "责任单位", "责任领导",
    "开工日期", "完成日期", "受益人数", "预期成效", "跨年项目当年目标", "提出来源", "可行性结论",
)  # fmt: skip

COLUMNS = (
    Column("序号", 3), Column("项目名称", 9, "left"), Column("类别", 5), Column("建设内容及规模", 13, "left"),
    Column("地点", 7, "left"), Column("投资及来源", 8), Column("责任单位", 7), Column("责任领导", 5),
    Column("起止时间", 8), Column("受益人数", 6), Column("预期成效", 8, "left"), Column("提出来源", 6),
    Column("可行性结论", 6),
)  # fmt: skip


def name(season: Season) -> str:
    return f"{season}候选项目一览表"


def xlsx(season: Season) -> IO[bytes]:
    """Every column of the official list, one line a candidate."""
    rows = (
        (
            project.number, project.name, project.get_category_display(), project.content, project.place,
            project.budget, project.fund_source, project.responsible_unit.name, project.responsible_leader,
            project.starts_on, project.finishes_on, project.beneficiaries, project.expected_result,
            project.yearly_goal, project.origin, project.feasibility,
        )
        for project in selectors.candidates_of(season)
    )  # fmt: skip
    return xlsx_of(name(season), HEADINGS, rows)


def tree(season: Season) -> Tree:
    """Every column of the official list; the sum and the number to choose below."""
    projects = list(selectors.candidates_of(season))
    total = sum(project.budget for project in projects)
    table = Table(COLUMNS, tuple(_row(project) for project in projects))
    closing = Paragraph(f"候选{len(projects)}项，应选{season.to_choose}项，总投资{wan(total)}。")
    return composing.register(season.body, name(season), [table, closing])


def _row(project: Project) -> tuple[str, ...]:
    goal = f"\n当年目标：{project.yearly_goal}" if project.yearly_goal else ""
    days = f"{project.starts_on:%Y.%-m}—\n{project.finishes_on:%Y.%-m}"
    return (
        str(project.number), project.name, project.get_category_display(), f"{project.content}{goal}", project.place,
        f"{wan(project.budget)}\n{project.fund_source}", project.responsible_unit.name, project.responsible_leader,
        days, str(project.beneficiaries), project.expected_result, project.origin, project.feasibility,
    )  # fmt: skip


def _last_sent() -> Season | None:
    return Season.objects.filter(sent_at__isnull=False).with_body().order_by("-sent_at").first()


def trees() -> Iterator[Tree]:
    if season := _last_sent():
        yield tree(season)


def samples() -> Iterator[tuple[str, bytes]]:
    """The list that was sent last."""
    if season := _last_sent():
        yield "候选项目一览表.xlsx", xlsx(season).read()
