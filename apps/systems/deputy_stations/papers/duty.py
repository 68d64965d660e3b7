"""接待公告 and 值班表."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone

from apps.foundation.core.dates import chinese_date, chinese_days
from apps.foundation.organisations.models import Unit
from apps.office.documents.composing import announcement, register
from apps.office.documents.rules.tree import Block, Column, Paragraph, Table, Tree
from apps.systems.deputy_stations.models import DutySlot, Rota, RotaState, SlotState
from apps.systems.deputy_stations.rules.cycles import WEEKDAYS
from apps.systems.deputy_stations.selectors.duty import heading_of, notice_days_of, slots_of

NOTICE, ROTA = "deputy_stations_notice", "deputy_stations_rota"
NOTICE_COLUMNS = (Column("接待日期", 7), Column("接待时间", 4), Column("接待代表", 6), Column("接待主题", 5, "left"))
ROTA_COLUMNS = (
    Column("序号", 2), Column("日期", 6), Column("时间", 4), Column("接待代表", 4), Column("接待主题", 7, "left"),
    Column("情况", 4), Column("签到", 6),
)  # fmt: skip


def notice_paper(rota: Rota, slots: Sequence[DutySlot], organ: Unit) -> Tree:
    """Time, place and receiving deputies, as residents read it at the door; numbered by the organ's series."""
    return announcement(organ, f"关于{rota.station}代表接待群众的公告", _notice_blocks(rota, slots))


def _notice_blocks(rota: Rota, slots: Sequence[DutySlot]) -> Iterator[Block]:
    station = rota.station
    period = chinese_days(rota.starts_on, rota.ends_on)
    yield Paragraph(f"为密切人大代表同人民群众的联系,现将{station}{period}代表接待群众的安排公告如下:")
    yield Paragraph("接待地点", 1)
    phone = f",联系电话:{station.phone}" if station.phone else ""
    yield Paragraph(f"{station.address or station.name}{phone}。")
    yield Paragraph("接待时间和接待代表", 1)
    yield Table(NOTICE_COLUMNS, tuple(_rows(slots)))
    yield Paragraph("接待内容", 1)
    yield Paragraph(
        "听取群众对本地区经济社会发展和国家机关工作的意见建议。涉及诉讼、仲裁、行政复议的个案,告知依法向有关机关反映。"
    )


def _rows(slots: Sequence[DutySlot]) -> Iterator[tuple[str, ...]]:
    """One line a reception, with all its deputies."""
    together: dict[tuple[str, str], list[DutySlot]] = defaultdict(list)
    for slot in slots:
        together[day_in_words(slot), hours(slot)].append(slot)
    for (day, times), group in together.items():
        topics = dict.fromkeys(slot.topic for slot in group if slot.topic)
        yield day, times, "、".join(slot.deputy.name for slot in group), ";".join(topics) or "不限"


def day_in_words(slot: DutySlot) -> str:
    day = timezone.localtime(slot.starts_at)
    return f"{chinese_date(slot.starts_at)}(星期{WEEKDAYS[day.weekday()]})"


def hours(slot: DutySlot) -> str:
    return f"{timezone.localtime(slot.starts_at):%H:%M}-{timezone.localtime(slot.ends_at):%H:%M}"


def rota_paper(rota: Rota, slots: Sequence[DutySlot], on: date) -> Tree:
    rows = tuple(
        (str(number), day_in_words(slot), hours(slot), slot.deputy.name, slot.topic or "—", slot.get_state_display(),
         checked_in(slot))
        for number, slot in enumerate(slots, start=1)
    )  # fmt: skip
    period = chinese_days(rota.starts_on, rota.ends_on)
    blocks = (
        Paragraph(f"期间:{period}。接待公告提前{notice_days_of(rota)}日公布。制表日期:{chinese_date(on)}。"),
        Table(ROTA_COLUMNS, rows) if rows else Paragraph("还没有排班。"),
    )
    return register(heading_of(rota.station, on), f"{rota.station}代表值班表", blocks)


def checked_in(slot: DutySlot) -> str:
    if slot.checked_in_at is None:
        return slot.reason or "—"
    return f"{timezone.localtime(slot.checked_in_at):%m-%d %H:%M} {slot.checked_in_how}"


def _published() -> Rota | None:
    return Rota.objects.filter(state=RotaState.PUBLISHED).select_related("station__area").first()


def notices() -> Iterator[Tree]:
    today = timezone.localdate()
    if rota := _published():
        slots = [slot for slot in slots_of(rota) if slot.state != SlotState.CANCELLED]
        yield notice_paper(rota, slots, heading_of(rota.station, today)).numbered("〔2026〕7号", today)


def rotas() -> Iterator[Tree]:
    if rota := _published():
        yield rota_paper(rota, slots_of(rota), timezone.localdate())
