"""What the supervising side does with what was claimed, and with the plan."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.congress.supervision import services
from apps.congress.supervision.forms.opening import NodeRows, nodes_initial, nodes_of
from apps.congress.supervision.forms.supervising import AdjustForm, VerifyForm
from apps.congress.supervision.guards import require_unguarded
from apps.congress.supervision.models import Assignment
from apps.congress.supervision.views.common import FORM, acted, assignment_for, managed
from apps.foundation.core.acts import attempt, reason_of
from apps.foundation.core.permissions import require


@require_http_methods(FORM)
def verify(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _to_verify(request, public_id)
    form = VerifyForm(request.POST or None, initial={"verified_on": timezone.localdate()})
    return acted(
        request, form, lambda: services.completion_verify(
            assignment=found, **form.cleaned_data, by=request.actor, at=timezone.now()
        ), found, title="核查通过", done="核查通过,可以销号。",
    )  # fmt: skip


@require_POST
def send_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _to_verify(request, public_id)
    services.completion_return(assignment=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "已退回,承办单位会收到通知。")
    return redirect(found)


def _to_verify(request: HttpRequest, public_id: UUID) -> Assignment:
    found = assignment_for(request, public_id)
    named = found.verifier or f"{found.office}人大"
    otherwise = f"这项任务由{named}核查,承办单位不能核查自己办的事。"
    require(request.actor, "supervision.verify", found, otherwise)
    return found


@require_POST
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id, "销号")
    services.assignment_close(assignment=found, by=request.actor, at=timezone.now())
    messages.success(request, "已销号。")
    return redirect(found)


@require_POST
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id, "终止")
    require_unguarded(found)
    services.assignment_cancel(assignment=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "已终止。")
    return redirect(found)


@require_http_methods(FORM)
def adjust(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id, "调整")
    require_unguarded(found)
    initial = {"due_on": found.due_on, "quantity_planned": found.quantity_planned}
    form = AdjustForm(request.POST or None, initial=initial)
    rows = NodeRows(request.POST or None, prefix="nodes", initial=nodes_initial(found, is_open=True))
    done = form.is_bound and rows.is_valid() and attempt(form, lambda: services.assignment_adjust(
        assignment=found, draft=services.AdjustmentDraft(**form.cleaned_data, nodes=nodes_of(rows)),
        by=request.actor, at=timezone.now(),
    ))  # fmt: skip
    if done:
        messages.success(request, "已调整,承办单位会收到通知;调整前后的内容都会保留。")
        return redirect(found)
    context = {
        "form": form, "rows": rows, "title": "调整任务", "pretitle": found.title, "cancel": found.get_absolute_url(),
        "nodes_title": "尚未完成的节点", "submit": "调整",
    }  # fmt: skip
    return render(request, "supervision/plan.html", context)
