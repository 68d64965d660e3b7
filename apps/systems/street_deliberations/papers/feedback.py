"""意见建议汇总清单, and the report at the next meeting about what became of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from apps.congress.matters.rules.statistics import NO_SHARE, TOTAL, Section
from apps.congress.meetings.models import Meeting
from apps.foundation.core.dates import chinese_date, chinese_datetime, local_day
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents.composing import plain_paper, register
from apps.office.documents.rules.tree import Block, Column, Paragraph, Table, Tree
from apps.systems.street_deliberations.rules.meetings import REPORT_TITLE
from apps.systems.street_deliberations.selectors.opinions import OpinionLine, Reported

LISTED = (
    Column("编号", 3), Column("提出人", 3), Column("标题", 7, "left"), Column("办理渠道", 5), Column("承办", 5),
    Column("期限", 4), Column("按期", 2), Column("办理情况", 3), Column("结果类别", 5), Column("态度", 2),
    Column("结果", 2),
)  # fmt: skip
FIGURES = (Column("指标", 10, "left"), Column("件数", 4), Column("基数", 4), Column("百分比", 4))
EACH = (
    Column("编号", 4), Column("标题", 8, "left"), Column("办理渠道", 6), Column("承办", 6), Column("办理情况", 6),
)  # fmt: skip
REASONS = (Column("编号", 4), Column("标题", 7, "left"), Column("承办", 5), Column("理由", 12, "left"))
ABOVE = (Column("编号", 4), Column("标题", 8, "left"), Column("承办", 6), Column("办理情况", 4), Column("结果类别", 6))
HEADINGS = (
    "编号", "类别", "提出人", "标题", "内容", "内容分类", "办理渠道", "承办", "答复期限", "是否按期", "办理情况",
    "结果类别", "答复或处理情况", "第一次办理:态度", "第一次办理:结果", "重新办理:态度", "重新办理:结果",
)  # fmt: skip
LEFT_OUT = "内容分类"
EXCERPT = 200


def opinions_paper(meeting: Meeting, lines: Sequence[OpinionLine], at: datetime) -> Tree:
    """意见建议汇总清单, landscape; the ratings are those of the last round."""
    organ = standing_organ(meeting.body, local_day(at))
    rows = tuple(
        (line.label, line.matter.proposer_name, line.matter.title, line.route, line.units or NO_SHARE, line.due,
         line.in_time, line.words, line.result or NO_SHARE, *_last_grades(line))
        for line in lines
    )  # fmt: skip
    note = Paragraph(f"截至{chinese_datetime(at)},共{len(lines)}件。")
    return register(organ, f"{meeting.title}\n意见建议汇总清单", [note, Table(LISTED, rows)] if rows else [note])


def opinion_rows(lines: Sequence[OpinionLine]) -> list[tuple[object, ...]]:
    """The same for a spreadsheet, with text, answer and both rounds."""
    return [
        (line.label, line.matter.get_kind_display(), line.matter.proposer_name, line.matter.title, line.matter.text,
         line.matter.category, line.route, line.units, line.due, line.in_time, line.words, line.result, line.said,
         *(line.grade(round_, field) for round_ in (1, 2) for field in ("attitude", "result")))
        for line in lines
    ]  # fmt: skip


def feedback_paper(report: Reported) -> Tree:
    """关于上次会议意见建议办理情况的报告: every figure as of one moment, with its base, and what became of each."""
    meeting = report.meeting
    organ = standing_organ(meeting.body, local_day(report.figures.as_of))
    return plain_paper(organ, REPORT_TITLE, _blocks(report), subtitle=f"({meeting.title})")


def _blocks(report: Reported) -> Iterator[Block]:
    meeting, made, lines = report.meeting, report.figures, report.lines
    yield Paragraph("各位议事代表:")
    held = chinese_date(meeting.starts_on)
    yield Paragraph(
        f"{held}召开的{meeting.title}共收到意见建议{made.received}件。现将截至{chinese_datetime(made.as_of)}的办理情况"
        "报告如下,请予讨论。"
    )
    for section in made.sections:
        if section.total and section.title != LEFT_OUT:
            yield Paragraph(section.title, 1)
            yield Paragraph(section.definition)
            yield Table(FIGURES, tuple(_figures(section)))
    yield from _each("逐件办理情况", lines)
    yield from _each("以前会议尚未办结、本次继续报告的意见建议", report.earlier)
    yield from _listed("没有办成的事项和理由", [line for line in lines if line.is_undone])
    yield from _listed("不在本街道办理的事项和理由", [line for line in lines if line.is_elsewhere])
    if above := [line for line in lines if line.above]:
        yield Paragraph(f"请上级人大代表提出的建议({len(above)}件)", 1)
        yield Table(ABOVE, tuple(
            (line.label, line.matter.title, line.units, line.words, line.result or NO_SHARE) for line in above
        ))  # fmt: skip


def _each(title: str, lines: Sequence[OpinionLine]) -> Iterator[Block]:
    if lines:
        yield Paragraph(f"{title}({len(lines)}件)", 1)
        rows = ((line.label, line.matter.title, line.route, line.units or NO_SHARE, line.became) for line in lines)
        yield Table(EACH, tuple(rows))


def _listed(title: str, lines: Sequence[OpinionLine]) -> Iterator[Block]:
    if lines:
        yield Paragraph(f"{title}({len(lines)}件)", 1)
        rows = ((line.label, line.matter.title, line.units or NO_SHARE, _short(line.said)) for line in lines)
        yield Table(REASONS, tuple(rows))


def _figures(section: Section) -> Iterator[tuple[str, ...]]:
    for row in section.rows:
        yield (row.label, str(row.count), str(row.base) if row.base else NO_SHARE, row.share)
    yield (TOTAL, str(section.total), NO_SHARE, NO_SHARE)
    for rate in section.rates:
        yield (rate.label, str(rate.count), str(rate.base) if rate.base else NO_SHARE, rate.share)


def _last_grades(line: OpinionLine) -> tuple[str, str]:
    last = line.ratings[-1].round if line.ratings else 0
    return line.grade(last, "attitude") or NO_SHARE, line.grade(last, "result") or NO_SHARE


def _short(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT]}……(详见答复函)"
