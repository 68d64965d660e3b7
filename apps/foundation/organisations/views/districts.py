"""Electoral districts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.organisations import services
from apps.foundation.organisations.filters import DistrictFilter
from apps.foundation.organisations.forms import DistrictForm
from apps.foundation.organisations.models import ElectoralDistrict


def district_list(request: HttpRequest) -> HttpResponse:
    may_change = may(request.actor, "organisations.change_district")
    rows = ElectoralDistrict.objects.visible_to(request.actor).select_related("area").prefetch_related("covers")
    columns = [
        Column("序号", "number", sort="number"),
        Column("名称", "name", link=_edit_url if may_change else None, sort="name"),
        Column("所属区划", "area.name", sort="area__path"),
        Column("覆盖区划", lambda district: "、".join(area.name for area in district.covers.all())),
        Column("划定", "starts_on"),
        Column("撤销", "until"),
    ]
    actions = [Action("划定选区", reverse("organisations_district_add"), "plus", primary=True)]
    return Register(
        "选区",
        rows.order_by("area__path", "number"),
        columns,
        filterset=DistrictFilter,
        search=["name__icontains"],
        search_hint="查选区名称",
        actions=actions if may_change else [],
        empty="导入名册时会按名册中的选区自动建立,也可以在此划定。",
    ).respond(request)


def district_add(request: HttpRequest) -> HttpResponse:
    require(request.actor, "organisations.change_district")
    form = DistrictForm(request.POST or None, actor=request.actor)
    if form.is_bound and attempt(
        form, lambda: services.district_create(**form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "已划定。")
        return redirect("organisations_districts")
    return form_page(request, form, title="划定选区", cancel=reverse("organisations_districts"))


def district_edit(request: HttpRequest, district_id: str) -> HttpResponse:
    districts = ElectoralDistrict.objects.visible_to(request.actor).select_related("area")
    district = get_object_or_404(districts, public_id=district_id)
    require(request.actor, "organisations.change_district", district)
    form = DistrictForm(request.POST or None, instance=district, actor=request.actor)
    if form.is_bound and attempt(
        form,
        lambda: services.district_change(district=district, **form.cleaned_data, by=request.actor, at=timezone.now()),
    ):
        messages.success(request, "已保存。")
        return redirect("organisations_districts")
    cancel = reverse("organisations_districts")
    return form_page(request, form, title="修改选区", pretitle=district.name, cancel=cancel)


def _edit_url(district: ElectoralDistrict) -> str:
    return reverse("organisations_district_edit", args=[district.public_id])
