"""Numbers of every place: receptions due and held this year, activities, stations without any."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import months_after
from apps.foundation.core.measures import by_area, list_of
from apps.foundation.core.registry import Measure
from apps.systems.deputy_stations.models import Activity, ActivityState, DutySlot, SlotState, Station
from apps.systems.deputy_stations.models.duty import DutySlotQuerySet
from apps.systems.deputy_stations.selectors.duty import published, year_ends
from apps.systems.deputy_stations.selectors.figures_duty import months_without_activity

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


def silent_stations(path: str, on: date) -> list[tuple[Station, int]]:
    """Stations that had no activity in the last three whole months, open all the while (一个季度无活动), with how many
    of this year's past months they had none in.
    """
    rows = Station.objects.filter(area__path__startswith=path).open_on(on)
    stations = list(rows.select_related("area").order_by("area", "name"))
    keys, this_month = [station.pk for station in stations], on.replace(day=1)
    last = this_month - timedelta(days=1)
    quarter = months_without_activity(keys, months_after(this_month, -QUARTER), last)
    year = months_without_activity(keys, date(on.year, 1, 1), last)
    return [(station, year[station.pk]) for station in stations if quarter[station.pk] == QUARTER]


def silent_of(actor: Actor, on: date) -> list[tuple[Station, int]]:
    seen = set(Station.objects.visible_to(actor).values_list("pk", flat=True))
    return [(station, months) for station, months in silent_stations(actor.area_path, on) if station.pk in seen]


def _duties(show: str) -> Callable[[str, date], Mapping[int, int]]:
    def count(path: str, on: date) -> Mapping[int, int]:
        rows = DutySlot.objects.filter(station__area__path__startswith=path)
        return by_area(duties(rows, show, on), "station__area")

    return count


def _activities(path: str, on: date) -> Mapping[int, int]:
    return by_area(activities(Activity.objects.filter(station__area__path__startswith=path), on), "station__area")


def _silent(path: str, on: date) -> Mapping[int, int]:
    return Counter(station.area_id for station, _ in silent_stations(path, on))


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
    ),
)
