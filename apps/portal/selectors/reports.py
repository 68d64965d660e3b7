"""The numbers of a report, from kept evenings alone: asked again for the same day, they are the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from apps.foundation.core import registry
from apps.foundation.core.registry import Measure
from apps.foundation.organisations.models import Area
from apps.foundation.organisations.selectors import OwnWork
from apps.portal.models import KeptLines, MeasureSnapshot, Report
from apps.portal.rules.reports import Line, last_day, month_ends, period_before

Numbers = dict[str, int]
COMPARED = 20
"""So many places are drawn; a spreadsheet has all."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure over the places below, the largest first."""

    measure: Measure
    numbers: dict[str, int]


def last_kept(area: Area, since: date, until: date) -> date | None:
    """The last evening of these days on which the area's numbers were kept."""
    rows = MeasureSnapshot.objects.filter(area=area, on__range=(since, until))
    return rows.aggregate(last=Max("on"))["last"]


def kept_numbers(area: Area, on: date | None) -> Numbers:
    rows = MeasureSnapshot.objects.filter(area=area, on=on) if on else MeasureSnapshot.objects.none()
    return dict(rows.values_list("measure", "value"))


def lines_of(report: Report) -> list[Line]:
    """Every measure that was kept, by system; one that came later is left out."""
    before = period_before(report.starts_on, report.kind)
    earlier = last_kept(report.area, before, last_day(before, report.kind))
    now, then = kept_numbers(report.area, report.as_of), kept_numbers(report.area, earlier)
    return [
        Line(system.title, measure, now[measure.slug], now.get(measure.base), then.get(measure.slug))
        for system in registry.systems()
        for measure in system.measures
        if measure.slug in now
    ]


def extracts_of(report: Report) -> dict[str, list[str]]:
    """Measure -> what stood first in its list on the evening of the report."""
    rows = KeptLines.objects.filter(area=report.area, on=report.as_of)
    return dict(rows.values_list("measure", "lines"))


def comparisons_of(report: Report) -> list[Comparison]:
    """What is red somewhere, over the places right below the report's area and its own work."""
    names = dict(_below(report.area).values_list("pk", "name"))
    if not names:
        return []
    found = []
    kept = MeasureSnapshot.objects.filter(on=report.as_of)
    own_rows = kept.filter(area=report.area).values_list("measure", "own")
    own = {slug: number for slug, number in own_rows if number}
    for measure in (one for one in registry.measures().values() if one.alarm):
        rows = kept.filter(area__in=names, measure=measure.slug, value__gt=0).order_by("-value", "area__path")
        numbers = [(value, names[area]) for area, value in rows.values_list("area", "value")[:COMPARED]]
        numbers += [(own[measure.slug], OwnWork(report.area).name)] if measure.slug in own else []
        if numbers:
            ranked = sorted(numbers, key=lambda one: -one[0])[:COMPARED]
            found.append(Comparison(measure, {name: value for value, name in ranked}))
    return found


def table_rows(report: Report) -> Iterator[Sequence[Any]]:
    """For the spreadsheet: a row for each place and measure, with what was kept last in each month."""
    months = [_kept_in(report, end) for end in month_ends(report.starts_on, report.kind)]
    below, own = list(_below(report.area)), OwnWork(report.area)
    for place in (report.area, *([own] if below else []), *below):
        for system in registry.systems():
            for measure in system.measures:
                values = [month.get((place.public_id, measure.slug)) for month in months]
                yield (place.name, system.title, measure.title, measure.unit, *values, measure.definition)


def _kept_in(report: Report, end: date) -> dict[tuple[Any, str], int | None]:
    """(place, measure) -> number of the month that ends on this day; nothing after the report's own evening."""
    since, until = end.replace(day=1), min(end, report.as_of)
    evening = last_kept(report.area, since, until) if since <= until else None
    if evening is None:
        return {}
    rows = MeasureSnapshot.objects.filter(area__path__startswith=report.area.path, on=evening)
    found = list(rows.values_list("area__public_id", "measure", "value", "own"))
    own_key = OwnWork(report.area).public_id
    own = {(own_key, slug): own for key, slug, _, own in found if key == report.area.public_id}
    return own | {(key, slug): value for key, slug, value, _ in found}


def _below(area: Area) -> Any:
    return Area.objects.filter(path__startswith=area.path, depth=area.depth + 1, pk__in=_kept_areas()).order_by("path")


def _kept_areas() -> Any:
    return MeasureSnapshot.objects.order_by().values("area").distinct()
