"""Every serving deputy in one station, every village and community served: who and what is missing."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.organisations.models import Area
from apps.foundation.organisations.selectors import area_of
from apps.systems.deputy_stations.filters.stations import CommunityFilter, SeatFilter
from apps.systems.deputy_stations.models import Station
from apps.systems.deputy_stations.selectors import coverage


@require_GET
def seats(request: HttpRequest) -> HttpResponse:
    on, path = timezone.localdate(), request.actor.area_path
    whole = coverage.seats(path, on)
    rows = whole.select_related("person", "term__body__area", "electoral_district")
    total, held = whole.count(), coverage.in_station(whole, on).count()
    columns = [
        Column("代表", "person.name", sort="person__pinyin"),
        Column("人大", "term.body.name", sort="term__body__area__path"),
        Column("选区", "electoral_district.name", sort="electoral_district__number"),
        Column("所在家站", lambda seat: seat.station_name or "未编组进站",
               tone=lambda seat: "green" if seat.station_name else "red"),
    ]  # fmt: skip
    context = {
        "counts": [("应编组进站", total), ("已编组进站", held), ("未编组进站", total - held)],
        "total": total,
        "held": held,
        "told": "在任且未暂停执行职务的代表资格;一人有几级代表资格的,每一资格计一次。",
    }
    return Register(
        "编组进站", rows.order_by("term__body__area__path", "person__pinyin"), columns, filterset=SeatFilter,
        search=["person__name__icontains", "person__initials__istartswith", "electoral_district__name__icontains"],
        search_hint="查代表、选区", empty="登记代表名册以后,会显示在这里。",
        template="deputy_stations/coverage.html", context=context,
    ).respond(request)  # fmt: skip


@require_GET
def communities(request: HttpRequest) -> HttpResponse:
    on, path = timezone.localdate(), request.actor.area_path
    whole = coverage.communities(path, on)
    stations = Prefetch("served_by", Station.objects.open_on(on), to_attr="open_stations")
    places = _places(path)
    total, served = whole.count(), coverage.served(whole, on).count()
    columns = [
        Column("村(社区)", "name", sort="name"),
        Column("镇街", lambda area: places.get(area.path[: -Area.steplen], ""), sort="path"),
        Column("服务家站", _stations, tone=lambda area: "green" if area.open_stations else "red"),
    ]
    context = {
        "counts": [("村和社区", total), ("有家站服务", served), ("没有家站服务", total - served)],
        "total": total,
        "held": served,
        "told": "至少有一个已启用的家站把它列为服务村(社区)的,算有家站服务。",
    }
    return Register(
        "村社区覆盖", whole.prefetch_related(stations), columns, filterset=CommunityFilter,
        search=["name__icontains"], search_hint="查村(社区)", empty="登记村、社区以后,会显示在这里。",
        actions=[Action("地图", reverse("deputy_stations_map"), "map")], pretitle=str(area_of(request.actor) or ""),
        template="deputy_stations/coverage.html", context=context,
    ).respond(request)  # fmt: skip


def _places(path: str) -> dict[str, str]:
    """Path -> name of what communities lie in."""
    rows = Area.objects.filter(path__startswith=path).exclude(kind__in=coverage.COMMUNITIES)
    return dict(rows.values_list("path", "name"))


def _stations(area: Any) -> str:
    return "、".join(station.name for station in area.open_stations) or "没有"
