"""Papers of the chain before the list, as trees: 征集公告, 线索汇总表, 可行性论证表, 会商会议纪要, 请示(报党委研究)."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from apps.foundation.core.dates import chinese_date
from apps.foundation.core.templatetags.portal import wan
from apps.office.documents.composing import announcement, minutes, red_head, register, sheet
from apps.office.documents.rules.tree import Block, Column, Facts, Names, Paragraph, Table, Tree
from apps.systems.livelihood_projects import selectors
from apps.systems.livelihood_projects.models import Clue, Collection, Conclusion, Consultation, Feasibility, Season

CALL = "livelihood_collection_notice"
CLUES = "livelihood_clue_register"
SHEET = "livelihood_feasibility_sheet"
MINUTES = "livelihood_consultation_minutes"
REQUEST = "livelihood_study_request"


def call_for_clues(collection: Collection, on: date) -> Tree:
    """征集公告: everybody may hand in, how, and until when."""
    season = collection.season
    area, channels = season.body.area.name, "、".join(collection.channel_labels)
    blocks = [
        Paragraph(collection.appeal),
        Paragraph("征集时间", 1),
        Paragraph(f"{chinese_date(collection.opens_on)}至{chinese_date(collection.closes_on)}。"),
        Paragraph("征集范围", 1),
        Paragraph("具有普惠性、基础性、公益性,主要由财政资金投入,一般当年能够完成,不增加群众负担的民生实事。"),
        Paragraph("征集方式", 1),
        Paragraph(f"可以通过下列渠道提出:{channels}。提出时请写明地点和希望办的事情,可以匿名。"),
        Paragraph("结果告知", 1),
        Paragraph("提出后凭查询码可以随时查看采纳、论证、候选和票决的结果。".replace("票决", season.words.vote)),
    ]
    title = f"关于征集{area}{season.year}年\n民生实事项目的公告"
    return announcement(selectors.issuer_of(season, on), title, blocks)


def clue_register(season: Season, on: date) -> Tree:
    """线索汇总表: every clue that was not merged into another, with how many said the same."""
    columns = (
        Column("序号", 1), Column("类别", 2), Column("线索", 4, "left"), Column("反映的内容", 9, "left"),
        Column("地点", 3), Column("渠道", 2), Column("件数", 1), Column("处理", 3),
    )  # fmt: skip
    rows = []
    clues = season.clues.exclude(state="merged").with_all().prefetch_related("merged").order_by("category", "pk")
    for number, clue in enumerate(clues, start=1):
        brought = clue.submission
        rows.append(
            (
                str(number),
                clue.get_category_display() or "未分类",
                clue.title,
                brought.text,
                brought.place or brought.area.name,
                brought.get_channel_display(),
                str(1 + len(clue.merged.all())),
                clue.state_label,
            )
        )
    organ = selectors.issuer_of(season, on)
    on_day = f"截至{chinese_date(on)}"
    return register(organ, f"{season}线索汇总表", [Table(columns, tuple(rows))], subtitle=on_day)


def feasibility_sheet(clue: Clue, on: date) -> Tree:
    """可行性论证表 with the scope checklist, the finding and room to sign."""
    found = selectors.sheet_of(clue)
    blocks: list[Block] = [Facts(_facts(clue, found))]
    if found:
        questions = (Column("范围审核", 8, "left"), Column("是否符合", 2), Column("说明", 6, "left"))
        blocks.append(Table(questions, tuple(found.scope_lines())))
    finding = found.get_conclusion_display() if found and found.conclusion else "尚未形成"
    opinion, filler = (found.opinion or "—", found.filled_by) if found else ("—", "")
    blocks.append(Facts((("论证结论", finding), ("填表人", filler), ("论证意见", opinion), ("负责人(盖章)", ""))))
    return sheet(selectors.issuer_of(clue.season, on), f"{clue.season}可行性论证表", blocks)


def _facts(clue: Clue, found: Feasibility | None) -> tuple[tuple[str, str], ...]:
    head = (("线索编号", clue.number), ("类别", clue.get_category_display() or "未分类"), ("线索名称", clue.title))
    if found is None:
        return (*head, ("反映的内容", clue.submission.text))
    until = f"{_day(found.starts_on)}至{_day(found.finishes_on)}"
    return (
        *head,
        ("论证单位", found.unit.name),
        ("反映的内容", clue.submission.text),
        ("建设内容", found.content or "—"),
        ("建设地点", found.place or "—"),
        ("估算投资", wan(found.estimate or None)),
        ("资金来源", found.fund_source or "—"),
        ("责任单位", str(found.responsible_unit or "—")),
        ("责任领导", found.responsible_leader or "—"),
        ("起止时间", until),
        ("受益人数", f"{found.beneficiaries}人"),
        ("预期成效", found.expected_result or "—"),
        *([("当年目标", found.yearly_goal)] if found.yearly_goal else []),
    )


def consultation_minutes(consultation: Consultation, on: date) -> Tree:
    """会商会议纪要: who met, and the conclusion on every clue with its reason and what units said."""
    season = consultation.season
    lines = list(selectors.table_of(consultation))
    people = tuple(name.strip() for name in consultation.attendees.replace("\n", "、").split("、") if name.strip())
    opening = (
        f"{chinese_date(consultation.held_on)},{consultation.chaired_by}在{consultation.place}主持召开{season}"
        f"第{consultation.number}次会商会议,对{len(lines)}件线索逐件研究,形成以下意见。"
    )
    blocks: list[Block] = [Paragraph(opening)]
    for title, verdict in (("列入初选名单", "keep"), ("合并办理", "merge"), ("不列入初选名单", "drop")):
        chosen = [line for line in lines if line.verdict == verdict]
        if chosen:
            blocks.append(Paragraph(f"{title}({len(chosen)}件)", 1))
            blocks += [Paragraph(_sentence(line), 3) for line in chosen]
    blocks += [Names("出席", people), Names("记录", (consultation.recorder,))]
    organ = selectors.issuer_of(season, on)
    area = season.body.area.name
    title = f"{season}\n第{consultation.number}次会商会议纪要"
    return minutes(organ, f"{area}民生实事项目会商会议纪要", title, blocks)


def _sentence(line: Conclusion) -> str:
    parts = [f"{line.clue.title}({line.clue.number}号)"]
    if line.into:
        parts.append(f"并入“{line.into.title}”({line.into.number}号)")
    found = selectors.sheet_of(line.clue)
    if found and found.conclusion:
        parts.append(f"{found.unit}论证意见:{found.get_conclusion_display()}")
    parts += [f"{opinion.unit}意见:{opinion.text.rstrip('。')}" for opinion in line.clue.opinions_given]
    if line.reason:
        parts.append(f"理由:{line.reason.rstrip('。')}")
    return ";".join(parts) + "。"


def study_request(season: Season, on: date) -> Tree:
    """请示: the preliminary list for the party committee, with the list as its annexed table."""
    words, clues = season.words, list(selectors.preliminary_list(season))
    columns = (
        Column("序号", 1), Column("项目", 5, "left"), Column("类别", 2), Column("地点", 3), Column("估算投资", 2),
        Column("责任单位", 4), Column("来源", 3),
    )  # fmt: skip
    rows = []
    for number, clue in enumerate(clues, start=1):
        found = selectors.sheet_of(clue)
        rows.append(
            (
                str(number),
                clue.title,
                clue.get_category_display() or "其他",
                (found.place if found else "") or clue.submission.area.name,
                wan(found.estimate if found and found.estimate else None),
                str(found.responsible_unit or "—") if found else "—",
                f"群众等提出{1 + clue.joined}件",
            )
        )
    text = (
        f"根据民生实事项目{words.vote}工作安排,经广泛征集、部门论证和会商,形成{season}初选名单{len(clues)}项,"
        f"拟在{words.study}同意后确定候选项目,提请{words.member}{words.vote},应{words.settle}{season.to_choose}项。"
    )
    blocks = [Paragraph(text), Table(columns, tuple(rows), "初选名单"), Paragraph("妥否,请批示。")]
    party = selectors.party_organ(season, on)
    organ = selectors.issuer_of(season, on)
    title = f"关于研究{season}候选项目建议的请示"
    return red_head(organ, title, blocks, recipients=(str(party),) if party else ())


def _day(day: date | None) -> str:
    return chinese_date(day) if day else "—"


def call_samples() -> Iterator[Tree]:
    for collection in Collection.objects.with_season().order_by("-opens_on")[:1]:
        yield call_for_clues(collection, timezone.localdate())


def clue_samples() -> Iterator[Tree]:
    for collection in Collection.objects.with_season().order_by("-opens_on")[:1]:
        yield clue_register(collection.season, timezone.localdate())


def sheet_samples() -> Iterator[Tree]:
    for clue in Clue.objects.exclude(feasibility__conclusion=None).exclude(feasibility__conclusion="").with_all()[:1]:
        yield feasibility_sheet(clue, timezone.localdate())


def minutes_samples() -> Iterator[Tree]:
    for consultation in Consultation.objects.filter(closed_at__isnull=False).with_season()[:1]:
        yield consultation_minutes(consultation, timezone.localdate())


def request_samples() -> Iterator[Tree]:
    seasons = Season.objects.filter(consultations__closed_at__isnull=False).with_body().distinct()
    for season in seasons[:1]:
        yield study_request(season, timezone.localdate())
