"""The office decides who answers: returns, takeovers, units that exist no longer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.congress.matters.forms import handling as forms
from apps.congress.matters.models import Handling, PartState
from apps.congress.matters.selectors import inbox as desk
from apps.congress.matters.selectors.units import other_units
from apps.congress.matters.services import returning
from apps.congress.matters.views.common import refuse_early
from apps.congress.matters.views.handling import FORM, part_of
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import require
from apps.foundation.core.registers import Column, Register

ANSWER = "matters.answer_units"


@require_GET
def returns(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    return Register(
        "退办与改交",
        desk.returns_of(request.actor, today),
        [
            Column("事项", "matter.title", link=Handling.get_absolute_url),
            Column("承办单位", "unit_name", sort="unit_name"),
            Column("方式", "get_role_display"),
            Column("待办", lambda part: _waits(part), tone=lambda part: "orange"),
            Column("退办理由", "return_reason"),
            Column("建议改交", "return_unit.name"),
            Column("申请时间", "return_asked_at", sort="return_asked_at"),
            Column("当前期限", "matter.due_on", sort="matter__due_on"),
        ],
        search=desk.parts_found,
        search_hint="查标题、内容或编号",
        empty="没有待答复的退办、待改交的事项,也没有承办单位已经撤销的在办件。",
    ).respond(request)


def _waits(part: Handling) -> str:
    if part.state == PartState.SENT_BACK:
        return "待改交"
    return "单位已撤销,待移交" if not part.unit.exists_on(timezone.localdate()) else "待答复"


@require_http_methods(FORM)
def grant(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """同意退办; another unit may take over in the same act."""
    part = _answered_part(request, public_id, "grant_return")
    form = forms.GrantForm(request.POST or None, units=other_units(part, timezone.localdate()), part=part)
    granted = attempt(form, lambda: returning.handling_return_grant(
        part=part, answer=form.cleaned_data["answer"], takeover=form.takeover(), by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if granted:
        messages.success(request, "已同意退办。" if form.cleaned_data["unit"] is None else "已同意退办并改交。")
        return redirect(part.matter)
    hint = f"{part.unit_name}的退办理由:{part.return_reason or '(没有申请,由人大办公室决定)'}"
    return _form_page(request, form, part, title="同意退办", submit="同意退办", hint=hint)


@require_http_methods(FORM)
def decline(request: HttpRequest, public_id: UUID) -> HttpResponse:
    part = _answered_part(request, public_id, "decline_return")
    form = forms.DeclineForm(request.POST or None)
    declined = attempt(form, lambda: returning.handling_return_decline(
        part=part, answer=form.cleaned_data["answer"], by=request.actor, at=timezone.now()
    ))  # fmt: skip
    if declined:
        messages.success(request, f"已答复{part.unit_name}:不同意退办。")
        return redirect(part.matter)
    hint = f"{part.unit_name}的退办理由:{part.return_reason}"
    return _form_page(request, form, part, title="不同意退办", submit="答复", hint=hint)


@require_http_methods(FORM)
def reassign(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """改交: what was sent back, or what a unit had that exists no longer."""
    part = _answered_part(request, public_id)
    act = returning.handling_reassign if part.state == PartState.SENT_BACK else returning.handling_hand_on
    form = forms.ReassignForm(request.POST or None, units=other_units(part, timezone.localdate()), part=part)
    made = attempt(form, lambda: act(part=part, takeover=form.takeover(), by=request.actor, at=timezone.now()))
    if made:
        messages.success(request, f"已改交{made.unit_name}办理。")
        return redirect(part.matter)
    hint = "新的单位接替原单位的承办方式;原单位的记录保留当日的名称。"
    return _form_page(request, form, part, title=f"改交:{part}", submit="改交", hint=hint)


def _answered_part(request: HttpRequest, public_id: UUID, act: str = "") -> Handling:
    part = part_of(request, public_id)
    require(request.actor, ANSWER, part)
    if act:
        refuse_early(request, part, act)
    return part


def _form_page(request: HttpRequest, form, part: Handling, **context) -> HttpResponse:  # type: ignore[no-untyped-def]
    values = {"pretitle": part.matter.title, "cancel": part.matter.get_absolute_url(), **context}
    return form_page(request, form, **values)
