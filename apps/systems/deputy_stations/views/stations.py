"""Stations: the list and the page of one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from apps.foundation.core.registers import Column, Register
from apps.systems.deputy_stations.models import Station
from apps.systems.deputy_stations.views.common import station_for


@require_GET
def station_list(request: HttpRequest) -> HttpResponse:
    rows = Station.objects.visible_to(request.actor).select_related("area")
    columns = [
        Column("家站", "name", link=Station.get_absolute_url, sort="name"),
        Column("镇街", "area.name", sort="area__path"),
        Column("层级", "get_tier_display", sort="tier"),
        Column("类型", "get_theme_display", sort="theme"),
        Column("启用日期", "opened_on", sort="opened_on"),
    ]
    return Register(
        "代表家站", rows, columns, search=["name__icontains", "address__icontains", "area__name__icontains"],
        search_hint="查名称、地址、镇街", empty="家站登记以后,会显示在这里。",
    ).respond(request)  # fmt: skip


@require_GET
def station_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return render(request, "deputy_stations/station.html", {"station": station_for(request, public_id)})
