"""值班表: the list, a new one, its page, publishing, its papers; who is short of duties."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may
from apps.foundation.core.registers import Column, Register
from apps.foundation.policies.selectors import resolve_each
from apps.office.documents.downloads import file_of
from apps.office.documents.models import Document
from apps.office.documents.selectors import live_document
from apps.systems.deputy_stations.filters.duty import RotaFilter, SlotFilter
from apps.systems.deputy_stations.forms.duty import PublishForm, RotaChangeForm, RotaForm
from apps.systems.deputy_stations.models import DutySlot, Rota, RotaState, SlotState, Station, Stationing
from apps.systems.deputy_stations.papers.duty import NOTICE, notice_paper, rota_paper
from apps.systems.deputy_stations.rules.tiers import DUTIES_A_YEAR
from apps.systems.deputy_stations.selectors import duty as selectors
from apps.systems.deputy_stations.services import rotas as services
from apps.systems.deputy_stations.views.common import MANAGE, RUN
from apps.systems.deputy_stations.views.finding import rota_for, run_station

TONES = {"planned": "blue", "held": "green", "missed": "red", "cancelled": "secondary", "draft": "orange",
         "published": "green"}  # fmt: skip


@require_GET
def rota_list(request: HttpRequest) -> HttpResponse:
    columns = [
        Column("家站", "station.name", link=Rota.get_absolute_url, sort="station__name"),
        Column("镇街", "station.area.name", sort="station__area__path"),
        Column("开始日期", "starts_on", sort="starts_on"),
        Column("结束日期", "ends_on", sort="ends_on"),
        Column("状态", "get_state_display", tone=lambda row: TONES[row.state]),
        Column("值班(人次)", "total"),
        Column("已接待(人次)", "held"),
        Column("公布时间", "published_at", sort="published_at"),
        Column("晚于规定公布的理由", "late_reason", on_screen=False),
    ]
    return Register(
        "值班表", selectors.listed_rotas(request.actor), columns, filterset=RotaFilter,
        search=["station__name__icontains", "station__area__name__icontains"], search_hint="查家站、镇街",
        empty="请从家站页面编制值班表。",
    ).respond(request)  # fmt: skip


@require_GET
def slot_list(request: HttpRequest) -> HttpResponse:
    rows = DutySlot.objects.visible_to(request.actor).select_related("station__area", "deputy")
    columns = [
        Column("接待时间", selectors.when, link=DutySlot.get_absolute_url, sort="starts_at"),
        Column("家站", "station.name", sort="station__name"),
        Column("镇街", "station.area.name", sort="station__area__path"),
        Column("接待代表", "deputy.name", sort="deputy__pinyin"),
        Column("状态", "get_state_display", tone=lambda row: TONES[row.state]),
        Column("签到时间", "checked_in_at"),
        Column("签到方式", "checked_in_how", on_screen=False),
        Column("接待主题", "topic", on_screen=False),
        Column("原因", "reason", on_screen=False),
    ]
    return Register(
        "值班记录", selectors.published(rows).order_by("-starts_at"), columns, filterset=SlotFilter,
        search=["station__name__icontains", "deputy__name__icontains"], search_hint="查家站、代表",
        empty="值班表公布以后,值班会显示在这里。",
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def rota_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    station, today = run_station(request, public_id), timezone.localdate()
    form = RotaForm(request.POST or None, station=station, on=today)
    made = request.method == "POST" and attempt(
        form,
        lambda: services.rota_create(
            station=station, draft=form.draft(), key=form.cleaned_data["key"], by=request.actor, at=timezone.now()
        ),
    )
    if made:
        messages.success(request, "已按“本年值班少的先排、上次值班久的先排”排好,请核对后公布。")
        return redirect(made)
    return form_page(
        request, form, title="编制值班表", pretitle=station.name, cancel=station.get_absolute_url(), submit="自动排班",
        hint="周期、接待日、时间和人数按本地规定带出,可以为这一份值班表修改。节假日顺延到下一个工作日。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def rota_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = rota_for(request, public_id, RUN)
    form = RotaChangeForm(request.POST or None, rota=found)
    if request.method == "POST" and attempt(
        form,
        lambda: services.rota_change(
            rota=found, draft=form.draft(), revision=form.cleaned_data["revision"], by=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, "已按新的期间和规则重新排班,请核对后公布。")
        return redirect(found)
    return form_page(
        request, form, title="修改值班表", pretitle=found.station.name, cancel=found.get_absolute_url(),
        submit="保存并重新排班", hint="保存后按新的期间和规则重新排班,原来的排班和手工修改不再保留。",
    )  # fmt: skip


@require_GET
def rota(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _page(request, rota_for(request, public_id))


def _page(request: HttpRequest, found: Rota, form: PublishForm | None = None) -> HttpResponse:
    slots, today = selectors.slots_of(found), timezone.localdate()
    notice, runs = selectors.notice_of(found, slots, today), may(request.actor, RUN, found)
    document = live_document(found, NOTICE)
    is_draft = found.state == RotaState.DRAFT
    reason = "已填" if notice.late else ""
    context: dict[str, Any] = {
        "rota": found, "slots": slots, "notice": notice, "runs": runs, "is_draft": is_draft, "tones": TONES,
        "manages": may(request.actor, MANAGE, found), "form": form or PublishForm(None, rota=found, late=notice.late),
        "issues": services.issues_before_publishing(found, slots, reason, timezone.now()) if is_draft and runs else (),
        "shortages": services.shortages(found, slots) if is_draft and runs else (),
        "document": document,
        "opens_document": document and Document.objects.visible_to(request.actor).filter(pk=document.pk).exists(),
    }  # fmt: skip
    return render(request, "deputy_stations/rota.html", context)


@require_POST
def rota_publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = rota_for(request, public_id, RUN)
    late = selectors.notice_of(found, selectors.slots_of(found), timezone.localdate()).late
    form = PublishForm(request.POST, rota=found, late=late)
    if attempt(
        form,
        lambda: services.rota_publish(
            rota=found, reason=form.cleaned_data.get("reason", ""), revision=form.cleaned_data["revision"],
            by=request.actor, at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "值班表已公布,代表已收到通知。")
        return redirect(found)
    return _page(request, found, form)


@require_POST
def rota_deal_again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    services.rota_deal_again(rota=(found := rota_for(request, public_id, RUN)), by=request.actor, at=timezone.now())
    messages.success(request, "已重新排班,请核对。")
    return redirect(found)


@require_POST
def rota_discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    station = services.rota_discard(rota=rota_for(request, public_id, RUN), by=request.actor, at=timezone.now())
    messages.success(request, "值班表草稿已删去。")
    return redirect(station)


@require_POST
def notice_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = rota_for(request, public_id, MANAGE)
    document = services.notice_draft(rota=found, by=request.actor, at=timezone.now())
    messages.success(request, "接待公告已拟出,请核对后送审;签发后自动编号。")
    return redirect(document)


@require_GET
def rota_file(request: HttpRequest, public_id: UUID, kind: str, ending: str) -> FileResponse:
    """值班表, or the text of the 接待公告 as it stands."""
    found, today = rota_for(request, public_id), timezone.localdate()
    slots = selectors.slots_of(found)
    if kind == "rota":
        return file_of(rota_paper(found, slots, today), ending)
    if kind != "notice":
        raise Http404
    standing = [slot for slot in slots if slot.state != SlotState.CANCELLED]
    return file_of(notice_paper(found, standing, selectors.heading_of(found.station, today)), ending)


@require_GET
def duty_counts(request: HttpRequest) -> HttpResponse:
    """Every deputy in their main station: duties of the year against the minimum, the shortest first."""
    today = timezone.localdate()
    stations = Station.objects.visible_to(request.actor).open_on(today)
    stationed = Stationing.objects.on(today).filter(station__in=stations, is_main=True)
    rows = list(stationed.select_related("person", "station__area"))
    places = {row.station_id: row.station for row in rows}
    values = resolve_each(DUTIES_A_YEAR, [(station.area, today, "") for station in places.values()])
    needed = {pk: int(rule.value) for pk, rule in zip(places, values, strict=True)}
    counts = selectors.duty_counts(rows, needed, today.year)
    columns = [
        Column("代表", "person.name", sort="person.pinyin"),
        Column("家站", "stationing.station.name", sort="stationing.station.name"),
        Column("镇街", "stationing.station.area.name", sort="stationing.station.area.path"),
        Column("层级", "stationing.get_level_display"),
        Column("已接待", "held", sort="held"), Column("待接待", "coming", sort="coming"),
        Column("未到站", "missed", sort="missed"), Column("规定次数", "needed"),
        Column("还要安排", "short", sort="short", tone=lambda row: "red" if row.short else "green"),
    ]  # fmt: skip
    return Register(
        f"{today.year}年代表值班次数", sorted(counts, key=lambda one: (-one.short, one.person.pinyin)), columns,
        search=_counted, search_hint="查代表、家站", empty="代表编组进站以后,会显示在这里。",
    ).respond(request)  # fmt: skip


def _counted(rows: list[selectors.DutyCount], text: str) -> list[selectors.DutyCount]:
    words = text.split()
    return [row for row in rows if all(word in row.person.name + row.stationing.station.name for word in words)]
