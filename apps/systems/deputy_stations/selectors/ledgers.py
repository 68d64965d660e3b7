"""台账: each is a question to what happened at a station between two days; nothing is typed for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from apps.office.files.models import Attachment
from apps.systems.deputy_stations.models import (
    Activity,
    ActivityKind,
    ActivityState,
    Debrief,
    DutySlot,
    Presence,
    SlotState,
    Station,
    StationCheck,
    Stationing,
    StationOpinion,
    YearPlan,
)
from apps.systems.deputy_stations.selectors.duty import published, when

Rows = QuerySet | list[Any]
Period = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of a ledger: heading, how its value is found, its share of the width on paper."""

    heading: str
    value: str | Callable[[Any], Any]
    width: int = 4


@dataclass(frozen=True, slots=True)
class Ledger:
    slug: str
    title: str
    cells: Sequence[Cell]
    rows: Callable[[Station, date, date], Rows]


def moments(first: date, last: date) -> Period:
    """The first and the last moment of a period of days."""
    zone = timezone.get_current_timezone()
    begins = datetime.combine(first, time(), zone)
    return begins, datetime.combine(last, time.max, zone)


def _deputies(station: Station, first: date, last: date) -> Rows:
    rows = Stationing.objects.filter(Q(until__isnull=True) | Q(until__gt=first), station=station, starts_on__lte=last)
    return rows.select_related("person", "mandate__electoral_district").order_by("level", "person__pinyin")


def _slots(station: Station, first: date, last: date) -> QuerySet[DutySlot]:
    rows = published(DutySlot.objects.filter(station=station, starts_at__range=moments(first, last)))
    return rows.select_related("deputy", "station").order_by("starts_at", "deputy__pinyin")


def _receptions(station: Station, first: date, last: date) -> Rows:
    rows = _slots(station, first, last).filter(state=SlotState.HELD)
    return rows.annotate(brought=Count("opinions"))


def _opinions(station: Station, first: date, last: date) -> Rows:
    rows = StationOpinion.objects.filter(station=station, received_on__range=(first, last))
    return rows.select_related("submission__matter", "deputy").order_by("received_on", "pk")


def _held(*kinds: str) -> Callable[[Station, date, date], Rows]:
    def rows(station: Station, first: date, last: date) -> Rows:
        found = Activity.objects.filter(
            station=station, state=ActivityState.HELD, starts_at__range=moments(first, last)
        )
        found = found.filter(kind__in=kinds) if kinds else found
        return found.select_related("chain").prefetch_related("sign_ups__person").order_by("starts_at")

    return rows


def _debriefs(station: Station, first: date, last: date) -> Rows:
    rows = Debrief.objects.filter(activity__station=station, activity__starts_at__range=moments(first, last))
    rows = rows.exclude(activity__state=ActivityState.CANCELLED).select_related("activity", "person")
    return rows.order_by("activity__starts_at", "person__pinyin")


def _plans(station: Station, first: date, last: date) -> Rows:
    rows = YearPlan.objects.filter(station=station, year__range=(first.year, last.year))
    return rows.annotate(
        planned=Count("lines", distinct=True),
        held=Count("lines", filter=Q(lines__activities__state=ActivityState.HELD), distinct=True),
    ).order_by("year")


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture with what it shows."""

    file: Attachment
    of: str
    at: datetime

    @property
    def pk(self) -> int:
        return self.file.pk


def _photos(station: Station, first: date, last: date) -> Rows:
    period = moments(first, last)
    activities = {one.pk: one for one in Activity.objects.filter(station=station, starts_at__range=period)}
    checks = {one.pk: one for one in StationCheck.objects.filter(station=station, checked_at__range=period)}
    files = Attachment.objects.filter(
        Q(parent_label=Activity._meta.label_lower, parent_id__in=activities)
        | Q(parent_label=StationCheck._meta.label_lower, parent_id__in=checks)
    ).exclude(thumbnail="")
    found = []
    for file in files.order_by("uploaded_at"):
        is_activity = file.parent_label == Activity._meta.label_lower
        one = activities[file.parent_id] if is_activity else checks[file.parent_id]
        title = f"活动:{one.title}" if isinstance(one, Activity) else f"{one.get_kind_display()}:{one.item}"
        found.append(Photo(file, title, file.uploaded_at))
    return found


def names_present(activity: Activity) -> str:
    rows = activity.sign_ups.all()  # type: ignore[attr-defined]
    return "、".join(sorted(row.person.name for row in rows if row.state == Presence.PRESENT))


def _mandate(one: Stationing) -> str:
    district = one.mandate.electoral_district if one.mandate else None
    return district.name if district else ""


def _handled(one: StationOpinion) -> str:
    matter = getattr(one.submission, "matter", None)
    return matter.get_state_display() if matter else (one.answer or one.get_route_display())


def _counted(one: Debrief) -> str:
    return "、".join(f"{grade}{count}票" for grade, count in one.counts.items())


NAME, ACTIVITY = Cell("代表", "deputy.name"), Cell("活动", "title", 6)
HELD_CELLS = (
    Cell("时间", "starts_at", 5), ACTIVITY, Cell("类别", "get_kind_display", 3),
    Cell("地点", "place"), Cell("参加代表", names_present, 6), Cell("群众(企业)人数", "guests", 3),
    Cell("活动情况", "outcome", 10),
)  # fmt: skip
LEDGERS = {
    one.slug: one
    for one in (
        Ledger("deputies", "进站代表名册", (
            Cell("姓名", "person.name", 3), Cell("代表层级", "get_level_display"), Cell("选区", _mandate),
            Cell("单位及职务", "person.workplace", 7), Cell("进站日期", "starts_on"), Cell("离站日期", "last_day"),
        ), _deputies),
        Ledger("duties", "值班表台账", (
            Cell("时间", when, 6), NAME, Cell("接待主题", "topic", 6), Cell("状态", "get_state_display", 3),
            Cell("签到时间", "checked_in_at", 5), Cell("签到方式", "checked_in_how"), Cell("说明", "reason", 6),
        ), _slots),
        Ledger("receptions", "接待台账", (
            Cell("时间", when, 6), NAME, Cell("接待主题", "topic", 6), Cell("签到时间", "checked_in_at", 5),
            Cell("签到方式", "checked_in_how"), Cell("收到意见(件)", "brought", 3),
        ), _receptions),
        Ledger("visits", "走访台账", HELD_CELLS, _held(ActivityKind.VISIT)),
        Ledger("opinions", "意见建议台账", (
            Cell("编号", "submission.number"), Cell("收到日期", "received_on", 5), NAME,
            Cell("类别", "category"), Cell("内容", "submission.text", 10), Cell("办理路径", "get_route_display", 5),
            Cell("办理情况", _handled, 6),
        ), _opinions),
        Ledger("activities", "活动台账", HELD_CELLS, _held()),
        Ledger("learning", "学习台账", HELD_CELLS, _held(ActivityKind.STUDY)),
        Ledger("debriefs", "述职台账", (
            Cell("时间", "activity.starts_at", 5), Cell("述职活动", "activity.title", 6),
            Cell("代表", "person.name", 3), Cell("测评等次", "grade", 3), Cell("票数", _counted, 6),
            Cell("计算基数", "base", 3),
        ), _debriefs),
        Ledger("plans", "年度计划和总结", (
            Cell("年度", "year", 2), Cell("工作要求", "goals", 8), Cell("计划活动(项)", "planned", 3),
            Cell("已开展(项)", "held", 3), Cell("公布时间", "published_at", 4), Cell("年度总结", "summary", 12),
        ), _plans),
        Ledger("photos", "影像资料台账", (
            Cell("时间", "at", 5), Cell("内容", "of", 8), Cell("文件", "file.name", 6),
            Cell("SHA-256", "file.sha256", 10),
        ), _photos),
    )
}  # fmt: skip
