"""The monthly brief as a document."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from apps.foundation.core.dates import chinese_date
from apps.foundation.organisations.models import Unit
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Column, Paragraph, Table, Tree
from apps.portal.models import Report
from apps.portal.rules.reading import number_text, percent
from apps.portal.rules.reports import TITLES, Line, bars_of, extract_of, reds_of, sentence_of
from apps.portal.selectors.reports import Comparison, comparisons_of, extracts_of, lines_of

KIND = "portal_brief"
FIGURES = (Column("指标", 8, "left"), Column("数值", 4), Column("占比", 3), Column("上期末", 4), Column("增减", 4))
EXTRACT = (Column("红色指标", 6, "left"), Column("清单摘录", 18, "left"))
MEANINGS = (Column("指标", 5, "left"), Column("口径", 16, "left"))
PLACES = (Column("区划", 5, "left"), Column("数值", 3), Column("图示", 14, "left"))


def brief_paper(report: Report) -> Tree:
    return composing.plain_paper(
        _organ(report), f"{report.area}{report.period}{TITLES[report.kind]}", _blocks(report), is_signed=False
    )


def _organ(report: Report) -> Unit:
    """The body of the area, else any unit of it."""
    units = Unit.objects.on(report.as_of).filter(area=report.area).select_related("area")
    organ = units.bodies().first() or units.order_by("pk").first()
    return organ or Unit(area=report.area, name=f"{report.area.name}人大")


def _blocks(report: Report) -> Iterator[Block]:
    lines, compared = lines_of(report), comparisons_of(report)
    yield Paragraph(f"数据截至{chinese_date(report.as_of)}晚,由平台当晚留存;同一截至日期再次生成,数据不变。")
    if report.starts_on.month == 1:
        yield Paragraph("“今年”各项自1月1日起重新计算,与上期末(上年12月末)不可比。")
    yield Paragraph("总体情况", 1)
    yield Paragraph(reds_of(lines))
    extracts = extracts_of(report)
    for system, some in groupby(lines, key=lambda line: line.system):
        yield from _system(system, list(some), extracts)
    if compared:
        yield Paragraph("各地比较", 1)
    for comparison in compared:
        yield from _comparison(comparison)
    yield Paragraph("指标口径", 1)
    yield Table(MEANINGS, tuple((line.measure.title, f"{line.measure.definition}。") for line in lines))


def _system(title: str, lines: list[Line], extracts: Mapping[str, list[str]]) -> Iterator[Block]:
    yield Paragraph(title, 1)
    yield Paragraph(sentence_of(lines))
    yield Table(FIGURES, tuple(_row(line) for line in lines))
    if quoted := [row for line in lines for row in _quoted(line, extracts)]:
        yield Table(EXTRACT, tuple(quoted))


def _quoted(line: Line, extracts: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """The first lines of the list behind a red number, its name before the first of them."""
    for number, text in enumerate(extract_of(line, extracts.get(line.measure.slug, []))):
        yield ("" if number else f"{line.measure.title}({line.text}{line.measure.unit})", text)


def _row(line: Line) -> tuple[str, ...]:
    unit = line.measure.unit
    before = "—" if line.before is None else number_text(line.before, unit)
    share = percent(line.value, line.base) if line.base else "—"
    return (f"{line.measure.title}({'万元' if unit == '元' else unit})", line.text, share, before, line.change)


def _comparison(comparison: Comparison) -> Iterator[Block]:
    measure, bars = comparison.measure, bars_of(comparison.numbers)
    rows = tuple((name, number_text(value, measure.unit), bars[name]) for name, value in comparison.numbers.items())
    yield Table(PLACES, rows, f"{measure.title}({measure.unit})")


def sample_trees() -> Iterator[Tree]:
    """The newest month that can be told."""
    report = Report.objects.filter(kind="month").select_related("area").first()
    if report:
        yield brief_paper(report)
