"""站点设立备案表: what is known of a station on a day, to be signed and sent up."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from apps.congress.supervision.selectors.organs import heading_of
from apps.foundation.core.dates import chinese_date
from apps.office.documents.composing import sheet
from apps.office.documents.rules.tree import Block, Facts, Paragraph, SignatureLines, Tree
from apps.systems.deputy_stations.models import StaffTitle, Station
from apps.systems.deputy_stations.selectors.stations import checklists_of, staff_on, stationed_on, tier_names

RECORD = "deputy_stations_record"


def record_paper(station: Station, on: date) -> Tree:
    organ = heading_of(station.area, on)
    return sheet(organ, "代表家站设立备案表", _blocks(station, on), subtitle=f"({station.name})", keep=(station.name,))


def _blocks(station: Station, on: date) -> Iterator[Block]:
    staff = staff_on(station, on)
    names = {title: "、".join(one.name for one in staff if one.title == title) for title in StaffTitle.values}
    deputies = list(stationed_on(station, on).order_by("level", "person__pinyin"))
    yield Facts(
        (
            ("家站名称", station.name),
            ("所属镇街", str(station.area)),
            ("层级", tier_names(station.area, on)[station.tier]),
            ("类型", station.get_theme_display()),
            ("地址", station.address),
            ("面积", f"{station.floor_space}平方米" if station.floor_space else ""),
            ("开放时间", station.hours),
            ("联系电话", station.phone),
            ("站长", names["head"]),
            ("副站长", names["vice"]),
            ("联络员", names["liaison"]),
            ("上级家站", str(station.parent or "")),
            ("服务人口", f"{station.residents}人" if station.residents else ""),
            ("站码", station.code),
            ("服务村(社区)", "、".join(area.name for area in station.serves.all())),
            ("进站代表", _counted([one.get_level_display() for one in deputies])),
            ("代表名单", "、".join(one.person.name for one in deputies)),
            *((one.label, f"应有{len(one.lines)}项,具备{one.met}项") for one in checklists_of(station, on)),
            ("设立批复", station.founding_number),
            ("启用日期", chinese_date(station.opened_on) if station.opened_on else "筹建中"),
        )
    )  # fmt: skip
    if station.closed_on:
        yield Paragraph(f"本站自{chinese_date(station.closed_on)}起撤销。理由:{station.close_reason}")
    yield SignatureLines((("填表人", ""), ("站长", ""), ("镇街人大负责人", "")))


def _counted(levels: list[str]) -> str:
    """`区(县)人大代表6名、镇(乡)人大代表20名`."""
    return "、".join(f"{level}{levels.count(level)}名" for level in dict.fromkeys(levels))


def sample_trees() -> Iterator[Tree]:
    today = timezone.localdate()
    for station in Station.objects.select_related("area", "parent").filter(opened_on__isnull=False)[:1]:
        yield record_paper(station, today)
