"""公告 and 交办函: what the presidium (street: 工委) issues once the vote has its result."""

from collections.abc import Iterator, Sequence
from datetime import date

from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.numbers import chinese_number
from apps.foundation.core.templatetags.portal import wan
from apps.foundation.organisations.models import Unit
from apps.foundation.organisations.selectors import executive_of, standing_organ
from apps.office.documents import composing
from apps.office.documents.rules.tree import Annex, Block, Column, Paragraph, Table, Tree
from apps.office.documents.selectors import letterhead_of
from apps.systems.livelihood_projects import rules, selectors
from apps.systems.livelihood_projects.models import Project, Season, SeasonState

COLUMNS = (
    Column("序号", 3), Column("项目名称", 8, "left"), Column("建设内容及规模", 10, "left"), Column("投资（万元）", 5),
    Column("责任单位", 7), Column("责任领导", 7), Column("完成时限", 8),
)  # fmt: skip


def notice(season: Season, organ: Unit) -> Tree:
    """公告: the lawful sentence and the list; no counts (domain rules §3.3)."""
    names = [project.name for project in selectors.chosen_of(season)]
    head = rules.announcement_head(
        session=selectors.session_of(season), year=season.year, count=len(names), words=season.words
    )
    points = [Paragraph(f"{name}；", 3) for name in names[:-1]] + [Paragraph(f"{name}。", 3) for name in names[-1:]]
    blocks = [Paragraph(head), *points, Paragraph("现予公告。")]
    return composing.announcement(
        organ, f"{organ.name}\n关于{season}{season.words.vote}结果的公告", blocks, keep=_names(season)
    )


def hand_over(season: Season, organ: Unit, executive: Unit, notice_number: str = "") -> Tree:
    """交办函 to the government (street: 办事处), with every project, who answers for it and by when."""
    chosen, title = selectors.chosen_of(season), f"{season}交办清单"
    annex = Annex(title, (Table(COLUMNS, tuple(_row(project) for project in chosen)),))
    return composing.letter(
        organ, f"关于交办{season}的函", _asked(season, organ, len(chosen), notice_number),
        recipients=(executive.name,), attachments=(title,), annexes=(annex,), keep=_names(season),
    )  # fmt: skip


def _asked(season: Season, organ: Unit, count: int, notice_number: str) -> Iterator[Block]:
    words, session = season.words, selectors.session_of(season)
    day = f"于{chinese_date(season.decided_at)}" if season.decided_at else ""
    public = f"，并以{notice_number}公告公布" if notice_number else ""
    yield Paragraph(
        f"{session}{day}{words.vote}，{words.settle}了{count}个{season.year}年民生实事项目（清单附后）{public}。"
        "现将上述项目交由你单位组织实施，有关事项函告如下："
    )
    yield Paragraph("细化任务分解", 1)
    yield Paragraph(
        "请于收到本函之日起一个月内制定任务分解方案，逐项明确实施内容、责任单位、责任领导、资金安排和季度进度节点，"
        f"报送{organ.name}。"
    )
    yield Paragraph("按期组织实施", 1)
    yield Paragraph(
        "请督促各责任单位按照清单所列内容和时限组织实施。确需调整项目内容、投资或者时限的，须事先报告，经法定程序决定后执行。"
    )
    yield Paragraph("自觉接受监督", 1)
    yield Paragraph(
        f"请按季度报送项目进度和资金使用情况。{organ.name}将组织{words.member}视察和跟踪督办，"
        "听取完成情况的报告，并进行满意度测评。"
    )
    yield Paragraph("收到本函后，请你单位和各责任单位及时签收。")


def _row(project: Project) -> tuple[str, ...]:
    return (
        str(project.number), project.name, project.content, wan(project.budget).removesuffix("万元"),
        project.responsible_unit.name, project.responsible_leader, f"{project.finishes_on:%Y.%-m.%-d}",
    )  # fmt: skip


def _names(season: Season) -> tuple[str, ...]:
    return (str(season), season.body.name, "民生实事项目")


def _announced() -> Iterator[tuple[Season, date]]:
    """The newest announced season of a congress and of a street."""
    seasons: Sequence[Season] = Season.objects.filter(state=SeasonState.ANNOUNCED).with_body().order_by("-announced_at")
    for street in (False, True):
        for season in [season for season in seasons if season.body.is_street_body == street][:1]:
            yield season, local_day(season.announced_at)


def notices() -> Iterator[Tree]:
    for season, on in _announced():
        yield notice(season, standing_organ(season.body, on)).numbered(_number(season), on)


def letters() -> Iterator[Tree]:
    for season, on in _announced():
        if executive := executive_of(season.body.area, on):
            organ = standing_organ(season.body, on)
            code = letterhead_of(organ).code or organ.area.name
            letter = hand_over(season, organ, executive, _number(season))
            yield letter.numbered(f"{code}函〔{on.year}〕9号", on)


def _number(season: Season) -> str:
    return f"〔{chinese_number(season.term.number)}届〕第4号"
