"""What rotas and activities of stations come to in a period: station id -> a whole number, for ratings and figures.

Every function answers for all the stations it is asked about, with 0 where there is nothing. `starts_on` and `ends_on`
are both part of the period.
"""

import calendar
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import TruncDate, TruncMonth

from apps.foundation.core.dates import local_day
from apps.foundation.policies.selectors import resolve_each
from apps.systems.deputy_stations.models import (
    Activity,
    ActivityState,
    DutySlot,
    Rota,
    RotaState,
    SlotState,
    Station,
    YearPlan,
)
from apps.systems.deputy_stations.models.duty import DutySlotQuerySet
from apps.systems.deputy_stations.rules import duty
from apps.systems.deputy_stations.rules.activity_policies import PLAN_MONTH
from apps.systems.deputy_stations.selectors.duty import notice_days_of, published
from apps.systems.deputy_stations.selectors.ledgers import moments

Numbers = dict[int, int]


def reception_days_held(station_ids: Collection[int], starts_on: date, ends_on: date) -> Numbers:
    """Days on which at least one deputy received."""
    return _days(station_ids, _slots(station_ids, starts_on, ends_on).filter(state=SlotState.HELD))


def duties_held(station_ids: Collection[int], starts_on: date, ends_on: date) -> Numbers:
    """Deputies x times that they came."""
    return _counts(station_ids, _slots(station_ids, starts_on, ends_on).filter(state=SlotState.HELD))


def duties_planned(station_ids: Collection[int], starts_on: date, ends_on: date) -> Numbers:
    """Deputies x times that they were to come."""
    return _counts(station_ids, _slots(station_ids, starts_on, ends_on).standing())


def notices(station_ids: Collection[int], starts_on: date, ends_on: date) -> dict[int, tuple[int, int]]:
    """(in time, all) of published rotas whose first reception lies in the period: in time by the days that the rules
    asked for when the rota was made."""
    begins, ends = moments(starts_on, ends_on)
    first = Min("slots__starts_at", filter=~Q(slots__state=SlotState.CANCELLED))
    rows = Rota.objects.filter(station__in=list(station_ids), state=RotaState.PUBLISHED).annotate(first=first)
    found = dict.fromkeys(station_ids, (0, 0))
    for rota in rows.filter(first__gte=begins, first__lte=ends):
        timely, whole = found[rota.station_id]
        late = duty.days_late(local_day(rota.first), notice_days_of(rota), local_day(rota.published_at or begins))
        found[rota.station_id] = (timely + (not late), whole + 1)
    return found


def activities_held(station_ids: Collection[int], starts_on: date, ends_on: date) -> Numbers:
    return _counts(station_ids, _activities(station_ids, starts_on, ends_on))


def plan_published_on_time(station_ids: Collection[int], starts_on: date, ends_on: date) -> Numbers:
    """1 where the plan of the year in which the period ends was published by the month of the rules, else 0."""
    year = ends_on.year
    stations = list(Station.objects.filter(pk__in=list(station_ids)).select_related("area"))
    months = resolve_each(PLAN_MONTH, [(station.area, date(year, 1, 1), "") for station in stations])
    rows = YearPlan.objects.filter(station__in=stations, year=year, published_at__isnull=False)
    made = dict(rows.values_list("station", "published_at"))
    found = {}
    for station, rule in zip(stations, months, strict=True):
        month = int(rule.value)
        due = date(year, month, calendar.monthrange(year, month)[1])
        found[station.pk] = int((at := made.get(station.pk)) is not None and local_day(at) <= due)
    return found


def months_without_activity(station_ids: Collection[int], starts_on: date, ends_on: date) -> Numbers:
    """Whole months of the period, the station being open, in which no activity was held."""
    months = whole_months(starts_on, ends_on)
    rows = _activities(station_ids, starts_on, ends_on).annotate(month=TruncMonth("starts_at"))
    held: Mapping[int, set[date]] = defaultdict(set)
    for station, month in rows.values_list("station", "month").distinct():
        held[station].add(local_day(month))
    stations = Station.objects.filter(pk__in=list(station_ids))
    return {
        station.pk: sum(1 for month in months if _is_open_in(station, month) and month not in held[station.pk])
        for station in stations.only("pk", "opened_on", "closed_on")
    }


def whole_months(starts_on: date, ends_on: date) -> list[date]:
    """First days of the months that lie wholly in a period."""
    months, first = [], starts_on if starts_on.day == 1 else _next_month(starts_on)
    while (following := _next_month(first)) - timedelta(days=1) <= ends_on:
        months.append(first)
        first = following
    return months


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _is_open_in(station: Station, month: date) -> bool:
    """From its first day to its last."""
    return station.is_open_on(month) and station.is_open_on(_next_month(month) - timedelta(days=1))


def _slots(station_ids: Collection[int], starts_on: date, ends_on: date) -> DutySlotQuerySet:
    rows = DutySlot.objects.filter(station__in=list(station_ids), starts_at__range=moments(starts_on, ends_on))
    return published(rows).order_by()


def _activities(station_ids: Collection[int], starts_on: date, ends_on: date) -> QuerySet[Activity]:
    return Activity.objects.filter(
        station__in=list(station_ids), state=ActivityState.HELD, starts_at__range=moments(starts_on, ends_on)
    ).order_by()


def _counts(station_ids: Collection[int], rows: QuerySet) -> Numbers:
    return dict.fromkeys(station_ids, 0) | dict(rows.values_list("station").annotate(Count("pk")))


def _days(station_ids: Collection[int], rows: DutySlotQuerySet) -> Numbers:
    days = rows.annotate(day=TruncDate("starts_at")).values_list("station")
    return dict.fromkeys(station_ids, 0) | dict(days.annotate(Count("day", distinct=True)))
