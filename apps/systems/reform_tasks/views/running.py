"""What follows the approval: hand-over, amendments, reports, the end."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page
from apps.systems.reform_tasks.forms.planning import AmendForm, EndForm, ReportForm
from apps.systems.reform_tasks.models import ReformTask
from apps.systems.reform_tasks.rules import states
from apps.systems.reform_tasks.selectors.plans import running_amendment, running_order
from apps.systems.reform_tasks.services import amending, handing_over, reporting
from apps.systems.reform_tasks.views.common import MANAGE, plan_for


@require_POST
def hand_over(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id, MANAGE)
    order = handing_over.plan_hand_over(plan=found, by=request.actor, at=timezone.now())
    done = "已交办" if order.finished_at else "正在交办"
    messages.success(request, f"{done}{order.total}项镇街任务。")
    return redirect(found)


@require_GET
def hand_over_live(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The progress alone; when the last one is made, the browser loads the whole page."""
    found = plan_for(request, public_id)
    order, amendment = running_order(found), running_amendment(found)
    context = {"plan": found, "order": order, "made": order.made if order else 0, "amendment": amendment}
    response = render(request, "reform_tasks/parts/hand_over.html", context)
    if order is None and amendment is None:
        response["HX-Refresh"] = "true"
    return response


@require_http_methods(["GET", "POST"])
def task_amend(request: HttpRequest, public_id: UUID, task_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id, MANAGE)
    task = get_object_or_404(ReformTask.objects.select_related("item__plan"), item__plan=found, public_id=task_id)
    if request.method == "GET":
        states.move(found.state, "amend")
    form = AmendForm(request.POST or None, task=task)
    order = request.method == "POST" and attempt(
        form,
        lambda: amending.task_amend(
            task=task, draft=form.draft(), revision=form.cleaned_data["revision"], by=request.actor, at=timezone.now()
        ),
    )
    if order:
        done = "已调整" if order.finished_at else "正在调整"
        messages.success(request, f"{done},{order.total}个镇街的牵头单位收到通知。")
        return redirect(found)
    hint = "调整适用于还在办理这项任务的所有镇街;已报完成、已销号的不变,已完成的举措保留。"
    return form_page(request, form, title=f"调整任务:{task}", cancel=found.get_absolute_url(), hint=hint)


@require_http_methods(["GET", "POST"])
def plan_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, form = plan_for(request, public_id, MANAGE), EndForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: amending.plan_end(plan=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    ):
        messages.success(request, "实施方案已总结结束,可以拟总结报告。")
        return redirect(found)
    return form_page(
        request, form, title="总结结束", pretitle=found.title, cancel=found.get_absolute_url(), submit="总结结束",
        hint="所有镇街任务销号或者终止以后,才能总结结束。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def report_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id, MANAGE)
    form = ReportForm(request.POST or None, initial={"reported_on": timezone.localdate()})
    made = request.method == "POST" and attempt(
        form, lambda: reporting.report_draft(plan=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    )
    if made:
        messages.success(request, "已按此刻的数字拟出报告,请核对后送审。")
        return redirect(made.document)
    return form_page(
        request, form, title="改革推进情况报告", pretitle=found.title, cancel=found.get_absolute_url(),
        submit="拟出报告", hint="报告中的数字截至拟出之时。",
    )  # fmt: skip


@require_POST
def final_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id, MANAGE)
    drafted = reporting.final_draft(plan=found, by=request.actor, at=timezone.now())
    messages.success(request, "总结报告已拟出,请核对后送审。")
    return redirect(drafted)
