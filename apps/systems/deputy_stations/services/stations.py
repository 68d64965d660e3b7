"""A station: registered, opened, corrected, closed. Its unit goes by the same name and ends with it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date, local_day
from apps.foundation.core.errors import Conflict, DomainError, WrongState, require_newest, require_ready, required
from apps.foundation.core.once import require_same
from apps.foundation.organisations.models import Area, UnitKind
from apps.foundation.organisations.services import unit_change, unit_close, unit_create
from apps.systems.deputy_stations.models import Chain, Station, Stationing, StationStaff
from apps.systems.deputy_stations.rules import stations as rules
from apps.systems.deputy_stations.selectors.stations import facts_of, left_behind
from apps.systems.deputy_stations.services.records import record, station_locked

FIELDS = (
    "tier", "theme", "chain", "parent", "address", "latitude", "longitude", "phone", "complaint_phone", "hours",
    "floor_space", "residents", "radius_m", "introduction", "founding_number",
)  # fmt: skip
NO_NAME = "请填写家站名称。"


@transaction.atomic
def station_found(
    *, area: Area, name: str, values: Mapping[str, Any], serves: Iterable[Area] = (), opened_on: date | None = None,
    key: UUID | None = None, by: Actor, at: datetime,
) -> Station:  # fmt: skip
    """Register a station in `area`; without `opened_on` it is being set up. Sent twice under one `key` it makes one.

    `values` has keys of FIELDS. Raises Conflict where the area has a unit of that name.
    """
    Area.objects.select_for_update().get(pk=area.pk)
    name = required(name, NO_NAME)
    known = Station.objects.filter(public_id=key).first() if key else None
    if known is not None:
        require_same(known, {"area": area, "name": name})
        return known
    day = min(local_day(at), opened_on or local_day(at))
    unit = unit_create(
        area=area, kind=UnitKind.STATION, name=name, short_name="", parent=None, starts_on=day, by=by, at=at
    )
    station = Station(
        public_id=key or uuid4(), area=area, unit=unit, name=name, code=_free_code(), opened_on=opened_on, created_at=at
    )
    _written(station, values, serves)
    record("deputy_stations.station.founded", station, by)
    return station


@transaction.atomic
def station_change(
    *, station: Station, name: str, values: Mapping[str, Any], serves: Iterable[Area], revision: int, by: Actor,
    at: datetime,
) -> Station:  # fmt: skip
    """Correct what is known of a station. Raises Conflict where somebody saved since `revision` was read."""
    station = station_locked(station.pk)
    require_newest(revision, station.revision)
    if station.closed_on:
        raise WrongState(f"{station}已撤销,不能修改。")
    name = required(name, NO_NAME)
    if name != station.name:
        unit_change(unit=station.unit, name=name, short_name="", parent=station.unit.parent, by=by, at=at)
        station.name = name
    station.revision = revision + 1
    _written(station, values, serves)
    record("deputy_stations.station.changed", station, by)
    return station


@transaction.atomic
def station_open(*, station: Station, on: date, by: Actor, at: datetime) -> Station:
    """启用. Raises NotReady with all that is missing."""
    station = station_locked(station.pk)
    if station.opened_on:
        raise WrongState(f"{station}已于{chinese_date(station.opened_on)}启用。")
    require_ready(rules.issues_before_opening(facts_of(station, at)))
    station.opened_on = on
    station.save(update_fields=["opened_on"])
    record("deputy_stations.station.opened", station, by, day=chinese_date(on))
    return station


@transaction.atomic
def station_close(*, station: Station, on: date, reason: str, by: Actor, at: datetime) -> Station:
    """撤销: from that day on its page says so and its deputies are in no station. Raises NotReady."""
    station = station_locked(station.pk)
    if station.closed_on:
        raise WrongState(f"{station}已于{chinese_date(station.closed_on)}撤销。")
    reason = required(reason, "请写明撤销理由。")
    require_ready(rules.issues_before_closing(station.opened_on, on, *left_behind(station, on)))
    station.closed_on, station.close_reason = on, reason
    station.save(update_fields=["closed_on", "close_reason"])
    for model in (StationStaff, Stationing):
        rows = model.objects.filter(station=station)
        rows.filter(until__isnull=True).update(until=Greatest(F("starts_on"), on))
        rows.filter(until__gt=on).update(until=Greatest(F("starts_on"), on))
    unit_close(unit=station.unit, on=on, reason=reason, by=by, at=at)
    record("deputy_stations.station.closed", station, by, reason=reason, day=chinese_date(on))
    return station


def _written(station: Station, values: Mapping[str, Any], serves: Iterable[Area]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(station, name, values[name])
    _require_above(station)
    _require_chain(station.chain, station)
    if (station.latitude is None) != (station.longitude is None):
        raise DomainError("纬度和经度要一起填写。")
    try:
        with transaction.atomic():
            station.save()
    except IntegrityError as error:
        raise Conflict(f"{station.area}已有“{station.name}”。") from error
    station.serves.set(serves)


def _require_above(station: Station) -> None:
    """No station stands, through others, above itself."""
    above, seen = station.parent_id, set[int]()
    while above is not None and above not in seen:
        if above == station.pk:
            raise DomainError("上级家站不能是本站,也不能是本站的下级。")
        seen.add(above)
        above = Station.objects.values_list("parent", flat=True).get(pk=above)


def _require_chain(chain: Chain | None, station: Station) -> None:
    if chain is not None and not station.area.path.startswith(chain.office.path):
        raise DomainError(f"{chain}是{chain.office}的产业链,不能用于{station.area}的家站。")


def _free_code() -> str:
    code = rules.new_code()
    while Station.objects.filter(code=code).exists():
        code = rules.new_code()
    return code
