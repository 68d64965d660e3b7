"""家站活动: the list, one of them, signing up, holding; stations without any."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.permissions import may
from apps.foundation.core.registers import Column, Register
from apps.foundation.organisations.selectors import holds
from apps.office.documents.downloads import file_of
from apps.office.files.selectors import attachments_of
from apps.systems.deputy_stations.filters.duty import ActivityFilter, StationFilter
from apps.systems.deputy_stations.forms.activities import (
    ActivityChangeForm,
    ActivityForm,
    HoldForm,
    PhotosForm,
)
from apps.systems.deputy_stations.forms.duty import CodeForm
from apps.systems.deputy_stations.models import Activity, ActivityKind, ActivityState, Station
from apps.systems.deputy_stations.papers.activities import activity_paper
from apps.systems.deputy_stations.selectors import activities as selectors
from apps.systems.deputy_stations.selectors.measures_duty import silent_of
from apps.systems.deputy_stations.services import activities as services
from apps.systems.deputy_stations.views.common import RUN
from apps.systems.deputy_stations.views.finding import activity_for, run_station

TONES = {"planned": "blue", "held": "green", "cancelled": "secondary"}
PRESENCE = {"signed": "blue", "present": "green", "absent": "red", "withdrawn": "secondary"}


@require_GET
def activity_list(request: HttpRequest) -> HttpResponse:
    columns = [
        Column("活动", "title", link=Activity.get_absolute_url, sort="title"),
        Column("家站", "station.name", sort="station__name"),
        Column("镇街", "station.area.name", sort="station__area__path", on_screen=False),
        Column("类别", "get_kind_display", sort="kind"),
        Column("开始时间", "starts_at", sort="starts_at"),
        Column("状态", "get_state_display", tone=lambda row: TONES[row.state]),
        Column("报名(人)", "taken"), Column("到场(人)", "came"), Column("群众(企业)人数", "guests"),
        Column("地点", "place", on_screen=False), Column("活动情况", "outcome", on_screen=False),
    ]  # fmt: skip
    return Register(
        "家站活动", selectors.listed_activities(request.actor), columns, filterset=ActivityFilter,
        search=["title__icontains", "place__icontains", "station__name__icontains"], search_hint="查活动、地点、家站",
        empty="请从家站页面安排活动。",
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def activity_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    station, today = run_station(request, public_id), timezone.localdate()
    form = ActivityForm(request.POST or None, station=station, on=today)
    made = request.method == "POST" and attempt(
        form,
        lambda: services.activity_create(
            station=station, draft=form.draft(), key=form.cleaned_data["key"], by=request.actor, at=timezone.now()
        ),
    )
    if made:
        told = ",本站代表已收到通知" if made.starts_at > timezone.now() else ""
        messages.success(request, f"活动已安排{told}。")
        return redirect(made)
    return form_page(
        request, form, title="安排活动", pretitle=station.name, cancel=station.get_absolute_url(), submit="安排"
    )


@require_GET
def activity(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, now, actor = activity_for(request, public_id), timezone.now(), request.actor
    is_planned = found.state == ActivityState.PLANNED
    sign_ups = selectors.sign_ups_of(found)
    context: dict[str, Any] = {
        "activity": found, "tone": TONES[found.state], "presence": PRESENCE, "runs": may(actor, RUN, found),
        "sign_ups": sign_ups, "own": selectors.own_sign_up(found, actor.person_id) if actor.is_member else None,
        "open": is_planned and found.starts_at > now, "begun": is_planned and found.starts_at <= now,
        "today": is_planned and timezone.localtime(found.starts_at).date() == timezone.localdate(),
        "left": None if found.seats is None else max(0, found.seats - len(sign_ups)), "form": CodeForm(),
        "attachments": attachments_of(found), "is_debrief": found.kind == ActivityKind.DEBRIEF,
        "debriefs": selectors.debriefs_of(found, actor) if found.kind == ActivityKind.DEBRIEF else (),
    }  # fmt: skip
    return render(request, "deputy_stations/activity.html", context)


@require_http_methods(["GET", "POST"])
def activity_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = activity_for(request, public_id, RUN)
    form = ActivityChangeForm(request.POST or None, activity=found)
    if request.method == "POST" and attempt(
        form,
        lambda: services.activity_change(
            activity=found, draft=form.draft(), revision=form.cleaned_data["revision"], by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "活动已修改。")
        return redirect(found)
    return form_page(request, form, title="修改活动", pretitle=found.title, cancel=found.get_absolute_url())


@require_POST
def activity_cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = activity_for(request, public_id, RUN)
    services.activity_cancel(activity=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "活动已取消,报名的代表已收到通知。")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def activity_hold(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = activity_for(request, public_id, RUN)
    form = HoldForm(request.POST or None, request.FILES or None, activity=found)
    if request.method == "POST" and attempt(
        form,
        lambda: services.activity_hold(activity=found, **form.cleaned_data, by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "活动情况已登记,到场代表记入履职档案。")
        return redirect(found)
    return form_page(
        request, form, title="登记活动情况", pretitle=found.title, cancel=found.get_absolute_url(), submit="登记开展",
        hint="登记以后到场情况不能再修改,照片可以补充。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def photos(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = activity_for(request, public_id, RUN)
    form = PhotosForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and attempt(
        form,
        lambda: services.photos_add(
            activity=found, photos=form.cleaned_data["photos"], by=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, "照片已补充。")
        return redirect(found)
    return form_page(request, form, title="补充照片", pretitle=found.title, cancel=found.get_absolute_url())


@require_POST
def sign_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _answered(request, public_id, services.sign_up, "已报名,请按时参加。")


@require_POST
def sign_up_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _answered(request, public_id, services.sign_up_withdraw, "已取消报名。")


@require_POST
def activity_check_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    form = CodeForm(request.POST)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    return _answered(request, public_id, services.activity_check_in, "已签到。", code=code)


def _answered(
    request: HttpRequest, public_id: UUID, act: Callable[..., Any], sentence: str, **given: Any
) -> HttpResponse:
    found = activity_for(request, public_id)
    act(activity=found, **given, by=request.actor, at=timezone.now())
    messages.success(request, sentence)
    return redirect(found)


@require_GET
def activity_file(request: HttpRequest, public_id: UUID, ending: str) -> FileResponse:
    """活动纪要, of a visit 走访记录; once it was held."""
    found = activity_for(request, public_id)
    if found.state != ActivityState.HELD:
        raise Http404
    return file_of(activity_paper(found, timezone.localdate()), ending)


@dataclass(frozen=True, slots=True)
class SilentRow:
    station: Station
    months: int

    @property
    def path(self) -> str:
        return self.station.area.path


@require_GET
def silent(request: HttpRequest) -> HttpResponse:
    """Open stations in which no activity was held for a quarter, with this year's months without any."""
    rows = [SilentRow(*found) for found in silent_of(request.actor, timezone.localdate())]
    columns = [
        Column("家站", "station.name", link=lambda row: row.station.get_absolute_url(), sort="station.name"),
        Column("镇街", "station.area.name", sort="path"),
        Column("层级", "station.get_tier_display"),
        Column("今年无活动月数", "months", sort="months", tone=lambda row: "red"),
    ]
    return Register(
        "一个季度无活动的家站", _in_area(rows, request), columns, search=_named, search_hint="查家站、镇街",
        empty="最近一个季度,每个开放的家站都开展了活动。",
    ).respond(request)  # fmt: skip


def _in_area(rows: list[SilentRow], request: HttpRequest) -> list[SilentRow]:
    """Narrowed by `?area=`, as the measure's address does."""
    given = StationFilter(request.GET, queryset=Station.objects.none(), request=request)
    area = given.form.cleaned_data.get("area") if given.form.is_valid() else None
    return [row for row in rows if area is None or holds(area, row.path)]


def _named(rows: list[SilentRow], text: str) -> list[SilentRow]:
    words = text.split()
    return [row for row in rows if all(word in row.station.name + row.station.area.name for word in words)]
