"""Numbers of every place: receptions due and held this year, activities, stations without any."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import months_after
from apps.foundation.core.measures import by_area, list_of
from apps.foundation.core.registry import Measure
from apps.systems.deputy_stations.models import Activity, ActivityState, DutySlot, SlotState, Station
from apps.systems.deputy_stations.models.duty import DutySlotQuerySet
from apps.systems.deputy_stations.selectors.duty import published, year_ends
from apps.systems.deputy_stations.selectors.figures_duty import months_without_activity
from apps.systems.deputy_stations.selectors.ledgers import moments

DUE, QUARTER = "stations_duties_due", 3


def duties(rows: DutySlotQuerySet, show: str, on: date) -> DutySlotQuerySet:
    """This year's duties up to a day, that were to be held; `show` is due, held or missed."""
    begins, _ = year_ends(on.year)
    ended = datetime.combine(on, time.max, timezone.get_current_timezone())
    states = {"due": (SlotState.HELD, SlotState.MISSED), "held": (SlotState.HELD,), "missed": (SlotState.MISSED,)}
    return published(rows).filter(state__in=states[show], starts_at__gte=begins, starts_at__lte=ended)


def activities(rows: QuerySet[Activity], on: date) -> QuerySet[Activity]:
    """Held this year up to a day."""
    begins, _ = year_ends(on.year)
    ended = datetime.combine(on, time.max, timezone.get_current_timezone())
    return rows.filter(state=ActivityState.HELD, starts_at__gte=begins, starts_at__lte=ended)


def silent_stations(path: str, on: date) -> QuerySet[Station]:
    """Stations that are open, were so in the last three whole months, and had no activity in them (一个季度无活动)."""
    until = on.replace(day=1)
    since = months_after(until, -QUARTER)
    quarter = moments(since, until - timedelta(days=1))
    held = Activity.objects.filter(station=OuterRef("pk"), state=ActivityState.HELD, starts_at__range=quarter)
    rows = Station.objects.filter(area__path__startswith=path, opened_on__lte=since).open_on(on)
    return rows.filter(~Exists(held)).select_related("area").order_by("area", "name")


def silent_of(actor: Actor, on: date) -> list[tuple[Station, int]]:
    """Those that the actor sees, with this year's past months in which they had no activity."""
    stations = list(silent_stations(actor.area_path, on) & Station.objects.visible_to(actor))
    last = on.replace(day=1) - timedelta(days=1)
    months = months_without_activity([station.pk for station in stations], date(on.year, 1, 1), last)
    return [(station, months[station.pk]) for station in stations]


def _duties(show: str) -> Callable[[str, date], Mapping[int, int]]:
    def count(path: str, on: date) -> Mapping[int, int]:
        rows = DutySlot.objects.filter(station__area__path__startswith=path)
        return by_area(duties(rows, show, on), "station__area")

    return count


def _activities(path: str, on: date) -> Mapping[int, int]:
    return by_area(activities(Activity.objects.filter(station__area__path__startswith=path), on), "station__area")


def _silent(path: str, on: date) -> Mapping[int, int]:
    return by_area(silent_stations(path, on), "area")


def _list(url_name: str, **filters: Any) -> Callable[[Any], str]:
    return lambda area: list_of(url_name, area, **filters)


DUTY_MEASURES = (
    Measure(
        DUE,
        "应接待人次",
        "本年已到时间、没有取消的代表值班人次(代表×次)",
        _duties("due"),
        _list("deputy_stations_slots", show="due"),
        unit="人次",
    ),
    Measure(
        "stations_duties_held",
        "已接待人次",
        "其中代表到站签到的;占应接待人次的比例即代表出勤率",
        _duties("held"),
        _list("deputy_stations_slots", show="held"),
        unit="人次",
        base=DUE,
    ),
)
ACTIVITY_MEASURES = (
    Measure(
        "stations_activities_held",
        "家站活动",
        "本年已登记开展的家站活动次数",
        _activities,
        _list("deputy_stations_activities", show="held"),
        unit="次",
    ),
    Measure(
        "stations_silent",
        "一个季度无活动的家站",
        "正在开放的家站,最近三个整月都开放而没有开展活动的",
        _silent,
        _list("deputy_stations_silent"),
        unit="个",
        alarm=True,
        rows=silent_stations,
        line=lambda row: f"{row.name}({row.area.name})",
    ),
)
