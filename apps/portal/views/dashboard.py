"""数据看板: the leader's page, its wall mode, and the comparison of places."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.foundation.core import registry
from apps.foundation.core.dates import chinese_datetime, local_day
from apps.foundation.core.identifiers import uuids_of
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.core.registry import Measure
from apps.foundation.organisations.models import TOWNS, Area
from apps.portal.rules.reading import MONEY, number_text
from apps.portal.selectors.board import Board, Place, area_of, average_around, board_of
from apps.portal.selectors.trend import DAYS, SPANS, trend_of

SHOWN = 30
"""Bars of a chart that can still be read; the table has the rest."""
ON_WALL = 8
NO_AREA = "您的身份没有对应的区、镇或者街道,没有可以汇总的数据。请联系本级人大工作人员,把您的身份登记到所在的区划。"


@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """Every number of the place, red first; one measure compared and followed."""
    area, now = _area(request), timezone.now()
    if area is None:
        return no_area(request)
    board = board_of(area, local_day(now))
    measure = _measure(request, board)
    context = {"board": board, "as_of": now, "measure": measure, "reading": board.place.reading(measure)}
    context |= _compared(board, measure, now) | _followed(request, board, measure, now)
    context |= {"own": request.actor.area_path == area.path, "parent": _parent(request, area)}
    return render(request, "portal/dashboard.html", context)


@require_GET
def wall(request: HttpRequest) -> HttpResponse:
    """For a screen on a wall: large, without a menu, renewed every minute."""
    area, now = _area(request), timezone.now()
    if area is None:
        return no_area(request)
    board = board_of(area, local_day(now))
    context = {"board": board, "as_of": now, "reds": board.reds[:ON_WALL]}
    return render(request, "portal/wall.html", context)


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """A line for each place with the numbers of one system; the file holds those of all."""
    area = _area(request)
    if area is None:
        return no_area(request)
    now = timezone.now()
    board = board_of(area, local_day(now), towns=True)
    systems = [system for system in registry.systems() if system.measures]
    asked = request.GET.get("system", board.groups[0].slug)
    chosen = next((system for system in systems if system.slug == asked), systems[0])
    columns = [_column(measure, on_screen=system is chosen) for system in systems for measure in system.measures]
    address = f"{reverse('portal_dashboard')}?area={area.public_id}"
    return Register(
        f"{area}各镇街比较", list(board.below) or [board.place], [PLACE, *columns],
        empty="下面还没有镇和街道。", search=_named, search_hint="查名称", template="portal/compare.html",
        pretitle=f"截至{chinese_datetime(now)}", context={"systems": systems, "chosen": chosen, "area": area},
        actions=[Action("返回看板", address, "layout-dashboard")],
    ).respond(request)  # fmt: skip


PLACE = Column("区划", "area.name", sort="area.path", link=lambda place: place.url)


def _column(measure: Measure, *, on_screen: bool) -> Column:
    heading = f"{measure.title}({measure.unit})"
    return Column(
        heading, lambda place: place.numbers[measure.slug], sort=f"sorted_by.{measure.slug}", on_screen=on_screen,
        link=lambda place: place.reading(measure).url,
        tone=lambda place: "red" if place.reading(measure).is_red else "",
    )  # fmt: skip


def _named(places: list[Place], text: str) -> list[Place]:
    return [place for place in places if text in place.area.name]


def _area(request: HttpRequest) -> Area | None:
    """Raises Http404 where one is asked for that is not the actor's to see."""
    asked = request.GET.get("area", "")
    keys = uuids_of([asked])
    found = area_of(request.actor, keys[0] if keys else None)
    if asked and (not keys or found is None):
        raise Http404("no such area")
    return found


def no_area(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/no_area.html", {"sentence": NO_AREA})


def _parent(request: HttpRequest, area: Area) -> Area | None:
    above = area.get_parent() if area.depth > 1 and area.path != request.actor.area_path else None
    return above if above and request.actor.covers(above.path) else None


def _measure(request: HttpRequest, board: Board) -> Measure:
    """The one asked for, else what is worst, else the first there is."""
    known = registry.measures()
    worst = next((reading.measure for reading in board.reds), next(iter(known.values())))
    return known.get(request.GET.get("measure", ""), worst)


def _compared(board: Board, measure: Measure, now: Any) -> dict[str, Any]:
    ranked = board.ranked(measure)
    lines = [(place.area.name, place.numbers[measure.slug]) for place in ranked]
    area = board.place.area
    if area.kind in TOWNS:
        average = average_around(area, measure, local_day(now))
        lines = [(area.name, board.place.numbers[measure.slug]), average] if average else []
    return {
        "ranked": [(place, place.reading(measure)) for place in ranked],
        "average": lines[1] if lines and area.kind in TOWNS else None,
        "average_text": number_text(lines[1][1], measure.unit) if lines and area.kind in TOWNS else "",
        "bars": _chart("bar", measure, [name for name, _ in lines[:SHOWN]], [value for _, value in lines[:SHOWN]]),
        "is_cut": len(lines) > SHOWN, "shown": SHOWN,
    }  # fmt: skip


def _followed(request: HttpRequest, board: Board, measure: Measure, now: Any) -> dict[str, Any]:
    span = request.GET.get("span", "")
    span = span if span in SPANS else DAYS
    points = trend_of(board.place.area, measure, local_day(now), board.place.numbers[measure.slug], span)
    shown = [(one.label, None if one.value is None else number_text(one.value, measure.unit)) for one in points]
    return {
        "span": span, "spans": SPANS, "points": shown, "kept": sum(one.value is not None for one in points) - 1,
        "line": _chart("line", measure, [one.label for one in points], [one.value for one in points]),
    }  # fmt: skip


def _chart(kind: str, measure: Measure, labels: Sequence[str], values: Sequence[float | None]) -> dict[str, Any]:
    """What <measure-chart> draws; yuan in units of ten thousand."""
    scale, unit = (10_000, "万元") if measure.unit == MONEY else (1, measure.unit)
    scaled = [None if value is None or scale == 1 else value / scale for value in values] if scale > 1 else values
    return {"kind": kind, "unit": unit, "labels": labels, "values": scaled, "alarm": measure.alarm}
