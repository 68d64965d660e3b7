"""Rows of the demo district: where each belongs, and whom and which units it has to do with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from heapq import heappop, heappush
from itertools import count

from django.apps import apps
from django.db import models

from apps.foundation.organisations.models import PLACES, Area, Unit
from apps.foundation.people.models import Person
from apps.office.files.models import Attachment

HOMES = ("青禾镇", "滨江街道")
BY_OTHERS = {"user", "uploaded_by", "set_by", "asked_by", "issued_by", "drafter", "successor", "uploader", "author"}
"""Keys that say who wrote a row, not whose it is."""
ASIDE = {"unit", "responsible_unit", "verifier", "executive", "round", "standard"}
"""Keys that lead to who has a part in a row, before its owner."""
EACH = {"青禾镇": 3, "滨江街道": 2, "": 2}
"""So many rows of a place are asked for, in different states."""
NEAR = 12
LISTED = 300


@dataclass
class Around:
    """Who and what a row names, the nearest first."""

    people: list[Person] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)


@cache
def home_paths(model: type[models.Model]) -> tuple[str, ...]:
    """Ways from a row to the area it belongs to (`term__body__area`), the shortest and surest first."""
    if model is Area:
        return ("",)
    found, order, seen = [], count(), set()
    queue: list[tuple[int, int, str, type[models.Model]]] = [(0, next(order), "", model)]
    while queue:
        cost, _, path, here = heappop(queue)
        if here is Area:
            found.append(path)
            continue
        if here in seen or cost > 60:
            continue
        seen.add(here)
        for one in here._meta.fields:
            if not one.is_relation or one.name in BY_OTHERS or one.related_model is here:
                continue
            dear = (
                1
                + (5 if one.null else 0)
                + (20 if one.related_model is Person else 0)
                + (4 if one.name in ASIDE else 0)
            )
            heappush(queue, (cost + dear, next(order), f"{path}__{one.name}".lstrip("_"), one.related_model))
    return tuple(found)


def own_path(model: type[models.Model]) -> str:
    """The column in which a row keeps the path of its area itself, "" where it has none."""
    names = {one.name for one in model._meta.fields if isinstance(one, models.CharField)}
    return next((name for name in ("area_path", "path") if name in names), "")


def in_area(model: type[models.Model], area: Area) -> models.QuerySet:
    """The rows that belong to the area or to what lies below it."""
    rows = model._default_manager.all()
    if column := own_path(model):
        return rows.filter(**{f"{column}__startswith": area.path})
    paths = home_paths(model)
    return rows.filter(**{f"{paths[0]}__path__startswith".lstrip("_"): area.path}) if paths else rows.none()


def home_of(row: models.Model) -> Area | None:
    """The town, street or district that a row belongs to."""
    if isinstance(row, Attachment):
        parent = apps.get_model(row.parent_label)._base_manager.filter(pk=row.parent_id).first()
        return home_of(parent) if parent else None
    if column := own_path(type(row)):
        return lifted(getattr(row, column))
    for path in home_paths(type(row)):
        area = row
        for name in path.split("__") if path else ():
            area = getattr(area, name) if area is not None else None
        if area is not None:
            return lifted(area.path)
    return None


@cache
def area_named(name: str) -> Area:
    return Area.objects.get(name=name)


@cache
def lifted(path: str) -> Area | None:
    """A village's town: the place of this path, or the one above it that has an office."""
    above = Area.objects.filter(kind__in=PLACES).order_by("-path")
    return next((area for area in above if path.startswith(area.path)), None)


@cache
def rows_to_ask_for(model: type[models.Model]) -> list[models.Model]:
    """A few rows of the towns and the street whose people the demo knows, in different states."""
    chosen: dict[int, models.Model] = {}
    for name, many in EACH.items():
        rows = in_area(model, Area.objects.get(name=name)) if name else model._default_manager.all()
        if not name and chosen:
            rows = _of_district(rows).exclude(pk__in=chosen)
        for row in _varied(rows.order_by("pk"), many):
            chosen[row.pk] = row
    return list(chosen.values())


def _of_district(rows: models.QuerySet) -> models.QuerySet:
    if column := own_path(rows.model):
        return rows.filter(**{column: area_named("示例区").path})
    paths = home_paths(rows.model)
    return rows.filter(**{f"{paths[0]}__depth".lstrip("_"): 1}) if paths else rows.none()


def _varied(rows: models.QuerySet, many: int) -> list[models.Model]:
    names = {one.name for one in rows.model._meta.fields}
    by = next((name for name in ("state", "kind") if name in names), "")
    groups: dict[object, models.Model] = {}
    listed = list(rows[:LISTED])
    for row in reversed(listed):
        groups.setdefault(getattr(row, by) if by else row.pk, row)
    return sorted(groups.values(), key=lambda row: -row.pk)[:many]


def around(row: models.Model | None) -> Around:
    """People and units that a row names, those that name it, and those that these name."""
    found = Around()
    if row is not None:
        for one in _neighbours(row):
            listed = found.people if isinstance(one, Person) else found.units if isinstance(one, Unit) else []
            if one not in listed and len(listed) < NEAR:
                listed.append(one)
    return found


def _neighbours(row: models.Model) -> Iterator[models.Model]:
    if isinstance(row, Attachment):
        parent = apps.get_model(row.parent_label)._base_manager.filter(pk=row.parent_id).first()
        yield from _neighbours(parent) if parent else ()
    yield row
    first = list(_named_by(row))
    yield from first
    for relation in row._meta.related_objects:
        if relation.related_model._meta.app_label != "audit":
            near = relation.related_model._base_manager.filter(**{relation.field.name: row.pk}).order_by("pk")[:4]
            for one in near:
                yield from _named_by(one)
    for one in first:
        if not isinstance(one, Person | Unit | Area):
            second = list(_named_by(one))
            yield from second
            for two in second:
                yield from _named_by(two) if not isinstance(two, Person | Unit | Area) else ()


def _named_by(row: models.Model) -> Iterator[models.Model]:
    for one in row._meta.fields:
        if one.is_relation and (named := getattr(row, one.name)) is not None:
            yield getattr(named, "person", named) if one.name in ("user", "uploaded_by") else named
