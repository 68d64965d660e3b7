"""履职档案 and 年度履职评价表."""

from collections.abc import Mapping, Sequence
from datetime import date

from apps.foundation.core.dates import chinese_date
from apps.foundation.organisations.selectors import standing_organ
from apps.foundation.people.models import DutyEvent, Term
from apps.office.documents.composing import register, sheet
from apps.office.documents.rules.tree import Column, Facts, Paragraph, SignatureLines, Table, Tree
from apps.systems.street_deliberations.rules.points import ABSENCES_TO_END, ABSENT, KINDS, key_of
from apps.systems.street_deliberations.selectors.duties import DutyLine

EVENTS = (Column("日期", 4), Column("类别", 4), Column("事项", 12, "left"), Column("积分", 2))


def record_paper(line: DutyLine, events: Sequence[DutyEvent], values: Mapping[str, int], year: int, on: date) -> Tree:
    """One representative's year with every event."""
    mandate, person = line.mandate, line.mandate.person
    organ = standing_organ(mandate.term.body, on)
    rows = tuple(
        (f"{event.on:%Y-%m-%d}", KINDS[event.kind][0], event.title, str(values[key_of(event.kind)])) for event in events
    )
    blocks = [
        Facts((
            ("姓名", person.name), ("名额", line.line_name or "—"), ("单位及职务", person.workplace or "—"),
            ("代表证号", mandate.certificate_number or "—"), ("年度积分", f"{line.score.points}分"),
            ("积分排名", f"第{line.rank}名"), ("未请假缺席会议", f"{line.score.absent}次"),
            ("截至", chinese_date(on)),
        )),
        Table(EVENTS, rows) if rows else Paragraph("本年度还没有履职记录。"),
    ]  # fmt: skip
    return sheet(organ, f"议事代表{year}年履职档案", blocks, subtitle=f"({mandate.term},{person.name})")


def year_paper(term: Term, lines: Sequence[DutyLine], values: Mapping[str, int], year: int, on: date) -> Tree:
    """年度履职评价表: counts, points and place of everybody, with the points that were used."""
    organ = standing_organ(term.body, on)
    used = [kind for kind in KINDS if any(line.times(kind) for line in lines)] or ["session"]
    columns = (
        Column("名次", 2), Column("姓名", 4), Column("名额", 6), *(Column(KINDS[kind][0], 3) for kind in used),
        Column("缺席", 2), Column("积分", 3), Column("评价", 3), Column("备注", 5),
    )  # fmt: skip
    rows = tuple(
        (str(line.rank), line.name, line.line_name or "—", *(str(line.times(kind)) for kind in used),
         str(line.score.absent), str(line.score.points), "",
         f"本届未请假缺席{line.score.absent_in_term}次" if line.score.absent_in_term >= ABSENCES_TO_END else "")
        for line in lines
    )  # fmt: skip
    told = "、".join(f"{KINDS[kind][0]}{values[key_of(kind)]}分" for kind in used)
    blocks = (
        Paragraph(f"积分标准:{told};未请假缺席每次扣{values[ABSENT]}分。截至{chinese_date(on)}。"),
        Table(columns, rows),
        SignatureLines((("评价单位(盖章)", ""), ("评价日期", ""))),
    )
    return register(organ, f"{term.body}{year}年度履职评价表", blocks)
