"""Organs and departments."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from apps.foundation.audit.selectors import history_of
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.organisations import services
from apps.foundation.organisations.filters import UnitFilter
from apps.foundation.organisations.forms import CloseForm, UnitEditForm, UnitForm
from apps.foundation.organisations.models import Unit
from apps.foundation.organisations.selectors import names_mark


def unit_url(unit: Unit) -> str:
    return reverse("organisations_unit", args=[unit.public_id])


def unit_list(request: HttpRequest) -> HttpResponse:
    columns = [
        Column("全称", "name", link=unit_url, sort="name"),
        Column("简称", "short_name"),
        Column("类别", "get_kind_display", sort="kind"),
        Column("区划", "area.name", sort="area__path"),
        Column("上级单位", "parent.name"),
        Column("设立", "starts_on"),
        Column("撤销", "until"),
    ]
    actions = [Action("登记单位", reverse("organisations_unit_add"), "plus", primary=True)]
    return Register(
        "单位",
        Unit.objects.visible_to(request.actor).select_related("area", "parent").order_by("area__path", "kind", "name"),
        columns,
        filterset=UnitFilter,
        search=["name__icontains", "short_name__icontains"],
        search_hint="查单位名称",
        actions=actions if may(request.actor, "organisations.change_unit") else [],
        empty="请登记本级人大、政府和承办部门。",
    ).respond(request)


def unit_page(request: HttpRequest, unit_id: str) -> HttpResponse:
    unit = _unit(request, unit_id)
    children = unit.children.on(timezone.localdate()).order_by("kind", "name")
    context = {"unit": unit, "children": children, "lines": history_of(unit)}
    return render(request, "organisations/unit.html", context)


def unit_add(request: HttpRequest) -> HttpResponse:
    require(request.actor, "organisations.change_unit")
    form = UnitForm(request.POST or None, actor=request.actor)
    unit = form.is_bound and attempt(
        form, lambda: services.unit_create(**form.cleaned_data, by=request.actor, at=timezone.now())
    )
    if unit:
        messages.success(request, f"已登记{unit.name}。")
        return redirect(unit_url(unit))
    return form_page(request, form, title="登记单位", cancel=reverse("organisations_units"))


def unit_edit(request: HttpRequest, unit_id: str) -> HttpResponse:
    unit = _unit(request, unit_id)
    require(request.actor, "organisations.change_unit", unit)
    parent = unit.parent and unit.parent.public_id
    initial = {"name": unit.name, "short_name": unit.short_name, "parent": parent, "seen": names_mark(unit)}
    form = UnitEditForm(request.POST or None, actor=request.actor, initial=initial)
    if form.is_bound and attempt(
        form, lambda: services.unit_change(unit=unit, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "已保存。")
        return redirect(unit_url(unit))
    return form_page(request, form, title="修改单位", pretitle=unit.name, cancel=unit_url(unit))


def unit_close(request: HttpRequest, unit_id: str) -> HttpResponse:
    unit = _unit(request, unit_id)
    require(request.actor, "organisations.change_unit", unit)
    form = CloseForm(request.POST or None)
    if form.is_bound and attempt(
        form, lambda: services.unit_close(unit=unit, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "已撤销;原有记录保留当时的名称。")
        return redirect(unit_url(unit))
    return form_page(request, form, title="撤销单位", pretitle=unit.name, cancel=unit_url(unit), submit="确认撤销")


def _unit(request: HttpRequest, unit_id: str) -> Unit:
    units = Unit.objects.visible_to(request.actor).select_related("area", "parent")
    return get_object_or_404(units, public_id=unit_id)
