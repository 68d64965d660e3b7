"""Papers of matters: 意见建议表, 交办单, 意见建议汇总清单."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import IO

from django.db.models import QuerySet
from django.utils import timezone

from apps.congress.matters.models import Consent, Matter, MatterKind, PartRole, Rating, Reply
from apps.congress.matters.rules.schemes import label_of
from apps.congress.matters.selectors.bulk import summarised
from apps.congress.matters.selectors.matter_page import standing_parts
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.spreadsheets import xlsx_of
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents import composing
from apps.office.documents.rules.tree import Block, Column, Facts, Paragraph, SignatureLines, Table, Tree

FORM, SLIP, LETTERS, SUMMARY = "form", "slip", "letters", "summary"
FORM_TITLES = {
    MatterKind.SUGGESTION: "代表建议、批评和意见表",
    MatterKind.OPINION: "议事代表意见建议表",
    MatterKind.DELIBERATION: "审议意见表",
    MatterKind.INSPECTION: "视察调研意见表",
    MatterKind.REQUEST: "群众诉求登记表",
    MatterKind.PROMISE: "会议承诺事项表",
}
COLUMNS = (
    Column("编号", 3), Column("标题", 12, "left"), Column("提出人", 5), Column("类别", 4),
    Column("承办单位", 8, "left"), Column("答复期限", 5), Column("办理情况", 7, "left"), Column("评价", 3),
)  # fmt: skip
HEADINGS = (
    "编号", "类型", "标题", "内容", "提出人", "内容分类", "办理渠道", "主办、分办单位", "协办单位", "交办日期",
    "答复期限", "状态", "结果类别", "对办理态度", "对办理结果",
)  # fmt: skip


def opinion_form(matter: Matter) -> Tree:
    """意见建议表."""
    title = FORM_TITLES[MatterKind(matter.kind)]
    if matter.kind == MatterKind.DELIBERATION:
        title = f"{matter.get_kind_display()}表"
    return composing.sheet(_organ(matter), title, [Facts(tuple(_facts(matter)))])


def slip(matter: Matter) -> Tree:
    """交办单, to be signed by each unit that takes it."""
    parts = list(standing_parts(matter))
    asked = "；".join(dict.fromkeys(part.requirements for part in parts if part.requirements))
    pairs = [
        ("编号", numbered(matter)), ("事项", matter.title), ("提出人", matter.proposer_name),
        ("来源", matter.source_title or _occasion(matter)), ("承办单位", _units(parts)),
        ("办理要求", asked or "按期办理答复"),
        ("办理期限", "；".join(f"{part.unit_name}{chinese_date(part.due_on)}" for part in parts)),
        ("退办期限", chinese_date(parts[0].return_due_on) if parts else "—"),
        ("交办人", parts[0].handed_over_by if parts else ""), ("交办日期", _day(matter.handed_over_at)),
        ("内容", matter.text),
    ]  # fmt: skip
    lines = [
        line
        for part in parts
        for line in (
            (f"{part.unit_name}签收人", part.taken_by),
            ("签收时间", _day(part.taken_at) if part.taken_at else ""),
        )
    ]
    blocks: list[Block] = [Facts(tuple(pairs)), SignatureLines(tuple(lines))]
    return composing.sheet(_organ(matter), "意见建议交办单", blocks)


def letters(matter: Matter) -> list[Tree]:
    """答复函 of the last round that was answered, as signed here."""
    sent = Reply.objects.filter(handling__matter=matter, sent_at__isnull=False, document__isnull=False)
    rows = list(sent.select_related("document", "handling").order_by("-handling__round", "handling"))
    return [one.document.content for one in rows if one.document and one.handling.round == rows[0].handling.round]


SHEETS: dict[str, Callable[[Matter], Tree]] = {FORM: opinion_form, SLIP: slip}
BUNDLES: dict[str, Callable[[Matter], list[Tree]]] = {
    FORM: lambda matter: [opinion_form(matter)],
    SLIP: lambda matter: [slip(matter)] if matter.handed_over_at else [],
    LETTERS: letters,
}
"""What is printed of many matters at once."""


def summary_title(office: Area, year: int) -> str:
    return f"{office.name}{year}年意见建议汇总清单"


def summary(office: Area, year: int, matters: Iterable[Matter]) -> Tree:
    """意见建议汇总清单: everything accepted in the year, kind by kind, with what became of it."""
    return composing.register(_organ_of(office), summary_title(office, year), _listed(matters))


def _listed(matters: Iterable[Matter]) -> list[Block]:
    blocks: list[Block] = []
    for kind, rows in groupby(matters, key=lambda one: one.kind):
        lines = tuple(_row(one) for one in rows)
        blocks += [Paragraph(f"{MatterKind(kind).label}（{len(lines)}件）", 1), Table(COLUMNS, lines)]
    return blocks or [Paragraph("本年度没有立案办理的意见建议。")]


def summary_xlsx(matters: Iterable[Matter]) -> IO[bytes]:
    return xlsx_of("意见建议汇总清单", HEADINGS, (_line(one) for one in matters))


def numbered(matter: Matter) -> str:
    """`2026年第12号`; what is not accepted yet has the number of the register."""
    if matter.number and matter.accepted_at:
        return f"{local_day(matter.accepted_at).year}年第{matter.number}号"
    return f"受理编号{matter.submission.number}" if matter.submission else "(未提交)"


def _facts(matter: Matter) -> Iterator[tuple[str, str]]:
    parts = list(standing_parts(matter))
    yield "编号", numbered(matter)
    yield "届次", _occasion(matter)
    yield "提出人", matter.lead.name if matter.lead else matter.proposer_name
    if matter.is_by_members:
        names = matter.signers.filter(consent=Consent.SIGNED).values_list("name", flat=True)  # type: ignore[attr-defined]
        yield "附议人", "、".join(names) or "—"
        yield "愿意参加调研", "是" if matter.wants_to_join else "否"
    yield "是否公开", "是" if matter.may_be_published else "否"
    yield "类别", matter.category or "—"
    yield "提交日期", _day(matter.submitted_at)
    yield "标题", matter.title
    yield "内容", matter.text
    yield "审核意见", _review(matter)
    yield "交办单位", _units(parts) or "—"
    yield "交办日期", _day(matter.handed_over_at)
    yield "答复期限", chinese_date(matter.reply_due_on) if matter.reply_due_on else "—"


def _review(matter: Matter) -> str:
    if matter.refusal:
        return f"不予受理：{matter.get_refusal_display()}。{matter.reason}"  # type: ignore[attr-defined]
    if matter.accepted_at is None:
        return "—"
    route = f"，{matter.get_route_display()}" if matter.route else ""  # type: ignore[attr-defined]
    return f"{_day(matter.accepted_at)}立案{route}"


def _occasion(matter: Matter) -> str:
    """第二十届, at a meeting or between meetings."""
    term = f"第{matter.term.number}届" if matter.term else ""
    return f"{term} {matter.source_title}".strip() if matter.source_title else f"{term}闭会期间"


def _units(parts: Iterable) -> str:
    return "、".join(f"{part.unit_name}（{part.get_role_display()}）" for part in parts)


def _day(at: object) -> str:
    return chinese_date(at) if at else "—"  # type: ignore[arg-type]


def _row(matter: Matter) -> tuple[str, ...]:
    rating = _last_rating(matter)
    told = label_of(matter.scheme, matter.result) or matter.get_state_display()  # type: ignore[attr-defined]
    return (
        str(matter.number or ""), matter.title, matter.proposer_name, matter.category or "—",
        _units(matter.standing) or matter.get_route_display() or "—",  # type: ignore[attr-defined]
        chinese_date(matter.reply_due_on) if matter.reply_due_on else "—", told,
        rating.get_result_display() if rating else "—",
    )  # fmt: skip


def _line(matter: Matter) -> tuple[object, ...]:
    rating, parts = _last_rating(matter), matter.standing  # type: ignore[attr-defined]
    answering = "、".join(part.unit_name for part in parts if part.role != PartRole.CO)
    helping = "、".join(part.unit_name for part in parts if part.role == PartRole.CO)
    return (
        matter.number, matter.get_kind_display(), matter.title, matter.text, matter.proposer_name, matter.category,  # type: ignore[attr-defined]
        matter.get_route_display(), answering, helping,  # type: ignore[attr-defined]
        local_day(matter.handed_over_at) if matter.handed_over_at else None, matter.reply_due_on,
        matter.get_state_display(), label_of(matter.scheme, matter.result),  # type: ignore[attr-defined]
        rating.get_attitude_display() if rating else "", rating.get_result_display() if rating else "",
    )  # fmt: skip


def _last_rating(matter: Matter) -> Rating | None:
    return max(matter.ratings.all(), key=lambda one: one.round, default=None)  # type: ignore[attr-defined]


def _organ(matter: Matter) -> Unit:
    """Which organ's paper it is."""
    on = local_day(matter.accepted_at or matter.submitted_at or matter.created_at)
    return standing_organ(matter.body, on) if matter.body else _organ_of(matter.office, on)


def _organ_of(office: Area, on: date | None = None) -> Unit:
    day = on or timezone.localdate()
    body = Unit.objects.bodies().on(day).filter(area=office).select_related("area").first()
    found = (
        standing_organ(body, day) if body else Unit.objects.on(day).filter(area=office).select_related("area").first()
    )
    return found or Unit(area=office, name=office.name)


def forms() -> Iterator[Tree]:
    for matter in _samples().filter(lead__isnull=False):
        yield opinion_form(matter)
        return


def slips() -> Iterator[Tree]:
    for matter in _samples().filter(handed_over_at__isnull=False):
        yield slip(matter)
        return


def summaries() -> Iterator[Tree]:
    for matter in _samples():
        yield summary(matter.office, local_day(matter.accepted_at).year, _of_office(matter))
        return


def summary_samples() -> Iterator[tuple[str, bytes]]:
    for matter in _samples():
        year = local_day(matter.accepted_at).year
        yield f"{summary_title(matter.office, year)}.xlsx", summary_xlsx(_of_office(matter)).read()
        return


def _samples() -> QuerySet[Matter]:
    return Matter.objects.with_all().filter(accepted_at__isnull=False).order_by("-accepted_at", "-pk")


def _of_office(matter: Matter) -> Iterable[Matter]:
    return summarised(Actor(name="系统", role="staff", area_path=matter.path), local_day(matter.accepted_at).year)
