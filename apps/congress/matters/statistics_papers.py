"""The statistics as rows of a spreadsheet and as a document."""

from collections.abc import Iterator
from typing import Any

from apps.congress.matters.models import Matter, MatterKind
from apps.congress.matters.outcome_papers import organ_of
from apps.congress.matters.rules.statistics import NO_SHARE, TOTAL, Section, UnitRow
from apps.congress.matters.selectors.matter_statistics import Scope, Statistics, statistics_of
from apps.foundation.core.dates import chinese_date, chinese_datetime, local_day
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Term
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Column, Paragraph, Table, Tree

STATISTICS = "matters_statistics"
COLUMNS = (Column("指标", 10, "left"), Column("件数", 4), Column("基数", 4), Column("百分比", 4))
UNITS = (
    Column("承办单位", 9, "left"), Column("应答复", 3), Column("按期", 3), Column("逾期", 3), Column("办理中", 3),
    Column("逾期未答", 4), Column("按期率", 4),
)  # fmt: skip
BY_UNIT = "各承办单位答复情况"


def described(scope: Scope) -> str:
    """Which matters were counted, in words."""
    area = Area.objects.filter(path=scope.path).first()
    term = Term.objects.select_related("body").filter(pk=scope.term_id).first() if scope.term_id else None
    source = _source_title(scope)
    parts = [
        area.name if area else "",
        dict(MatterKind.choices).get(scope.kind, "各类办理事项"),
        str(term) if term else "",
        f"来源:{source}" if source else "",
        f"{chinese_date(scope.since)}起收到" if scope.since else "",
        f"{chinese_date(scope.until)}止收到" if scope.until else "",
    ]
    return ",".join(part for part in parts if part)


def _source_title(scope: Scope) -> str:
    if scope.source is None:
        return ""
    rows = Matter.objects.filter(source_label=scope.source[0], source_id=scope.source[1], path__startswith=scope.path)
    return rows.values_list("source_title", flat=True).first() or ""


def statistics_rows(made: Statistics, scope: Scope) -> list[tuple[Any, ...]]:
    """Section, figure, count, base, percent, definition; the first row says of what and as of when."""
    rows: list[tuple[Any, ...]] = [("统计范围", described(scope), "", "", "", f"截至{chinese_datetime(made.as_of)}")]
    for section in made.sections:
        rows += [
            (section.title, row.label, row.count, row.base or "", row.share, section.definition)
            for row in (*section.rows, *section.rates)
        ]
        rows.append((section.title, TOTAL, section.total, "", "", section.definition))
    for unit in (*made.units, made.all_units):
        rows.append((BY_UNIT, unit.unit, unit.total, unit.rate.base or "", unit.rate.share, _unit_words(unit)))
    return rows


def _unit_words(unit: UnitRow) -> str:
    return f"按期{unit.on_time},逾期答复{unit.late},办理中{unit.running},逾期未答复{unit.overdue};百分比为按期答复率"


def statistics_paper(made: Statistics, scope: Scope) -> Tree:
    """办理情况统计表."""
    organ = organ_of(scope.path, local_day(made.as_of))
    return composing.sheet(organ, "办理情况统计表", _blocks(made, scope))


def _blocks(made: Statistics, scope: Scope) -> Iterator[Block]:
    yield Paragraph(f"统计范围:{described(scope)}。截至{chinese_datetime(made.as_of)}。")
    for section in made.sections:
        yield Paragraph(section.title, 1)
        yield Paragraph(section.definition)
        yield Table(COLUMNS, _lines(section))
    yield Paragraph(BY_UNIT, 1)
    if made.units:
        yield Table(UNITS, tuple(_unit_line(unit) for unit in (*made.units, made.all_units)))


def _lines(section: Section) -> tuple[tuple[str, ...], ...]:
    rows = [
        (row.label, str(row.count), str(row.base) if row.base else NO_SHARE, row.share)
        for row in (*section.rows, *section.rates)
    ]
    return (*rows[: len(section.rows)], (TOTAL, str(section.total), NO_SHARE, NO_SHARE), *rows[len(section.rows) :])


def _unit_line(unit: UnitRow) -> tuple[str, ...]:
    numbers = (unit.total, unit.on_time, unit.late, unit.running, unit.overdue)
    return (unit.unit, *map(str, numbers), unit.rate.share)


def sample_trees() -> Iterator[Tree]:
    """The statistics of the office with the newest matter."""
    newest = Matter.objects.filter(submitted_at__isnull=False).order_by("-pk").first()
    if newest is not None and newest.submitted_at:
        scope = Scope(path=newest.path)
        yield statistics_paper(
            statistics_of(scope, newest.closed_at or newest.replied_at or newest.submitted_at), scope
        )
