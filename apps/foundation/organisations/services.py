"""Areas, electoral districts and units: founded, corrected, closed; records keep the names of their day."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import COMPARE, Conflict, DomainError
from apps.foundation.organisations.models import Area, ElectoralDistrict, Unit
from apps.foundation.organisations.selectors import names_mark


@transaction.atomic
def area_create(*, parent: Area, kind: str, name: str, code: str, starts_on: date, by: Actor, at: datetime) -> Area:
    """Add an area below `parent`."""
    parent = Area.objects.select_for_update().get(pk=parent.pk)
    siblings = Area.objects.filter(path__startswith=parent.path, depth=parent.depth + 1)
    if siblings.on(starts_on).filter(name=name).exists():
        raise Conflict(f"{parent.name}下已有“{name}”。")
    values = {"kind": kind, "name": name, "code": code, "starts_on": starts_on, "is_demo": parent.is_demo}
    area = Area.objects.add_child(parent, values)
    audit.record("organisations.area.created", on=area, by=by, area_path=area.path)
    return area


@transaction.atomic
def area_change(*, area: Area, name: str, code: str, by: Actor, at: datetime) -> Area:
    """Correct an area's name or code. A reform (撤镇设街道、合并) closes the area instead."""
    area = Area.objects.select_for_update().get(pk=area.pk)
    before, area.name, area.code = area.name, name, code
    area.save(update_fields=["name", "code"])
    audit.record("organisations.area.changed", on=area, by=by, area_path=area.path, before=before)
    return area


@transaction.atomic
def area_close(*, area: Area, on: date, successor: Area | None, reason: str, by: Actor, at: datetime) -> Area:
    """End an area from a day on and name the one that takes over its work."""
    area = Area.objects.select_for_update().get(pk=area.pk)
    if area.until:
        raise Conflict(f"{area.name}已于{chinese_date(area.until)}撤销。")
    if area.get_children().filter(until__isnull=True).exists():
        raise DomainError(f"{area.name}下还有未撤销的区划,请先办理下级区划。")
    if on < area.starts_on or successor == area:
        raise DomainError("撤销日期不能早于设立日期,承继区划不能是其自身。")
    area.until, area.successor = on, successor
    area.save(update_fields=["until", "successor"])
    audit.record("organisations.area.closed", on=area, by=by, reason=reason, area_path=area.path, day=chinese_date(on))
    return area


@transaction.atomic
def unit_create(
    *, area: Area, kind: str, name: str, short_name: str, parent: Unit | None, starts_on: date, by: Actor, at: datetime
) -> Unit:
    """Found a unit in an area."""
    if Unit.objects.on(starts_on).filter(area=area, name=name).exists():
        raise Conflict(f"{area.name}已有“{name}”。")
    unit = _unit_save(Unit(area=area, kind=kind, name=name, short_name=short_name, parent=parent, starts_on=starts_on))
    audit.record("organisations.unit.created", on=unit, by=by, area_path=area.path)
    return unit


@transaction.atomic
def unit_change(
    *, unit: Unit, name: str, short_name: str, parent: Unit | None, by: Actor, at: datetime, seen: str | None = None
) -> Unit:
    """Correct a unit's names or the unit above it; its kind stays.

    `seen` is the mark of what was read; raises Conflict where somebody saved since.
    """
    unit = Unit.objects.select_for_update(of=("self",)).select_related("area").get(pk=unit.pk)
    if seen is not None and seen != names_mark(unit):
        raise Conflict(f"单位信息刚被他人修改过,{COMPARE}")
    if parent == unit:
        raise DomainError("上级单位不能是其自身。")
    before = unit.name
    unit.name, unit.short_name, unit.parent = name, short_name, parent
    _unit_save(unit)
    audit.record("organisations.unit.changed", on=unit, by=by, area_path=unit.area.path, before=before)
    return unit


@transaction.atomic
def unit_close(*, unit: Unit, on: date, reason: str, by: Actor, at: datetime) -> Unit:
    """Dissolve a unit from a day on."""
    unit = Unit.objects.select_for_update(of=("self",)).select_related("area").get(pk=unit.pk)
    if unit.until:
        raise Conflict(f"{unit.name}已于{chinese_date(unit.until)}撤销。")
    if on < unit.starts_on:
        raise DomainError(f"撤销日期不能早于设立日期({chinese_date(unit.starts_on)})。")
    unit.until = on
    unit.save(update_fields=["until"])
    audit.record(
        "organisations.unit.closed", on=unit, by=by, reason=reason, area_path=unit.area.path, day=chinese_date(on)
    )
    return unit


@transaction.atomic
def district_create(
    *, area: Area, number: int, name: str, covers: Iterable[Area], starts_on: date, by: Actor, at: datetime
) -> ElectoralDistrict:
    """Draw an electoral district."""
    try:
        with transaction.atomic():
            district = ElectoralDistrict.objects.create(area=area, number=number, name=name, starts_on=starts_on)
    except IntegrityError as error:
        raise Conflict(f"{area.name}已有序号为{number}的选区。") from error
    district.covers.set(covers)
    audit.record("organisations.district.created", on=district, by=by, area_path=area.path)
    return district


@transaction.atomic
def district_change(
    *, district: ElectoralDistrict, number: int, name: str, covers: Iterable[Area], by: Actor, at: datetime
) -> ElectoralDistrict:
    """Correct an electoral district."""
    before = district.name
    district.number, district.name = number, name
    try:
        with transaction.atomic():
            district.save(update_fields=["number", "name"])
    except IntegrityError as error:
        raise Conflict(f"{district.area.name}已有序号为{number}的选区。") from error
    district.covers.set(covers)
    audit.record("organisations.district.changed", on=district, by=by, area_path=district.area.path, before=before)
    return district


def _unit_save(unit: Unit) -> Unit:
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as error:
        raise Conflict(f"{unit.area.name}已有“{unit.name}”。") from error
    return unit
