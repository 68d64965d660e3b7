"""The tree of areas."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.organisations import services
from apps.foundation.organisations.filters import AreaFilter
from apps.foundation.organisations.forms import INDENT, AreaCloseForm, AreaEditForm, AreaForm
from apps.foundation.organisations.models import Area


def area_list(request: HttpRequest) -> HttpResponse:
    may_change = may(request.actor, "organisations.change_area")
    columns = [
        Column("名称", lambda area: INDENT * (area.depth - 1) + area.name, link=_edit_url if may_change else None),
        Column("级别", "get_kind_display"),
        Column("区划代码", "code", sort="code"),
        Column("设立", "starts_on"),
        Column("撤销", "until"),
        Column("承继区划", "successor.name"),
    ]
    return Register(
        "区划",
        Area.objects.visible_to(request.actor).select_related("successor").order_by("path"),
        columns,
        filterset=AreaFilter,
        search=["name__icontains", "code__startswith"],
        search_hint="查名称或代码",
        actions=[Action("新设区划", reverse("organisations_area_add"), "plus", primary=True)] if may_change else [],
        empty="请系统管理员先建立本区及所辖镇街。",
    ).respond(request)


def area_add(request: HttpRequest) -> HttpResponse:
    require(request.actor, "organisations.change_area")
    form = AreaForm(request.POST or None, actor=request.actor)
    if form.is_bound and attempt(
        form, lambda: services.area_create(**form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "已设立。")
        return redirect("organisations_areas")
    return form_page(request, form, title="新设区划", cancel=reverse("organisations_areas"))


def area_edit(request: HttpRequest, area_id: str) -> HttpResponse:
    area = _area(request, area_id)
    initial = {"name": area.name, "code": area.code}
    form = AreaEditForm(request.POST or None, actor=request.actor, initial=initial)
    if form.is_bound and attempt(
        form, lambda: services.area_change(area=area, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "已保存。")
        return redirect("organisations_areas")
    close = [Action("撤销此区划", reverse("organisations_area_close", args=[area.public_id]), "archive")]
    cancel = reverse("organisations_areas")
    return form_page(request, form, title="修改区划", pretitle=area.name, cancel=cancel, actions=close)


def area_close(request: HttpRequest, area_id: str) -> HttpResponse:
    area = _area(request, area_id)
    form = AreaCloseForm(request.POST or None, actor=request.actor)
    if form.is_bound and attempt(
        form, lambda: services.area_close(area=area, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, f"已撤销{area.name};原有记录保留当时的名称。")
        return redirect("organisations_areas")
    return form_page(request, form, title="撤销区划", pretitle=area.name, cancel=_edit_url(area), submit="确认撤销")


def _edit_url(area: Area) -> str:
    return reverse("organisations_area_edit", args=[area.public_id])


def _area(request: HttpRequest, area_id: str) -> Area:
    area = get_object_or_404(Area.objects.visible_to(request.actor), public_id=area_id)
    require(request.actor, "organisations.change_area", area)
    return area
