"""Papers of the star rating: 申报表 and 评分表 of a station, 结果通报 and 命名决定 of a round."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from apps.congress.supervision.selectors.organs import heading_of, supervising_organ
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, chinese_days
from apps.foundation.core.numbers import chinese_number
from apps.office.documents.composing import red_head, register, sheet
from apps.office.documents.rules.tree import Block, Column, Facts, Paragraph, SignatureLines, Table, Tree
from apps.systems.deputy_stations.models import RatingRound, StationRating
from apps.systems.deputy_stations.selectors.marks import Hand, Line, lines_of
from apps.systems.deputy_stations.selectors.rounds import TableRow, table_of

APPLICATION, SCORES = "stations_rating_application", "stations_rating_scores"
RESULT_HEADINGS = (
    "名次", "家站", "镇街", "层级", "基本分", "加分", "扣分", "总分", "得分对应星级", "评定星级",
    "五星名额以外", "一票否决",
)  # fmt: skip
APPLIED = (
    Column("维度", 5), Column("指标", 9, "left"), Column("分值", 3), Column("数据", 4), Column("自评", 3),
    Column("说明", 7, "left"),
)  # fmt: skip
SCORED = (
    Column("维度", 6), Column("指标", 9, "left"), Column("分值", 3), Column("数据", 5), Column("自评", 3),
    Column("初审", 3), Column("复核", 3), Column("得分", 3), Column("依据、扣分原因", 11, "left"),
)  # fmt: skip
NAMES = (Column("序号", 2), Column("家站", 9, "left"), Column("镇街", 5), Column("总分", 3))
PLAQUES = (Column("序号", 2), Column("家站", 9, "left"), Column("镇街", 5), Column("星级", 3), Column("授牌签收", 5))


def shown(points: Decimal | None, *, veto: bool = False) -> str:
    """Points as papers write them; a veto in words; nothing decided is a dash."""
    if points is None:
        return "—"
    return ("触发" if points else "未触发") if veto else f"{points.normalize():f}"


def application_paper(rating: StationRating, on: date) -> Tree:
    """星级申报表, as the station handed it in."""
    station, lines = rating.station, lines_of(rating, with_site=False)
    facts = Facts((
        ("家站名称", station.name), ("所属镇街", station.area.name), ("层级", station.get_tier_display()),
        ("地址", station.address or "—"), ("启用日期", chinese_date(station.opened_on) if station.opened_on else "—"),
        ("联系电话", station.phone or "—"), ("考核期", chinese_days(rating.round.starts_on, rating.round.ends_on)),
        ("自评人", rating.self_by or "—"),
    ))  # fmt: skip
    total = sum((line.self.points for line in lines if _counts(line)), Decimal(0))  # type: ignore[union-attr]
    blocks: list[Block] = [
        facts,
        Table(APPLIED, tuple(_applied_row(line) for line in lines), f"自评基本分合计{shown(total)}分"),
        SignatureLines((("家站(站长签字)", ""), ("镇街人大初审意见", ""), ("日期", ""))),
    ]
    return _sheet(rating, "代表家站星级申报表", blocks, on)


def _counts(line: Line) -> bool:
    return line.row.kind == "normal" and line.self is not None and line.self.points is not None


def _applied_row(line: Line) -> tuple[str, ...]:
    hand = line.self
    said = hand.reason if hand else ""
    return (
        line.row.dimension, line.row.title, shown(line.row.points), line.told, _given(line, hand),
        said or line.row.evidence or "—",
    )  # fmt: skip


def _given(line: Line, hand: Hand | None) -> str:
    return shown(hand.points if hand else None, veto=line.is_veto)


def scores_paper(rating: StationRating, on: date) -> Tree:
    """评分表: every stage, what counts and why."""
    lines = lines_of(rating)
    blocks: list[Block] = [Table(SCORED, tuple(_scored_row(line) for line in lines))]
    if rating.total is not None:
        stars = f"{chinese_number(rating.stars)}星" if rating.stars else "不评星级"
        told = f"总分{rating.total}分,{stars}。"
        blocks.append(Paragraph(told + (f"一票否决:{rating.vetoes}。" if rating.vetoes else "")))
    names = "、".join(rater.person.name for rater in rating.raters.select_related("person"))  # type: ignore[attr-defined]
    blocks.append(Paragraph(f"采用{rating.round.standard}。评审员:{names or '未安排'}。"))
    blocks.append(SignatureLines((("评审员签字", ""), ("日期", ""))))
    return _sheet(rating, "代表家站星级评分表", blocks, on)


def _scored_row(line: Line) -> tuple[str, ...]:
    said = "\n".join(f"{'、'.join(labels)}:{reason}" for reason, labels in _reasons(line).items())
    return (
        line.row.dimension, line.row.title, shown(line.row.points), line.told, _given(line, line.self),
        _given(line, line.first), shown(line.site_mark, veto=line.is_veto), shown(line.mark, veto=line.is_veto),
        said or "—",
    )  # fmt: skip


def _reasons(line: Line) -> dict[str, list[str]]:
    """What was written -> the stages that wrote it, each once."""
    found: dict[str, list[str]] = {}
    for label, hand in line.hands:
        if hand.reason and label not in found.setdefault(hand.reason, []):
            found[hand.reason].append(label)
    return found


def _sheet(rating: StationRating, title: str, blocks: Sequence[Block], on: date) -> Tree:
    organ = heading_of(rating.round.office, on)
    return sheet(
        organ, title, blocks, subtitle=f"({rating.station.name},{rating.round.title})", keep=(rating.station.name,)
    )


def stars_of_rows(rows: Sequence[TableRow]) -> Iterator[tuple[int, list[TableRow]]]:
    """(stars, its rows), five stars first; those without stars are left out."""
    for stars in sorted({row.stars for row in rows if row.stars}, reverse=True):
        yield stars, [row for row in rows if row.stars == stars]


def notice_body(round_: RatingRound, actor: Actor) -> str:
    """What the public notice says of the batch that was agreed."""
    rows = _batch(round_, actor)
    days = chinese_days(round_.starts_on, round_.ends_on)
    parts = [f"根据{round_.standard.title},对{days}代表家站的运行情况进行了评定,现将拟命名的星级代表家站公示如下。"]
    for stars, found in stars_of_rows(rows):
        parts.append(
            f"{chinese_number(stars)}星({len(found)}个):" + "、".join(one.rating.station.name for one in found)
        )
    parts.append("公示期内如有异议,请在本页或者向区(县)人大常委会反映。")
    return "\n".join(parts)


def _batch(round_: RatingRound, actor: Actor) -> list[TableRow]:
    return [row for row in table_of(round_, actor) if row.rating.batch is not None]


def notice_paper(round_: RatingRound, actor: Actor, on: date) -> Tree:
    """关于星级评定结果的通报."""
    rows = _batch(round_, actor)
    organ = supervising_organ(round_.office, on)
    return red_head(
        organ, f"关于{round_.title}结果的通报", _notice_blocks(round_, rows), recipients=("各镇人大、人大街道工委",),
        keep=(round_.office.name,),
    )  # fmt: skip


def _notice_blocks(round_: RatingRound, rows: Sequence[TableRow]) -> Iterator[Block]:
    days = chinese_days(round_.starts_on, round_.ends_on)
    yield Paragraph(f"按照{round_.standard},经自评申报、镇街初审、实地复核,对{days}代表家站进行了星级评定。")
    yield Paragraph("评定结果", 1)
    counts = ",".join(f"{chinese_number(stars)}星{len(found)}个" for stars, found in stars_of_rows(rows))
    none = sum(not row.stars for row in rows)
    yield Paragraph(f"参加评定的家站{len(rows)}个,其中{counts or '没有星级家站'};未评星级{none}个。")
    for stars, found in stars_of_rows(rows):
        yield Paragraph(f"{chinese_number(stars)}星代表家站", 2)
        yield Table(NAMES, _named_rows(found))
    yield Paragraph("有关要求", 1)
    yield Paragraph(
        "各镇人大、人大街道工委对照评分表,补齐短板,巩固提升。星级有效期内发生降级情形的,按规定降级或者摘牌。"
    )


def _named_rows(rows: Sequence[TableRow]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (str(number), row.rating.station.name, row.place, f"{row.total}") for number, row in enumerate(rows, 1)
    )


def decision_paper(round_: RatingRound, actor: Actor, on: date) -> Tree:
    """命名决定."""
    rows = _batch(round_, actor)
    organ = supervising_organ(round_.office, on)
    return red_head(
        organ, f"关于命名{round_.year}年度星级代表家站的决定", _decision_blocks(round_, rows),
        recipients=("各镇人大、人大街道工委",), keep=(round_.office.name,),
    )  # fmt: skip


def _decision_blocks(round_: RatingRound, rows: Sequence[TableRow]) -> Iterator[Block]:
    studied = f"经{chinese_date(round_.studied_on)}主任会议研究、" if round_.studied_on else "经主任会议研究、"
    yield Paragraph(f"根据{round_.standard.title},{studied}公示,决定命名下列家站为{round_.year}年度星级代表家站。")
    for stars, found in stars_of_rows(rows):
        yield Paragraph(f"{chinese_number(stars)}星代表家站({len(found)}个)", 1)
        yield Paragraph("、".join(row.rating.station.name for row in found) + "。")
    yield Paragraph(f"星级有效期{round_.standard.validity_years}年,期间每年复评。希望被命名的家站珍惜荣誉,再创佳绩。")


def plaque_paper(round_: RatingRound, actor: Actor, on: date) -> Tree:
    """授牌名单."""
    rows = [row for _, found in stars_of_rows(_batch(round_, actor)) for row in found]
    lines = tuple(
        (str(number), row.rating.station.name, row.place, "★" * row.stars, "") for number, row in enumerate(rows, 1)
    )
    blocks: list[Block] = [Table(PLAQUES, lines)] if lines else [Paragraph("没有授牌的家站。")]
    return register(heading_of(round_.office, on), f"{round_.title}授牌名单", blocks)


def result_rows(rows: Sequence[TableRow]) -> list[list[Any]]:
    """The result table as a sheet."""
    return [
        [
            row.rank, row.rating.station.name, row.place, row.rating.station.get_tier_display(), row.outcome.normal,
            row.outcome.bonus, row.outcome.deduction, row.total, row.outcome.stars, row.stars,
            "是" if row.falls else "", "、".join(row.outcome.vetoes),
        ]
        for row in rows
    ]  # fmt: skip
