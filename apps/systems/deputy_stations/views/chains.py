"""产业链: the list, one of them with its firms, what they raised."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.errors import NotAllowed
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.organisations.selectors import area_of
from apps.systems.deputy_stations.forms.chains import ChainForm, FirmChangeForm, FirmForm
from apps.systems.deputy_stations.models import Chain, ChainFirm
from apps.systems.deputy_stations.selectors.chains import page_of
from apps.systems.deputy_stations.selectors.choices import deputies_of
from apps.systems.deputy_stations.services import chaining
from apps.systems.deputy_stations.views.common import KEEP_CHAIN, found


@require_GET
def chain_list(request: HttpRequest) -> HttpResponse:
    in_chain = Q(firms__left_on__isnull=True)
    rows = Chain.objects.visible_to(request.actor).select_related("office").annotate(
        firm_count=Count("firms", in_chain, distinct=True), station_count=Count("stations", distinct=True)
    )  # fmt: skip
    columns = [
        Column("产业链", "name", link=Chain.get_absolute_url, sort="name"),
        Column("区划", "office.name", sort="office__path"),
        Column("链主企业", "lead_firm", sort="lead_firm"),
        Column("链上企业", "firm_count", sort="firm_count"),
        Column("家站", "station_count", sort="station_count"),
        Column("说明", "note", on_screen=False),
    ]
    keeps = may(request.actor, KEEP_CHAIN)
    actions = [Action("登记产业链", reverse("deputy_stations_chain_create"), "plus", primary=True)] if keeps else []
    return Register(
        "产业链", rows, columns, search=lambda some, text: some.found_by(text), search_hint="查产业链、企业",
        actions=actions, empty="请登记产业链。" if keeps else "产业链登记以后,会显示在这里。",
    ).respond(request)  # fmt: skip


@require_GET
def chain_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    chain = _chain(request, public_id)
    context = {"chain": chain, "page": page_of(chain, timezone.now()), "keeps": may(request.actor, KEEP_CHAIN, chain)}
    return render(request, "deputy_stations/chain.html", context)


@require_http_methods(["GET", "POST"])
def chain_create(request: HttpRequest) -> HttpResponse:
    require(request.actor, KEEP_CHAIN)
    office = area_of(request.actor)
    if office is None:
        raise NotAllowed("请以某一区划工作人员的身份登记产业链。")
    form = ChainForm(request.POST or None, office=office, today=timezone.localdate())
    made = request.method == "POST" and attempt(
        form,
        lambda: chaining.chain_create(
            office=office, **form.values(), key=form.cleaned_data["key"], by=request.actor, at=timezone.now()
        ),
    )
    if made:
        messages.success(request, "产业链已登记,请添加链上企业。")
        return redirect(made)
    return form_page(request, form, title="登记产业链", cancel=reverse("deputy_stations_chains"), submit="登记")


@require_http_methods(["GET", "POST"])
def chain_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    chain = _chain(request, public_id, KEEP_CHAIN)
    form = ChainForm(request.POST or None, office=chain.office, chain=chain, today=timezone.localdate())
    if request.method == "POST" and attempt(
        form, lambda: chaining.chain_change(chain=chain, **form.values(), by=request.actor, at=timezone.now())
    ):
        messages.success(request, "产业链已保存。")
        return redirect(chain)
    return form_page(request, form, title=f"修改{chain}", cancel=chain.get_absolute_url())


@require_http_methods(["GET", "POST"])
def firm_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    chain = _chain(request, public_id, KEEP_CHAIN)
    form = FirmForm(request.POST or None, deputies=deputies_of(chain, timezone.localdate()))
    if request.method == "POST" and attempt(
        form, lambda: chaining.firm_add(chain=chain, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, f"已添加{form.cleaned_data['name']}。")
        return redirect(chain)
    return form_page(request, form, title="添加链上企业", pretitle=chain.name, cancel=chain.get_absolute_url())


@require_http_methods(["GET", "POST"])
def firm_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    chains = Chain.objects.visible_to(request.actor)
    firm = found(request, ChainFirm.objects.filter(chain__in=chains).select_related("chain__office"), public_id)
    require(request.actor, KEEP_CHAIN, firm.chain)
    deputies = deputies_of(firm.chain, timezone.localdate())
    form = FirmChangeForm(request.POST or None, firm=firm, deputies=deputies)
    if request.method == "POST" and attempt(
        form, lambda: chaining.firm_change(firm=firm, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "企业已保存。")
        return redirect(firm.chain)
    return form_page(request, form, title=firm.name, pretitle=firm.chain.name, cancel=firm.chain.get_absolute_url())


def _chain(request: HttpRequest, public_id: UUID, permission: str = "") -> Chain:
    return found(request, Chain.objects.visible_to(request.actor).select_related("office"), public_id, permission)
