"""接待登记表, 人大代表接待群众记录表, 意见处理单."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils import timezone

from apps.foundation.core.dates import chinese_date, chinese_datetime, local_day
from apps.office.documents import composing
from apps.office.documents.rules.tree import Column, Facts, SignatureLines, Table, Tree
from apps.systems.deputy_stations.models import DutySlot, StationOpinion
from apps.systems.deputy_stations.rules.opinions import TO_SUGGEST
from apps.systems.deputy_stations.selectors.opinions import standing_of

RECORD, SLIP, REGISTER = "station_record", "station_slip", "station_receptions"
COLUMNS = (
    Column("序号", 2), Column("受理编号", 7), Column("来访人", 4), Column("类别", 5), Column("反映的内容", 12, "left"),
    Column("当场答复", 8, "left"), Column("办理路径", 6), Column("期限", 6), Column("结果", 5), Column("群众评价", 5),
)  # fmt: skip


def record_paper(opinion: StationOpinion) -> Tree:
    """人大代表接待群众记录表: one sheet for one visitor; no phone number on paper."""
    said, matter = opinion.submission, opinion.matter
    words, _ = standing_of(opinion, timezone.localdate())
    facts = [
        ("站点", opinion.station.name), ("受理编号", said.number), ("接待日期", chinese_date(opinion.received_on)),
        ("接待代表", opinion.deputy.name if opinion.deputy else "—"), ("登记人", opinion.taken_by or "群众自己提交"),
        ("来访人", f"{said.proposer}等{opinion.people}人" if opinion.people > 1 else said.proposer),
        ("方式", said.get_channel_display()), ("地点", said.place or "—"), ("诉求类别", opinion.category or "—"),
        ("反映的内容", said.text), ("现场答复", opinion.answer if opinion.route == "spot" else "—"),
        ("办理路径", opinion.get_route_display() or "待分流"),
        ("承办单位", matter.main_unit.name if matter and matter.main_unit else opinion.carried_by or "—"),
        ("答复期限", chinese_date(matter.reply_due_on) if matter and matter.reply_due_on else "—"),
        ("结果", words), ("反馈时间", chinese_date(local_day(opinion.closed_at)) if opinion.closed_at else "—"),
        ("群众评价", opinion.grade_label or "未评价"), ("代表评价", opinion.get_deputy_grade_display() or "未评价"),
    ]  # fmt: skip
    blocks = [Facts(tuple(facts)), SignatureLines((("接待代表签名", ""), ("来访人签名(可不签)", "")))]
    return composing.sheet(opinion.station.unit, "人大代表接待群众记录表", blocks, subtitle=f"({said.number})")


def slip_paper(opinion: StationOpinion) -> Tree:
    """意见处理单: which way it goes, who decided, by when, to be signed by who takes it."""
    said, matter = opinion.submission, opinion.matter
    facts = [
        ("编号", said.number), ("站点", opinion.station.name),
        ("接待代表", opinion.deputy.name if opinion.deputy else "—"),
        ("内容", matter.text if matter else said.text),
        ("代表建议", str(opinion.get_suggested_display() or "—") if opinion.suggested in TO_SUGGEST else "—"),
        ("办理路径", opinion.get_route_display()),
        ("确定人", f"{opinion.routed_by},{chinese_datetime(opinion.routed_at)}" if opinion.routed_at else "—"),
        ("交办单位", matter.main_unit.name if matter and matter.main_unit else opinion.carried_by or "—"),
        ("办理期限", chinese_date(matter.reply_due_on) if matter and matter.reply_due_on else "—"),
        ("处理意见", opinion.answer or "请按期办理,答复群众和接待代表。"),
    ]  # fmt: skip
    blocks = [Facts(tuple(facts)), SignatureLines((("签收人", ""), ("签收时间", "")))]
    return composing.sheet(opinion.station.unit, "意见处理单", blocks, subtitle=f"({said.number})")


def reception_paper(slot: DutySlot, opinions: Iterable[StationOpinion]) -> Tree:
    """接待登记表 of one reception, as it stands today."""
    today = timezone.localdate()
    rows = tuple(_row(number, one, standing_of(one, today)[0]) for number, one in enumerate(opinions, start=1))
    when = f"{chinese_datetime(slot.starts_at)}至{timezone.localtime(slot.ends_at):%H:%M},接待代表:{slot.deputy.name}"
    return composing.register(
        slot.station.unit, f"{slot.station}接待登记表", [Table(COLUMNS, rows)], subtitle=f"({when})"
    )


def _row(number: int, opinion: StationOpinion, words: str) -> tuple[str, ...]:
    matter, said = opinion.matter, opinion.submission
    due = matter.reply_due_on if matter else None
    return (
        str(number), said.number, said.proposer, opinion.category or "—", said.text,
        opinion.answer if opinion.route == "spot" else "—", opinion.get_route_display() or "待分流",
        chinese_date(due) if due else "—", words, opinion.grade_label or "—",
    )  # fmt: skip


def records() -> Iterator[Tree]:
    for opinion in _samples()[:1]:
        yield record_paper(opinion)


def slips() -> Iterator[Tree]:
    for opinion in _samples().filter(submission__matter__main_unit__isnull=False)[:1]:
        yield slip_paper(opinion)


def receptions() -> Iterator[Tree]:
    slot = DutySlot.objects.filter(opinions__isnull=False).select_related("station__unit__area", "deputy").first()
    if slot is not None:
        yield reception_paper(slot, _rows().filter(slot=slot).order_by("pk"))


def _rows() -> QuerySet[StationOpinion]:
    return StationOpinion.objects.with_all().select_related("station__unit__area")


def _samples() -> QuerySet[StationOpinion]:
    return _rows().exclude(route="").order_by("-received_on", "-pk")
