"""Letterheads and number series."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.foundation.core import registry
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.organisations.models import Unit
from apps.office.documents import selectors
from apps.office.documents.forms import LetterheadForm, NumberForm, SeriesForm
from apps.office.documents.models import Series
from apps.office.documents.services import numbering
from apps.office.documents.views.documents import TONES

DRAFT = "documents.draft"
FORM = ["GET", "POST"]
ORGANS = [
    Column("发文机关", "name", link=lambda unit: reverse("documents_letterhead", args=[unit.public_id]), sort="name"),
    Column("发文机关标志", lambda unit: unit.letterhead.mark if hasattr(unit, "letterhead") else ""),
    Column("机关代字", lambda unit: unit.letterhead.code if hasattr(unit, "letterhead") else "未设置"),
    Column("印发机关", lambda unit: unit.letterhead.office if hasattr(unit, "letterhead") else ""),
]
SERIES = [
    Column(
        "发文机关",
        "organ.name",
        link=lambda one: reverse("documents_numbers", args=[one.public_id]),
        sort="organ__name",
    ),
    Column("文种代字", "suffix"),
    Column("年度或届", "period", sort="period"),
    Column("起始号", "first"),
    Column("已用到", "last"),
    Column("其中线下用号", "recorded"),
]
NUMBERS = [
    Column("文号", "written"),
    Column("公文", lambda one: one.document.title if one.document else one.reason,
           link=lambda one: one.document.get_absolute_url() if one.document and not one.document.is_kept else ""),
    Column("状态", lambda one: one.document.get_state_display() if one.document else "线下使用",
           tone=lambda one: TONES[one.document.state] if one.document else "secondary"),
    Column("取号时间", "taken_at"),
    Column("办理人", "taken_by"),
]  # fmt: skip


@require_GET
def letterheads(request: HttpRequest) -> HttpResponse:
    rows = selectors.issuing_organs(request.actor, timezone.localdate()).select_related("letterhead")
    return Register(
        "发文机关", rows, ORGANS, search=["name__icontains"], search_hint="查机关",
        empty="请先在“单位”中登记党委、人大、政府等机关。",
    ).respond(request)  # fmt: skip


@require_http_methods(FORM)
def letterhead(request: HttpRequest, public_id: UUID) -> HttpResponse:
    organ = get_object_or_404(Unit.objects.visible_to(request.actor).select_related("area"), public_id=public_id)
    require(request.actor, DRAFT, organ)
    form = LetterheadForm(request.POST or None, instance=selectors.letterhead_of(organ))
    saved = attempt(form, lambda: numbering.letterhead_set(
        organ=organ, **form.cleaned_data, by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if saved:
        messages.success(request, f"{organ}的发文设置已保存。")
        return redirect("documents_letterheads")
    return form_page(request, form, title=f"{organ}发文设置", cancel=reverse("documents_letterheads"))


@require_GET
def series(request: HttpRequest) -> HttpResponse:
    rows = Series.objects.visible_to(request.actor).select_related("organ").annotate(
        last=Max("numbers__number"), recorded=Count("numbers", filter=Q(numbers__document__isnull=True))
    )  # fmt: skip
    actions = [Action("设起始号", reverse("documents_series_start"))] if may(request.actor, DRAFT) else []
    return Register(
        "文号", rows, SERIES, search=["organ__name__icontains"], search_hint="查机关", actions=actions,
        empty="签发第一份有文号的公文时自动建立。年中开始使用的,可先设起始号。",
    ).respond(request)  # fmt: skip


@require_GET
def numbers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    one = get_object_or_404(Series.objects.visible_to(request.actor).select_related("organ__area"), public_id=public_id)
    rows = one.numbers.select_related("document").defer("document__tree")
    url = reverse("documents_number_record", args=[public_id])
    actions = [Action("登记线下用号", url)] if may(request.actor, DRAFT, one.organ) else []
    missing = selectors.gaps(one)
    return Register(
        f"{one.organ} {one.suffix}〔{one.period}〕", rows, NUMBERS, search=["written__icontains", "reason__icontains"],
        search_hint="查文号、用途", actions=actions, empty="还没有用号。",
        pretitle=f"缺号:{'、'.join(map(str, missing))}" if missing else "号码连续,无缺号",
    ).respond(request)  # fmt: skip


@require_http_methods(FORM)
def number_record(request: HttpRequest, public_id: UUID) -> HttpResponse:
    one = get_object_or_404(Series.objects.visible_to(request.actor).select_related("organ__area"), public_id=public_id)
    require(request.actor, DRAFT, one.organ)
    form = NumberForm(request.POST or None)
    taken = attempt(form, lambda: numbering.number_record(
        series=one, **form.cleaned_data, by=request.actor, at=timezone.now()
    ))  # fmt: skip
    cancel = reverse("documents_numbers", args=[public_id])
    if taken:
        messages.success(request, f"已登记{taken}。")
        return redirect(cancel)
    return form_page(request, form, title="登记线下用号", cancel=cancel, submit="登记")


@require_http_methods(FORM)
def series_start(request: HttpRequest) -> HttpResponse:
    require(request.actor, DRAFT)
    form = SeriesForm(request.POST or None, actor=request.actor, on=timezone.localdate())
    started = attempt(form, lambda: numbering.series_start(
        organ=form.cleaned_data["organ"], kind=registry.document_kinds()[form.cleaned_data["kind"]],
        on=timezone.localdate(), first=form.cleaned_data["first"], reason=form.cleaned_data["reason"],
        by=request.actor, at=timezone.now(),
    ))  # fmt: skip
    if started:
        messages.success(request, f"{started}从第{started.first}号起编。")
        return redirect("documents_series")
    return form_page(request, form, title="设起始号", cancel=reverse("documents_series"))
