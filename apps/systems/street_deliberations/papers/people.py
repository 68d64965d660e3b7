"""推荐登记表, 联审意见表, 名册, 聘书."""

from collections.abc import Iterator, Sequence
from datetime import date

from apps.foundation.core.dates import chinese_date, years_of
from apps.foundation.organisations.selectors import standing_organ
from apps.foundation.people.models import Term
from apps.office.documents.composing import plain_paper, register, sheet
from apps.office.documents.rules.tree import Block, Column, Facts, Paragraph, SignatureLines, Table, Tree
from apps.systems.street_deliberations.models import Candidate, CandidateStep, Seat
from apps.systems.street_deliberations.selectors.candidates import organ_lines

OPINIONS = (Column("联审单位", 5), Column("结果", 3), Column("意见", 9, "left"), Column("日期", 4), Column("文号", 5))
ROSTER = (
    Column("序号", 2), Column("姓名", 4), Column("性别", 2), Column("民族", 3), Column("出生年月", 4),
    Column("政治面貌", 4), Column("学历", 4), Column("单位及职务", 9, "left"), Column("名额", 6), Column("代表来源", 5),
    Column("证号", 4), Column("状态", 3),
)  # fmt: skip
EMPTY = "—"


def recommendation_sheet(candidate: Candidate, on: date) -> Tree:
    """推荐登记表 with everything the form asks; for the office's own file."""
    organ, term = standing_organ(candidate.term.body, on), candidate.term
    return sheet(
        organ, "议事代表推荐登记表", _recommendation(candidate, on),
        subtitle=f"({term.body}第{term.number}届,{candidate.name})",
    )  # fmt: skip


def _recommendation(candidate: Candidate, on: date) -> Iterator[Block]:
    said = {step.title: step for step in candidate.steps.order_by("pk")}
    yield Facts((
        ("姓名", candidate.name), ("性别", candidate.get_sex_display() or EMPTY),
        ("民族", candidate.ethnic_group or EMPTY), ("国籍", candidate.nationality or EMPTY),
        ("出生年月", f"{candidate.born_on:%Y年%m月}" if candidate.born_on else EMPTY),
        ("政治面貌", candidate.party or EMPTY), ("学历", candidate.education or EMPTY),
        ("代表来源", candidate.get_category_display() or EMPTY),
        ("单位及职务", candidate.workplace or EMPTY),
        (f"{candidate.get_tie_display()}地及年限", _tie(candidate, on)),
        ("联系电话", candidate.phone or EMPTY), ("推荐方式", candidate.get_channel_display()),
        ("名额", candidate.line.name),
        ("补推空缺", f"{candidate.vacancy.mandate.person.name}的空缺" if candidate.vacancy else "无"),
        ("推荐单位意见", _joined(candidate.recommender, candidate.recommender_opinion)),
        ("简历", candidate.resume or EMPTY), ("主要表现", candidate.merits or EMPTY),
        ("联审意见", ";".join(f"{one.organ}:{one.opinion.result if one.opinion else '未登记'}"
                          for one in organ_lines(candidate)) or EMPTY),
        ("工委初审意见", _said(said.get("工委初审"))), ("党工委意见", _said(said.get("党工委审查"))),
        ("备注", candidate.note or EMPTY),
    ))  # fmt: skip


def _tie(candidate: Candidate, on: date) -> str:
    if candidate.tie_since is None:
        return candidate.tie_place or EMPTY
    years = years_of(candidate.tie_since, on)
    return f"{candidate.tie_place},{chinese_date(candidate.tie_since)}起,{years}年" if years else candidate.tie_place


def _said(step: CandidateStep | None) -> str:
    if step is None:
        return EMPTY
    parts = dict.fromkeys((step.result, step.opinion.rstrip("。"), step.document_number, chinese_date(step.on)))
    return ",".join(part for part in parts if part)


def _joined(*parts: str) -> str:
    return ":".join(part for part in parts if part) or EMPTY


def opinions_sheet(candidate: Candidate, on: date) -> Tree:
    """联审意见表: what each organ says, and its place to sign."""
    organ, term = standing_organ(candidate.term.body, on), candidate.term
    return sheet(
        organ, "议事代表人选联审意见表", _opinions(candidate),
        subtitle=f"({term.body}第{term.number}届,{candidate.name})",
    )  # fmt: skip


def _opinions(candidate: Candidate) -> Iterator[Block]:
    lines = organ_lines(candidate)
    yield Facts((
        ("姓名", candidate.name), ("性别", candidate.get_sex_display() or EMPTY),
        ("身份证号", candidate.identity_number or EMPTY), ("单位及职务", candidate.workplace or EMPTY),
        ("居住(工作)地", candidate.tie_place or EMPTY), ("名额", candidate.line.name),
    ))  # fmt: skip
    yield Table(
        OPINIONS,
        tuple(
            (one.organ, one.opinion.result, one.opinion.opinion or EMPTY, f"{one.opinion.on:%Y-%m-%d}",
             one.opinion.document_number or EMPTY)
            if one.opinion
            else (one.organ, "", "", "", "")
            for one in lines
        ),
    )  # fmt: skip
    yield SignatureLines(tuple((f"{one.organ}(盖章)", "") for one in lines))


def roster_paper(term: Term, seats: Sequence[Seat], on: date) -> Tree:
    """名册 of everybody who sits on a day."""
    organ = standing_organ(term.body, on)
    rows = tuple(_roster_row(number, seat, on) for number, seat in enumerate(seats, start=1))
    blocks = (Table(ROSTER, rows),)
    return register(organ, f"{term.body}第{term.number}届议事代表名册", blocks, subtitle=f"(截至{chinese_date(on)})")


def _roster_row(number: int, seat: Seat, on: date) -> tuple[str, ...]:
    person = seat.mandate.person
    status = next((one for one in seat.mandate.statuses.all() if one.in_force(on)), None)
    return (
        str(number), person.name, person.get_sex_display() or EMPTY, person.ethnic_group or EMPTY,
        f"{person.born_on:%Y-%m}" if person.born_on else EMPTY, person.party or EMPTY, person.education or EMPTY,
        person.workplace or EMPTY, seat.line.name, seat.get_category_display() or EMPTY,
        seat.mandate.certificate_number or EMPTY, status.get_state_display() if status else EMPTY,
    )  # fmt: skip


def certificate(seat: Seat, on: date) -> Tree:
    """议事代表聘书, with the number of the 代表证."""
    term, person = seat.mandate.term, seat.mandate.person
    organ = standing_organ(term.body, on)
    since = min(status.starts_on for status in seat.mandate.statuses.all())
    text = (
        f"经推荐、审查、公示,确定您为{term.body}第{term.number}届议事代表,自{chinese_date(since)}起履职,任期与本届相同。"
        "特发此证。"
    )
    blocks = (
        Paragraph(f"{person.name}同志:"),
        Paragraph(text),
        Facts((("姓名", person.name), ("性别", person.get_sex_display() or EMPTY), ("名额", seat.line.name),
               ("代表证号", seat.mandate.certificate_number or EMPTY))),
    )  # fmt: skip
    return plain_paper(organ, "聘书", blocks, subtitle=f"({term.body}议事代表)")
