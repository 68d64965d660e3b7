"""The ways an opinion may go, each a small form of its own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from apps.congress.matters.selectors import office_of
from apps.congress.matters.selectors.routing import deputies_over, units_for
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import require
from apps.systems.deputy_stations.forms.opinions import (
    AnswerForm,
    CityForm,
    DeclineForm,
    DeputyRatingForm,
    HandOnForm,
    OutcomeForm,
    PassOnForm,
    SuggestForm,
)
from apps.systems.deputy_stations.models import OpinionRoute, StationOpinion
from apps.systems.deputy_stations.selectors.opinions import village_units
from apps.systems.deputy_stations.services import opinions, routing
from apps.systems.deputy_stations.views.common import MANAGE
from apps.systems.deputy_stations.views.opinions import opinion_for

Act = Callable[..., Any]
TOLD = "已办好,群众凭查询码可以看到。"
NO_VILLAGES = "本镇街还没有登记村(社区)单位。请先由系统管理员在单位名册中登记,或者选择“交镇街办理”。"
NO_DEPUTIES = "上级人民代表大会在本平台没有在任代表,请选择其他办理路径。"


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """当场答复."""
    opinion = _asked(request, public_id, "deputy_stations.answer")
    form = AnswerForm(request.POST or None)
    return _acted(request, opinion, form, routing.opinion_answer, "答复群众", TOLD)


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """不予受理,告知其他渠道."""
    opinion = _asked(request, public_id, "deputy_stations.answer")
    form = DeclineForm(request.POST or None)
    return _acted(request, opinion, form, routing.opinion_decline, "告知其他渠道", TOLD)


@require_http_methods(["GET", "POST"])
def suggest(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """代表建议办理路径."""
    opinion = _asked(request, public_id, "deputy_stations.suggest")
    form = SuggestForm(request.POST or None, initial={"route": opinion.suggested})
    return _acted(request, opinion, form, opinions.opinion_suggest, "建议怎样办", "已告知人大工作人员。")


@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """代表评价."""
    opinion = _asked(request, public_id, "deputy_stations.rate_outcome")
    form = DeputyRatingForm(request.POST or None)
    return _acted(request, opinion, form, opinions.opinion_rate, "评价办理结果", "已评价。")


@require_http_methods(["GET", "POST"])
def city(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """请市人大代表反映."""
    opinion = _asked(request, public_id, MANAGE)
    form = CityForm(request.POST or None, initial={"name": opinion.carried_by})
    return _acted(request, opinion, form, routing.opinion_pass_to_city, "请市人大代表反映", TOLD)


@require_http_methods(["GET", "POST"])
def city_outcome(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """登记反映结果."""
    opinion = _asked(request, public_id, MANAGE)
    form = OutcomeForm(request.POST or None)
    return _acted(request, opinion, form, routing.opinion_city_outcome, "登记反映结果", TOLD)


@require_http_methods(["GET", "POST"])
def hand_on(request: HttpRequest, public_id: UUID, route: str) -> HttpResponse:
    """交村(社区)办理, 交镇街办理: at once where a unit is chosen, else on to the usual page of the hand-over."""
    if route not in (OpinionRoute.VILLAGE, OpinionRoute.OFFICE):
        raise Http404
    opinion, today = _asked(request, public_id, MANAGE), timezone.localdate()
    office, is_village = office_of(opinion.submission.area), route == OpinionRoute.VILLAGE
    units = village_units(office, today) if is_village else units_for(office, today)
    form = HandOnForm(request.POST or None, opinion=opinion, units=units, needs_unit=is_village)
    made = form.is_bound and attempt(
        form,
        lambda: routing.opinion_hand_on(
            opinion=opinion, route=route, draft=form.draft, parts=form.parts, by=request.actor, at=timezone.now()
        ),
    )
    if made and not form.parts:
        messages.success(request, f"已立案,编号第{made.number}号。请选择承办单位。")
        return redirect("matters_hand_over", made.public_id)
    hint = "" if units.exists() or not is_village else NO_VILLAGES
    return _done(request, opinion, form, made, str(OpinionRoute(route).label), hint)


@require_http_methods(["GET", "POST"])
def pass_on(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """由区(县)人大代表提出建议."""
    opinion = _asked(request, public_id, MANAGE)
    deputies = deputies_over(office_of(opinion.submission.area), timezone.localdate())
    form = PassOnForm(request.POST or None, opinion=opinion, deputies=deputies)
    made = form.is_bound and attempt(
        form,
        lambda: routing.opinion_pass_to_deputy(
            opinion=opinion, deputy=form.cleaned_data["deputy"], note=form.cleaned_data["note"], draft=form.draft,
            by=request.actor, at=timezone.now(),
        ),
    )  # fmt: skip
    label = str(OpinionRoute.DISTRICT_DEPUTY.label)
    hint = "所选代表会收到建议草稿,核实后提出;办理结果会告知群众和接待代表。" if deputies.exists() else NO_DEPUTIES
    return _done(request, opinion, form, made, label, hint)


def _asked(request: HttpRequest, public_id: UUID, permission: str) -> StationOpinion:
    opinion = opinion_for(request, public_id)
    require(request.actor, permission, opinion)
    return opinion


def _acted(
    request: HttpRequest, opinion: StationOpinion, form: forms.Form, act: Act, title: str, done: str
) -> HttpResponse:
    made = form.is_bound and attempt(
        form, lambda: act(opinion=opinion, **form.cleaned_data, by=request.actor, at=timezone.now())
    )
    return _done(request, opinion, form, made, title, "", done)


def _done(
    request: HttpRequest, opinion: StationOpinion, form: forms.Form, made: Any, title: str, hint: str, done: str = TOLD
) -> HttpResponse:
    """Back to the page of the opinion, or the form again with what is in the way."""
    if made:
        messages.success(request, done)
        return redirect(opinion)
    said = opinion.submission
    lead = f"“{said.excerpt(80)}”{hint and '。'}{hint}"
    return form_page(
        request, form, title=title, pretitle=f"{opinion.station} · {said.number}号", cancel=opinion.get_absolute_url(),
        submit=title, hint=lead,
    )  # fmt: skip
