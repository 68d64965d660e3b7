"""Stations: the list, the page of one, how it begins, changes and ends, who keeps it."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.dates import local_day
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.organisations.selectors import area_of
from apps.office.documents.downloads import docx_response, pdf_response
from apps.systems.deputy_stations.filters.stations import StationFilter
from apps.systems.deputy_stations.forms.stations import (
    CloseForm,
    NewStationForm,
    OpenForm,
    RelieveForm,
    StaffForm,
    StationForm,
)
from apps.systems.deputy_stations.models import Chain, Station, StationStaff
from apps.systems.deputy_stations.papers.stations import record_paper as paper_of
from apps.systems.deputy_stations.selectors import stations as selectors
from apps.systems.deputy_stations.selectors.choices import areas_for_stations, communities_of, namesakes
from apps.systems.deputy_stations.selectors.map import settings_of as map_settings
from apps.systems.deputy_stations.services import staffing
from apps.systems.deputy_stations.services import stations as services
from apps.systems.deputy_stations.views.common import MANAGE, RUN, found, station_for

TONES = {"已启用": "green", "筹建中": "orange", "已撤销": "secondary"}


@require_GET
def station_list(request: HttpRequest) -> HttpResponse:
    on, actor = timezone.localdate(), request.actor
    rows = selectors.listed(Station.objects.visible_to(actor), timezone.now())
    actions = []
    if may(actor, MANAGE):
        actions = [
            Action("登记家站", reverse("deputy_stations_station_found"), "plus", primary=True),
            Action("导入", reverse("deputy_stations_import_new"), "file-import"),
        ]
    actions.append(Action("地图", reverse("deputy_stations_map"), "map"))
    return Register(
        "代表家站", rows, _columns(selectors.tier_names(area_of(actor), on), on), filterset=StationFilter,
        search=["name__icontains", "address__icontains", "area__name__icontains", "code__iexact"],
        search_hint="查名称、地址、镇街、站码", actions=actions,
        empty="请登记家站,或者从表格导入。" if actions[1:] else "家站登记以后,会显示在这里。",
    ).respond(request)  # fmt: skip


def _columns(tiers: dict[str, str], on: date) -> list[Column]:
    state = _state_on(on)
    exported = ("address", "phone", "complaint_phone", "hours", "floor_space", "residents", "radius_m", "latitude",
                "longitude", "code", "founding_number", "opened_on", "closed_on", "close_reason")  # fmt: skip
    fields = {field.name: str(field.verbose_name) for field in Station._meta.fields}
    return [
        Column("家站", "name", link=Station.get_absolute_url, sort="name"),
        Column("镇街", "area.name", sort="area__path"),
        Column("层级", lambda one: tiers[one.tier], sort="tier"),
        Column("类型", "get_theme_display", sort="theme"),
        Column("站长", "head_name"),
        Column("进站代表", "deputies", sort="deputies"),
        Column("下一次接待", "next_duty_at", sort="next_duty_at"),
        Column("状态", state, tone=lambda one: TONES[state(one)]),
        *[Column(fields[name], name, on_screen=False) for name in exported],
    ]


def _state_on(on: date) -> Callable[[Station], str]:
    return lambda one: "已启用" if one.is_open_on(on) else "已撤销" if one.is_closed_on(on) else "筹建中"


@require_GET
def station_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    station, now = station_for(request, public_id), timezone.now()
    context = {
        "station": station, "page": selectors.page_of(station, now), "is_open": station.is_open_on(local_day(now)),
        "is_closed": station.closed_on is not None,
        "manages": may(request.actor, MANAGE, station),
        "runs": may(request.actor, RUN, station),
        "chain": Chain.objects.visible_to(request.actor).filter(pk=station.chain_id).first(),
    }  # fmt: skip
    return render(request, "deputy_stations/station.html", context)


@require_GET
def station_at(request: HttpRequest, code: str) -> HttpResponse:
    """From a point of the map to the page of its station."""
    return redirect(get_object_or_404(Station.objects.visible_to(request.actor), code=code))


@require_http_methods(["GET", "POST"])
def station_found(request: HttpRequest) -> HttpResponse:
    require(request.actor, MANAGE)
    on = timezone.localdate()
    areas, tiers = areas_for_stations(request.actor, on), selectors.tier_names(area_of(request.actor), on)
    form = NewStationForm(request.POST or None, areas=areas, tiers=tiers, communities=communities_of(areas[0], on))
    made = request.method == "POST" and attempt(form, lambda: _founded(request, form))
    if made:
        messages.success(request, "家站已登记。请接着登记站长、联络员,编入代表。")
        return redirect(made)
    context = {"form": form, "title": "登记家站", "cancel": reverse("deputy_stations_stations"), "submit": "登记",
               "map": map_settings(tiers)}  # fmt: skip
    return render(request, "deputy_stations/station_form.html", context)


def _founded(request: HttpRequest, form: NewStationForm) -> Station:
    data = form.cleaned_data
    return services.station_found(
        area=data["area"], name=data["name"], values=form.values(), serves=data.get("serves", ()),
        opened_on=data["opened_on"], key=data["key"], by=request.actor, at=timezone.now(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def station_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    station, on = station_for(request, public_id, MANAGE), timezone.localdate()
    tiers = selectors.tier_names(station.area, on)
    form = StationForm(request.POST or None, station=station, tiers=tiers, communities=communities_of(station.area, on))
    if request.method == "POST" and attempt(
        form,
        lambda: services.station_change(
            station=station, name=form.cleaned_data["name"], values=form.values(), serves=form.cleaned_data["serves"],
            revision=form.cleaned_data["revision"], by=request.actor, at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "家站已保存。")
        return redirect(station)
    context = {"form": form, "title": f"修改{station}", "pretitle": station.area, "cancel": station.get_absolute_url(),
               "map": map_settings(tiers)}  # fmt: skip
    return render(request, "deputy_stations/station_form.html", context)


@require_http_methods(["GET", "POST"])
def station_open(request: HttpRequest, public_id: UUID) -> HttpResponse:
    station = station_for(request, public_id, MANAGE)
    form = OpenForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and attempt(
        form,
        lambda: services.station_open(station=station, on=form.cleaned_data["on"], by=request.actor, at=timezone.now()),
    ):
        messages.success(request, f"{station}已启用。")
        return redirect(station)
    return form_page(request, form, title=f"启用{station}", cancel=station.get_absolute_url(), submit="启用")


@require_http_methods(["GET", "POST"])
def station_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    station = station_for(request, public_id, MANAGE)
    form = CloseForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and attempt(
        form,
        lambda: services.station_close(
            station=station, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"], by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, f"{station}已撤销。请把原来的进站代表编入其他家站。")
        return redirect(station)
    hint = "撤销后不能恢复。进站代表和工作人员同时离站,联络员账号随单位停用;记录全部保留。"
    cancel = station.get_absolute_url()
    return form_page(request, form, title=f"撤销{station}", cancel=cancel, submit="撤销", hint=hint)


@require_http_methods(["GET", "POST"])
def staff_appoint(request: HttpRequest, public_id: UUID) -> HttpResponse:
    station = station_for(request, public_id, MANAGE)
    known = namesakes(request.POST.get("name", ""), station.area)
    form = StaffForm(request.POST or None, initial={"starts_on": timezone.localdate()}, namesakes=known)
    if request.method == "POST" and attempt(form, lambda: _appointed(request, station, form)):
        messages.success(request, "已登记。联络员需要账号的,请在“人员与账号”中授予本站单位的办理角色。")
        return redirect(station)
    return form_page(request, form, title="登记工作人员", pretitle=station.name, cancel=station.get_absolute_url())


def _appointed(request: HttpRequest, station: Station, form: StaffForm) -> StationStaff:
    data = form.cleaned_data
    return staffing.staff_appoint(
        station=station, title=data["title"], name=data["name"], phone=data["phone"], person=form.who(),
        starts_on=data["starts_on"], by=request.actor, at=timezone.now(),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def staff_relieve(request: HttpRequest, public_id: UUID) -> HttpResponse:
    rows = StationStaff.objects.filter(station__in=Station.objects.visible_to(request.actor))
    staff = found(request, rows.select_related("station__area"), public_id, MANAGE)
    form = RelieveForm(request.POST or None, initial={"until": timezone.localdate()})
    if request.method == "POST" and attempt(
        form,
        lambda: staffing.staff_relieve(
            staff=staff, until=form.cleaned_data["until"], by=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, "已办理离任。")
        return redirect(staff.station)
    cancel = staff.station.get_absolute_url()
    return form_page(request, form, title=f"{staff}离任", pretitle=staff.station.name, cancel=cancel, submit="办理")


@require_GET
def record_paper(request: HttpRequest, public_id: UUID, ending: str) -> FileResponse:
    station = station_for(request, public_id)
    if ending not in ("pdf", "docx"):
        raise Http404
    tree = paper_of(station, timezone.localdate())
    return docx_response(tree) if ending == "docx" else pdf_response(tree)
