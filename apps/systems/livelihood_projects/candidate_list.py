"""候选项目一览表 as XLSX."""

from collections.abc import Iterator
from typing import IO

from apps.foundation.core.spreadsheets import xlsx_of
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.models import Season

HEADINGS = (
    "序号", "项目名称", "类别", "建设内容及规模", "建设地点", "投资(元)", "资金来源", "责任单位", "责任领导",
    "开工日期", "完成日期", "受益人数", "预期成效", "跨年项目当年目标", "提出来源", "可行性结论",
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


def samples() -> Iterator[tuple[str, bytes]]:
    """The list that was sent last."""
    season = Season.objects.filter(sent_at__isnull=False).with_body().order_by("-sent_at").first()
    if season:
        yield "候选项目一览表.xlsx", xlsx(season).read()
