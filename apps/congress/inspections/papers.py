"""方案, 报告, 交办函 and the sign-in sheet of an inspection, made from what is recorded."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from apps.congress.inspections.models import Inspection, Opinion, Stop
from apps.congress.inspections.rules.states import CALLED_OFF
from apps.congress.inspections.selectors.steps import HANDOVER, PLAN, REPORT, feedback_due
from apps.congress.matters.rules.deadlines import MONTHS, Limit
from apps.congress.matters.selectors.became import ANSWERS, became
from apps.foundation.core.dates import chinese_date, chinese_datetime, chinese_days
from apps.foundation.core.numbers import chinese_number
from apps.foundation.organisations.selectors import standing_organ
from apps.office.documents import composing
from apps.office.documents.rules.tree import Annex, Block, Column, Facts, Names, Paragraph, Table, Tree

SHEET, ANSWER_SHEET = "inspection_sign_in", "inspection_answers"
ROUTE = (Column("序号", 2), Column("时间", 5), Column("地点", 7, "left"), Column("被视察单位", 7, "left"))
OPINIONS = (Column("序号", 2), Column("意见建议", 14, "left"), Column("承办单位", 6), Column("反馈期限", 5))
SIGNATURES = (
    Column("序号", 3), Column("姓名", 5), Column("代表团（组）", 6), Column("回复", 4), Column("签到", 7),
    Column("签名", 6),
)  # fmt: skip
ANSWERED = (
    Column("序号", 2), Column("意见建议", 8, "left"), Column("承办单位", 5), Column("反馈情况", 10, "left"),
    Column("反馈日期", 5),
)  # fmt: skip
NOT_HANDLING = "代表在视察、调研中不直接处理问题。"


def plan(inspection: Inspection, on: date) -> Tree:
    """方案: basis, when, route, who, what is asked of them."""
    organ = standing_organ(inspection.body, on)
    return composing.red_head(
        organ, f"关于开展{inspection.title}的方案", _plan_blocks(inspection), recipients=(f"各{_members(inspection)}",),
        note=_contact(inspection),
    )  # fmt: skip


def _plan_blocks(inspection: Inspection) -> Iterator[Block]:
    basis = f"根据{inspection.basis}，" if inspection.basis else ""
    yield Paragraph(
        f"{basis}定于{chinese_days(*inspection.days)}组织{_members(inspection)}开展{inspection.title}。现制定方案如下："
    )
    yield Paragraph("时间和集合地点", 1)
    yield Paragraph(f"{chinese_datetime(inspection.gathers_at)}在{inspection.gathers_place}集合。")
    yield Paragraph("路线和内容", 1)
    yield _route_table(inspection)
    yield Paragraph("参加人员", 1)
    if inspection.leader:
        yield Paragraph(f"带队：{inspection.leader.name}。")
    names = [row.name for row in inspection.participants.exclude(answer="recused")]
    yield Paragraph(f"{_members(inspection)}{len(names)}人：{'、'.join(names)}。" if names else "另行通知。")
    yield Paragraph("有关要求", 1)
    yield Paragraph(f"{NOT_HANDLING}发现的问题和意见建议由{_organ_name(inspection)}汇总后，交有关单位研究处理。")
    yield Paragraph("与活动内容有利害关系的代表应当回避。")
    for line in inspection.requirements.splitlines():
        if line.strip():
            yield Paragraph(line.strip())


def report(inspection: Inspection, on: date) -> Tree:
    """报告: 情况, 问题, 建议 one by one."""
    organ = standing_organ(inspection.body, on)
    return composing.plain_paper(organ, f"关于{inspection.title}情况的报告", _report_blocks(inspection))


def _report_blocks(inspection: Inspection) -> Iterator[Block]:
    came = [row.name for row in inspection.participants.came()]
    leader = f"由{inspection.leader.name}带队，" if inspection.leader else ""
    yield Paragraph(
        f"{chinese_days(*inspection.days)}，{_organ_name(inspection)}组织{_members(inspection)}{len(came)}人，{leader}"
        f"开展了{inspection.title}{_places(inspection)}。现将有关情况报告如下："
    )
    yield Paragraph("情况", 1)
    yield from _lines(inspection.situation)
    if inspection.problems:
        yield Paragraph("问题", 1)
        yield from _lines(inspection.problems)
    opinions = list(inspection.opinions.select_related("unit"))
    if opinions or inspection.suggestions:
        yield Paragraph("建议", 1)
        yield from _lines(inspection.suggestions)
        for opinion in opinions:
            yield Paragraph(f"{opinion.text.rstrip('。')}。（承办单位：{opinion.unit.name}）", 3)
    if came:
        yield Names("参加", tuple(came))


def handover(inspection: Inspection, on: date) -> Tree:
    """交办函 with the list of opinions: to which unit, until when."""
    organ = standing_organ(inspection.body, on)
    opinions = list(inspection.opinions.with_all())
    units = tuple(dict.fromkeys(opinion.unit.name for opinion in opinions))
    return composing.letter(
        organ, f"关于交办{inspection.title}意见建议的函", _handover_blocks(inspection, opinions, on), recipients=units,
        note=_contact(inspection), attachments=("意见建议清单",), annexes=(_opinion_list(inspection, opinions),),
    )  # fmt: skip


def _handover_blocks(inspection: Inspection, opinions: list[Opinion], on: date) -> Iterator[Block]:
    due_on, limit = feedback_due(inspection, on)
    due = f"于{chinese_date(due_on)}前" if due_on else ""
    yield Paragraph(
        f"{chinese_days(*inspection.days)}，我{_short_organ(inspection)}组织{_members(inspection)}开展了{inspection.title}，"
        f"提出意见建议{len(opinions)}条（见附件）。{NOT_HANDLING}现将意见建议交你单位研究处理。"
    )
    yield Paragraph(f"请自交办之日起{_in_words(limit)}内，{due}将研究处理情况逐条书面反馈（{limit.source}）。")
    yield Paragraph("专此函达。")


def _opinion_list(inspection: Inspection, opinions: list[Opinion]) -> Annex:
    rows = tuple((str(one.number), one.text, one.unit.name, _due_of(one)) for one in opinions)
    return Annex("意见建议清单", (Table(OPINIONS, rows),))


def _due_of(opinion: Opinion) -> str:
    day = opinion.matter.reply_due_on if opinion.matter else None
    return f"{day:%Y-%m-%d}" if day else ""


def _in_words(limit: Limit) -> str:
    return f"{chinese_number(limit.count)}个月" if limit.unit == MONTHS else limit.words


def answers(inspection: Inspection, on: date) -> Tree:
    """意见建议反馈情况: what every unit answered, as of `on`."""
    rows = []
    for opinion in inspection.opinions.handed_over().with_all().prefetch_related(*ANSWERS):
        found = became(opinion.matter, on)
        told = "\n".join(f"{one.result}。{one.text}" for one in found.answers) or found.words
        day = f"{found.answered_on:%Y-%m-%d}" if found.answered_on else ""
        rows.append((str(opinion.number), opinion.text, found.units or opinion.unit.name, told, day))
    answered = sum(bool(row[-1]) for row in rows)
    facts = Facts((
        ("交办日期", chinese_date(inspection.handed_over_on) if inspection.handed_over_on else ""),
        ("截止日期", chinese_date(on)), ("意见", f"{len(rows)}条"), ("已反馈", f"{answered}条"),
    ))  # fmt: skip
    title = f"{inspection.title}意见反馈情况"
    return composing.sheet(inspection.body, title, [facts, Table(ANSWERED, tuple(rows))])


def sign_in_sheet(inspection: Inspection, on: date) -> Tree:
    """签到表, to be signed on paper or as it was recorded."""
    facts = Facts((
        ("时间", chinese_days(*inspection.days)), ("集合地点", inspection.gathers_place),
        ("应邀", f"{inspection.participants.count()}人"), ("签到", f"{inspection.participants.came().count()}人"),
    ))  # fmt: skip
    rows = tuple(
        (str(number), row.name, row.group_name, row.get_answer_display(),
         chinese_datetime(row.came_at) if row.came_at else "", "")
        for number, row in enumerate(inspection.participants.all(), start=1)
    )  # fmt: skip
    return composing.sheet(inspection.body, f"{inspection.title}签到表", [facts, Table(SIGNATURES, rows)])


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper: how it is made, when it may be made."""

    title: str
    make: Callable[[Inspection, date], Tree]
    when: str = ""


PAPERS = {
    PLAN: Paper("方案", plan, "活动已取消。"),
    REPORT: Paper("报告", report, "请先形成报告。"),
    HANDOVER: Paper("交办函", handover, "请先交办意见。"),
}
SHEETS = {SHEET: Paper("签到表", sign_in_sheet), ANSWER_SHEET: Paper("意见反馈情况", answers)}


def _route_table(inspection: Inspection) -> Table:
    return Table(ROUTE, tuple(_route_row(stop) for stop in inspection.stops.select_related("unit")))


def _route_row(stop: Stop) -> tuple[str, ...]:
    time = chinese_datetime(stop.arrives_at) if stop.arrives_at else "—"
    return (str(stop.number), time, stop.place, stop.visited or "—")


def _lines(text: str) -> Iterator[Paragraph]:
    for line in text.splitlines():
        if line.strip():
            yield Paragraph(line.strip())


def _places(inspection: Inspection) -> str:
    places = [stop.place for stop in inspection.stops.all()]
    return f"，实地察看了{'、'.join(places)}" if places else ""


def _members(inspection: Inspection) -> str:
    return inspection.members_are_called


def _organ_name(inspection: Inspection) -> str:
    return standing_organ(inspection.body, inspection.starts_on).name


def _short_organ(inspection: Inspection) -> str:
    return {"town_congress": "镇人大主席团", "deliberation_meeting": "工委"}.get(inspection.body.kind, "常委会")


def _contact(inspection: Inspection) -> str:
    return f"联系人：{inspection.contact}" if inspection.contact else ""


def trees_of(make: Callable[[Inspection, date], Tree], number: str = "") -> Callable[[], Iterator[Tree]]:
    """What a kind's `trees` yields: the paper of the newest inspection that was handed over, as it would be issued."""

    def trees() -> Iterator[Tree]:
        rows = Inspection.objects.filter(handed_over_on__isnull=False).exclude(state=CALLED_OFF).with_body()
        for inspection in rows.order_by("-handed_over_on", "-pk")[:1]:
            on = inspection.handed_over_on or inspection.starts_on
            yield make(inspection, on).numbered(number, on)

    return trees
