"""What waits for me, what I drafted, what I did; and the one page on which a request is read and decided."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.foundation.audit.selectors import history_of
from apps.foundation.core.acts import attempt
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Column, Register
from apps.office.approvals import selectors, services
from apps.office.approvals.filters import RequestFilters
from apps.office.approvals.forms import ApproveForm, DelegateForm, ReturnForm, WithdrawForm
from apps.office.approvals.models import ApprovalRequest, ApprovalStep

TONES = {"pending": "blue", "approved": "green", "returned": "red", "withdrawn": "secondary"}


def _turn_shown(row: ApprovalRequest) -> str:
    return f"{row.current_step.title}:{row.current_step.holder_name}" if row.is_pending else ""


COLUMNS = [
    Column("标题", "title", link=lambda row: row.get_absolute_url(), sort="title"),
    Column("状态", "get_state_display", tone=lambda row: TONES[row.state], sort="state"),
    Column("当前步骤", _turn_shown),
    Column("拟稿人", "drafter_name"),
    Column("区划", "area.name"),
    Column("提请时间", "created_at", sort="created_at"),
    Column("办结时间", "ended_at", sort="ended_at"),
    Column("轮次", "round", on_screen=False),
]


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    rows = selectors.awaiting(request.actor).order_by("created_at")
    return _box(request, "待我审批", rows, "轮到您审批或登记的事项会显示在这里,现在没有。", filterset=None)


@require_safe
def drafted(request: HttpRequest) -> HttpResponse:
    empty = "在公文、候选项目等页面提请审批以后,会在这里看到办到了哪一步。"
    return _box(request, "我提请的审批", selectors.drafted_by(request.actor), empty)


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    return _box(request, "我已办的审批", selectors.done_by(request.actor), "您审批、登记或转交过的事项会显示在这里。")


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    rows = ApprovalRequest.objects.visible_to(request.actor)
    return _box(request, "全部审批", rows, "本区划内提请的审批会显示在这里。")


def _box(
    request: HttpRequest,
    title: str,
    rows: QuerySet[ApprovalRequest],
    empty: str,
    filterset: type[RequestFilters] | None = RequestFilters,
) -> HttpResponse:
    return Register(
        title, rows.with_steps(), COLUMNS, filterset=filterset, empty=empty,
        search=["title__icontains", "drafter_name__icontains"], search_hint="查标题、拟稿人",
        template="approvals/box.html",
    ).respond(request)  # fmt: skip


@require_safe
def request_show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _page(request, _visible(request, public_id))


@require_POST
def step_approve(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    step = _step(request, public_id, number, "approvals.decide")
    form = ApproveForm(request.POST, request.FILES, step=step)
    act = {"request": step.request, "step_number": number, "by": request.actor, "at": timezone.now()}
    if attempt(form, lambda: services.step_approve(**act, **form.cleaned_data)):
        messages.success(request, f"已登记“{step.title}”同意。" if step.is_organ else f"“{step.title}”您已同意。")
        return redirect("approvals_request", public_id)
    return _page(request, _visible(request, public_id), approve_form=form)


@require_POST
def step_return(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    step = _step(request, public_id, number, "approvals.decide")
    form = ReturnForm(request.POST, step=step)
    act = {"request": step.request, "step_number": number, "by": request.actor, "at": timezone.now()}
    if attempt(form, lambda: services.step_return(**act, **form.cleaned_data)):
        messages.success(request, f"已退回{step.request.drafter_name},本轮审批结束。")
        return redirect("approvals_request", public_id)
    return _page(request, _visible(request, public_id), return_form=form)


@require_POST
def step_delegate(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    step = _step(request, public_id, number, "approvals.delegate")
    form = DelegateForm(request.POST, people=selectors.possible_delegates(step.request, timezone.localdate()))
    act = {"request": step.request, "step_number": number, "by": request.actor, "at": timezone.now()}
    if attempt(form, lambda: services.step_delegate(**act, **form.cleaned_data)):
        messages.success(request, f"“{step.title}”已转交{form.cleaned_data['to'].name}。")
        return redirect("approvals_request", public_id)
    return _page(request, _visible(request, public_id), delegate_form=form)


@require_POST
def request_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    approval = _visible(request, public_id)
    require(request.actor, "approvals.withdraw", approval)
    form = WithdrawForm(request.POST)
    act = {"request": approval, "by": request.actor, "at": timezone.now()}
    if attempt(form, lambda: services.request_withdraw(**act, **form.cleaned_data)):
        messages.success(request, "已撤回。修改后可以重新提请。")
        return redirect("approvals_request", public_id)
    return _page(request, approval, withdraw_form=form)


def _visible(request: HttpRequest, public_id: UUID) -> ApprovalRequest:
    return get_object_or_404(ApprovalRequest.objects.visible_to(request.actor).with_steps(), public_id=public_id)


def _step(request: HttpRequest, public_id: UUID, number: int, permission: str) -> ApprovalStep:
    """A step of a request the actor sees, where they may do the act at all."""
    approval = _visible(request, public_id)
    step = next((step for step in approval.steps.all() if step.number == number), None)
    if step is None:
        raise Http404
    require(request.actor, permission, step)
    return step


def _page(request: HttpRequest, approval: ApprovalRequest, **bound: BaseForm) -> HttpResponse:
    """The request with the forms of what the actor may do now; a refused form comes back as it was typed."""
    context: dict[str, Any] = {
        "approval": approval,
        "tone": TONES[approval.state],
        "chain": selectors.chain_of(approval),
        "rounds": selectors.earlier_rounds(approval),
        "history": history_of(approval, limit=50),
        "refused": next(iter(bound.values()), None),
        **_forms(request, approval),
        **bound,
    }
    return render(request, "approvals/request.html", context)


def _forms(request: HttpRequest, approval: ApprovalRequest) -> dict[str, Any]:
    step = approval.current_step
    forms: dict[str, Any] = {"step": step, "decides": False, "delegates": False}
    if approval.is_pending and may(request.actor, "approvals.decide", step):
        forms |= {"decides": True, "approve_form": ApproveForm(step=step), "return_form": ReturnForm(step=step)}
    if approval.is_pending and may(request.actor, "approvals.delegate", step):
        people = selectors.possible_delegates(approval, timezone.localdate())
        forms |= {"delegates": True, "delegate_form": DelegateForm(people=people)}
    return forms
