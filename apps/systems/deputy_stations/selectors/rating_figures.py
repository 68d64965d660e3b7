"""Figures of a rating from what happened: measure -> {station: (value, base)}, for many stations at once.

A station about which the data say nothing is left out, or has base nought: 无数据, to be decided by hand.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear

from apps.foundation.core.dates import months_after
from apps.foundation.people.models import Mandate
from apps.foundation.policies.selectors import resolve_each
from apps.systems.deputy_stations.models import (
    Activity,
    ActivityKind,
    ActivityState,
    CheckKind,
    DutySlot,
    SlotState,
    StaffTitle,
    Station,
    StationCheck,
    Stationing,
    StationOpinion,
    StationStaff,
)
from apps.systems.deputy_stations.rules.tiers import (
    BIMONTHLY,
    MONTHLY,
    QUARTERLY,
    WEEKLY,
    activities_key,
    cycle_key,
)
from apps.systems.deputy_stations.selectors import figures_duty, figures_opinions

Figures = Mapping[int, tuple[int, int]]
Numbers = Callable[[Sequence[int], date, date], Mapping[int, int]]
Measure = Callable[[Sequence[int], date, date], Figures]
A_YEAR = {WEEKLY: 52, MONTHLY: 12, BIMONTHLY: 6, QUARTERLY: 4}
SIGNS, LETTER_BOX = ("标识", "标牌", "牌匾"), "信箱"
IN_TIME = timedelta(days=7)


def figures_of(measures: Iterable[str], stations: Sequence[int], starts_on: date, ends_on: date) -> dict[int, dict]:
    """Station -> {measure: [value, base]}, as a rating keeps them. Raises KeyError for a measure nobody declares."""
    kept: dict[int, dict[str, list[int]]] = {key: {} for key in stations}
    for name in dict.fromkeys(measures):
        for station, (value, base) in MEASURES[name](stations, starts_on, ends_on).items():
            kept[station][name] = [value, base]
    return kept


def _pairs(rows: QuerySet, some: Count) -> dict[int, tuple[int, int]]:
    """Station -> (some, all) of rows that have a station; one grouped query."""
    grouped = rows.order_by().values_list("station").annotate(some=some, whole=Count("pk"))
    return {key: (value, base) for key, value, base in grouped}


def months_of(starts_on: date, ends_on: date) -> int:
    """Months begun in the period."""
    return (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month + 1


def _asked(a_year: int, starts_on: date, ends_on: date) -> int:
    """What a yearly number asks for in the period, rounded up by whole months."""
    return -(-a_year * months_of(starts_on, ends_on) // 12)


def _policies(stations: Sequence[int], key: Callable[[str], str], on: date) -> dict[int, int | str]:
    """Station -> the value of its tier's rule; one query for each tier."""
    tiers: dict[str, list[Station]] = defaultdict(list)
    for station in Station.objects.filter(pk__in=stations).select_related("area"):
        tiers[station.tier].append(station)
    found: dict[int, int | str] = {}
    for tier, members in tiers.items():
        values = resolve_each(key(tier), [(station.area, on, "") for station in members])
        found.update({station.pk: rule.value for station, rule in zip(members, values, strict=True)})
    return found


def station_place(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    rows = Station.objects.filter(pk__in=stations).values_list("pk", "address", "opened_on")
    return {key: (int(bool(address) and opened is not None and opened <= ends_on), 1) for key, address, opened in rows}


def _checks(stations: Sequence[int], ends_on: date, narrow: Q) -> dict[int, tuple[int, int]]:
    """(met, all) of the last state of each line of a checklist until the end of the period."""
    rows = StationCheck.objects.filter(narrow, station__in=stations, checked_at__date__lte=ends_on)
    last = rows.order_by("station_id", "kind", "item", "-checked_at", "-pk").distinct("station_id", "kind", "item")
    found: dict[int, tuple[int, int]] = {}
    for station, met in last.values_list("station", "is_met"):
        value, base = found.get(station, (0, 0))
        found[station] = (value + met, base + 1)
    return found


def _list_of(kind: str) -> Measure:
    return lambda stations, starts_on, ends_on: _checks(stations, ends_on, Q(kind=kind))


def check_sign(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    named = Q()
    for word in SIGNS:
        named |= Q(item__contains=word)
    return _checks(stations, ends_on, named)


def station_contacts(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    """Of four: telephone, telephone for complaints, the code at the door, a letter box that a check found."""
    boxes = _checks(stations, ends_on, Q(item__contains=LETTER_BOX))
    rows = Station.objects.filter(pk__in=stations).values_list("pk", "phone", "complaint_phone", "code")
    return {key: (sum(map(bool, known)) + min(boxes.get(key, (0, 0))[0], 1), 4) for key, *known in rows}


def staff_kept(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    held = StationStaff.objects.on(ends_on).filter(station__in=stations)
    rows = held.filter(title__in=(StaffTitle.HEAD, StaffTitle.LIAISON)).order_by().values_list("station")
    found = dict(rows.annotate(some=Count("title", distinct=True)))
    return {key: (found.get(key, 0), 2) for key in stations}


def deputies_grouped(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    """Of the serving deputies and representatives of the station's own area, those who have a main station."""
    areas = dict(Station.objects.filter(pk__in=stations).values_list("pk", "area"))
    serving = Mandate.objects.beside_committees().serving_on(ends_on).filter(term__body__area__in=set(areas.values()))
    grouped = Stationing.objects.on(ends_on).filter(is_main=True).values("person")
    rows = serving.order_by().values_list("term__body__area").annotate(
        some=Count("person", distinct=True, filter=Q(person__in=grouped)), whole=Count("person", distinct=True)
    )  # fmt: skip
    found = {area: (value, base) for area, value, base in rows}
    return {key: found[area] for key, area in areas.items() if area in found}


def _slots(stations: Sequence[int], starts_on: date, ends_on: date) -> QuerySet[DutySlot]:
    return DutySlot.objects.filter(station__in=stations, starts_at__date__range=(starts_on, ends_on)).order_by()


def plan_and_notices(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    """Half for the plan of the year published by its month, half for the notices published as far ahead as asked."""
    planned = figures_duty.plan_published_on_time(stations, starts_on, ends_on)
    found = {}
    for station, (timely, told) in figures_duty.notices(stations, starts_on, ends_on).items():
        whole = max(told, 1)
        found[station] = (planned[station] * whole + timely, 2 * whole)
    return found


def reception_days(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    found = figures_duty.reception_days_held(stations, starts_on, ends_on)
    cycles = _policies(stations, cycle_key, ends_on)
    return {key: (found[key], _asked(A_YEAR[str(cycles[key])], starts_on, ends_on)) for key in stations}


def _held(stations: Sequence[int], starts_on: date, ends_on: date) -> QuerySet[Activity]:
    rows = Activity.objects.filter(station__in=stations, starts_at__date__range=(starts_on, ends_on))
    return rows.filter(state=ActivityState.HELD).order_by()


def activities_held(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    found, asked = (
        figures_duty.activities_held(stations, starts_on, ends_on),
        _policies(stations, activities_key, ends_on),
    )
    return {key: (found[key], _asked(int(asked[key]), starts_on, ends_on)) for key in stations}


def supervision_held(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    rows = _held(stations, starts_on, ends_on).filter(kind=ActivityKind.RESEARCH)
    found = dict(rows.values_list("station").annotate(Count("pk")))
    return {key: (found.get(key, 0), 0) for key in stations}


def attendance(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    """Of the times that deputies were to come, those that they came."""
    return _both(stations, figures_duty.duties_held, figures_duty.duties_planned, starts_on, ends_on)


def opinions_received(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    found = figures_opinions.opinions_received(stations, starts_on, ends_on)
    return {key: (found[key], 0) for key in stations}


def opinions_closed(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    """Of what was received in the period."""
    return _both(stations, figures_opinions.opinions_closed, figures_opinions.opinions_received, starts_on, ends_on)


def opinions_satisfied(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    """Of those rated; without a rating no data."""
    return _both(stations, figures_opinions.opinions_satisfied, figures_opinions.opinions_rated, starts_on, ends_on)


def opinions_by_code(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    return _both(stations, figures_opinions.opinions_online, figures_opinions.opinions_received, starts_on, ends_on)


def _both(stations: Sequence[int], some: Numbers, whole: Numbers, starts_on: date, ends_on: date) -> Figures:
    """(some, whole) of each station that has any."""
    values, bases = some(stations, starts_on, ends_on), whole(stations, starts_on, ends_on)
    return {key: (values[key], bases[key]) for key in stations if bases[key]}


def recorded_in_time(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    timely = Count("pk", filter=Q(held_at__lte=F("ends_at") + IN_TIME))
    return _pairs(_held(stations, starts_on, ends_on), timely)


def _months(stations: Sequence[int], starts_on: date, ends_on: date) -> dict[int, set[tuple[int, int]]]:
    """(year, month) in which a station received, did or was told something."""
    found: dict[int, set[tuple[int, int]]] = defaultdict(set)
    held = _slots(stations, starts_on, ends_on).filter(state=SlotState.HELD)
    told = StationOpinion.objects.filter(station__in=stations, received_on__range=(starts_on, ends_on)).order_by()
    for rows, moment in (
        (held, "starts_at"), (_held(stations, starts_on, ends_on), "starts_at"), (told, "received_on"),
    ):  # fmt: skip
        months = rows.values_list("station", ExtractYear(moment), ExtractMonth(moment)).distinct()
        for station, year, month in months:
            found[station].add((year, month))
    return found


def months_in_use(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    used, whole = _months(stations, starts_on, ends_on), months_of(starts_on, ends_on)
    return {key: (len(used.get(key, ())), whole) for key in stations}


def idle(stations: Sequence[int], starts_on: date, ends_on: date) -> Figures:
    """1 of 1 where nothing at all happened in the whole period."""
    used = _months(stations, starts_on, ends_on)
    return {key: (int(not used.get(key)), 1) for key in stations}


def idle_since(stations: Sequence[int], on: date, months: int) -> set[int]:
    """Stations without any activity held in so many months until a day."""
    since = months_after(on, -months) + timedelta(days=1)
    busy = set(_held(stations, since, on).values_list("station", flat=True))
    return set(stations) - busy


MEASURES: dict[str, Measure] = {
    "station_place": station_place,
    "check_sign": check_sign,
    "check_equipment": _list_of(CheckKind.EQUIPMENT),
    "check_wall": _list_of(CheckKind.WALL),
    "check_rules": _list_of(CheckKind.RULES),
    "station_contacts": station_contacts,
    "staff_kept": staff_kept,
    "deputies_grouped": deputies_grouped,
    "plan_and_notices": plan_and_notices,
    "reception_days": reception_days,
    "activities_held": activities_held,
    "supervision_held": supervision_held,
    "attendance": attendance,
    "opinions_received": opinions_received,
    "opinions_closed": opinions_closed,
    "opinions_satisfied": opinions_satisfied,
    "opinions_by_code": opinions_by_code,
    "recorded_in_time": recorded_in_time,
    "months_in_use": months_in_use,
    "idle": idle,
}
