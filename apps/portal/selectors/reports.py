"""The numbers of a report, from kept evenings alone: asked again for the same day, they are the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from apps.foundation.core import registry
from apps.foundation.core.registry import Measure
from apps.foundation.organisations.models import Area
from apps.portal.models import MeasureSnapshot, Report
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


def comparisons_of(report: Report) -> list[Comparison]:
    """What is red somewhere, over the places right below the report's area."""
    found = []
    names = dict(_below(report.area).values_list("pk", "name"))
    for measure in (one for one in registry.measures().values() if one.alarm):
        rows = MeasureSnapshot.objects.filter(area__in=names, measure=measure.slug, on=report.as_of, value__gt=0)
        worst = rows.order_by("-value", "area__path").values_list("area", "value")[:COMPARED]
        if numbers := {names[area]: value for area, value in worst}:
            found.append(Comparison(measure, numbers))
    return found


def table_rows(report: Report) -> Iterator[Sequence[Any]]:
    """For the spreadsheet: a row for each place and measure, with what was kept last in each month."""
    months = [_kept_in(report, end) for end in month_ends(report.starts_on, report.kind)]
    for place in (report.area, *_below(report.area)):
        for system in registry.systems():
            for measure in system.measures:
                values = [month.get((place.pk, measure.slug)) for month in months]
                yield (place.name, system.title, measure.title, measure.unit, *values, measure.definition)


def _kept_in(report: Report, end: date) -> dict[tuple[int, str], int]:
    """(area, measure) -> number of the month that ends on this day; nothing after the report's own evening."""
    since, until = end.replace(day=1), min(end, report.as_of)
    evening = last_kept(report.area, since, until) if since <= until else None
    rows = MeasureSnapshot.objects.filter(area__path__startswith=report.area.path, on=evening) if evening else ()
    return {(row.area_id, row.measure): row.value for row in rows}


def _below(area: Area) -> Any:
    return Area.objects.filter(path__startswith=area.path, depth=area.depth + 1, pk__in=_kept_areas()).order_by("path")


def _kept_areas() -> Any:
    return MeasureSnapshot.objects.order_by().values("area").distinct()
