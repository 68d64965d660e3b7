"""Acts after the reply: rate, mediate, key supervision."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from apps.congress.matters.forms.outcome import KeyForm, KeyOutcomeForm, MediationForm, RatingForm, SendBackForm
from apps.congress.matters.models import KeySupervision, Matter
from apps.congress.matters.outcome_filters import KeyFilter
from apps.congress.matters.services.key_supervision import key_outcome, key_set
from apps.congress.matters.services.mediating import matter_mediate
from apps.congress.matters.services.rating import ONLY_PROPOSER, matter_rate
from apps.congress.matters.services.sending_back import answer_send_back
from apps.congress.matters.views.common import refuse_early
from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.permissions import require
from apps.foundation.core.registers import Column, Register


def matter_for(request: HttpRequest, public_id: UUID, permission: str, otherwise: str = "") -> Matter:
    """The matter if it exists for the actor (else 404), and if they may (else 403)."""
    matter = get_object_or_404(Matter.objects.visible_to(request.actor).with_all(), public_id=public_id)
    require(request.actor, permission, matter, otherwise)
    return matter


@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    matter = matter_for(request, public_id, "matters.rate", ONLY_PROPOSER)
    form = RatingForm(request.POST or None, initial={"round_": matter.round})
    refuse_early(request, matter, "rate")
    rated = form.is_bound and attempt(
        form, lambda: matter_rate(matter=matter, **form.values(), by=request.actor, at=timezone.now())
    )
    if rated:
        messages.success(request, f"已评价:对办理结果{rated.get_result_display()}。")
        return redirect(matter)
    until = f"请在{chinese_date(matter.due_on)}前评价。" if matter.due_on else ""
    return form_page(
        request, form, title="评价办理情况", pretitle=matter.title, cancel=matter.get_absolute_url(), submit="提交评价",
        hint=f"{until}每一轮办理评价一次,提交后不能修改。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    matter = matter_for(request, public_id, "matters.follow")
    form = SendBackForm(request.POST or None)
    sent = form.is_bound and attempt(
        form, lambda: answer_send_back(matter=matter, **form.cleaned_data, by=request.actor, at=timezone.now())
    )
    if sent:
        messages.success(request, "答复已退回,承办单位会收到通知。")
        return redirect(matter)
    return form_page(
        request, form, title="退回重办", pretitle=matter.title, cancel=matter.get_absolute_url(), submit="退回重办",
        hint="第一次退回的,由承办单位重新办理并再次答复;对重新办理的答复仍不满意的,退回后由人大召集协调。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def mediate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    matter = matter_for(request, public_id, "matters.follow")
    refuse_early(request, matter, "mediate")
    form = MediationForm(request.POST or None, initial={"on": timezone.localdate()})
    mediated = form.is_bound and attempt(
        form, lambda: matter_mediate(matter=matter, **form.cleaned_data, by=request.actor, at=timezone.now())
    )
    if mediated:
        messages.success(request, "已登记协调处理意见,提出人和承办单位会收到通知,这一件办结。")
        return redirect(matter)
    return form_page(
        request, form, title="登记协调处理意见", pretitle=matter.title, cancel=matter.get_absolute_url(), submit="登记",
        hint="提出人对重新办理的结果仍不满意的,由人大召集双方协调后提出处理意见(重庆市代表建议工作条例第二十六条)。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def key(request: HttpRequest, public_id: UUID) -> HttpResponse:
    matter = matter_for(request, public_id, "matters.follow")
    refuse_early(request, matter, "supervise")
    form = KeyForm(request.POST or None, entered=KeySupervision.objects.filter(matter=matter).first())
    done = form.is_bound and attempt(
        form,
        lambda: key_set(
            matter=matter, decision=form.decision, revision=form.cleaned_data["revision"], by=request.actor,
            at=timezone.now(),
        ),
    )  # fmt: skip
    if done:
        messages.success(request, "已列为重点督办。")
        return redirect(matter)
    return form_page(
        request, form, title="重点督办", pretitle=matter.title, cancel=matter.get_absolute_url(),
        hint="登记主任会议或者主席团的决定;承办单位会收到通知。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, public_id: UUID) -> HttpResponse:
    matter = matter_for(request, public_id, "matters.follow")
    entered = get_object_or_404(KeySupervision, matter=matter)
    form = KeyOutcomeForm(request.POST or None, entered=entered)
    done = form.is_bound and attempt(
        form, lambda: key_outcome(matter=matter, **form.cleaned_data, by=request.actor, at=timezone.now())
    )
    if done:
        messages.success(request, "督办情况已登记。")
        return redirect(matter)
    return form_page(request, form, title="督办情况", pretitle=matter.title, cancel=matter.get_absolute_url())


@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """重点督办, across years: what is not over stays at hand."""
    rows = KeySupervision.objects.filter(matter__in=Matter.objects.visible_to(request.actor).values("pk"))
    columns = [
        Column("标题", "matter.title", link=lambda row: row.matter.get_absolute_url()),
        Column("区划", "matter.office.name", sort="matter__path"),
        Column("提出人", "matter.proposer_name"),
        Column("确定机关", "decided_by"),
        Column("确定日期", "decided_on", sort="decided_on"),
        Column("督办领导", "leader", sort="leader"),
        Column("主办单位", "matter.main_unit.name"),
        Column("当前期限", "matter.due_on", sort="matter__due_on"),
        Column(
            "状态", "matter.get_state_display", tone=lambda row: "green" if row.matter.state == "closed" else "blue"
        ),
        Column("督办安排", "plan", on_screen=False),
        Column("督办情况", "outcome", on_screen=False),
    ]
    return Register(
        "重点督办", rows.select_related("matter__office", "matter__main_unit"), columns, filterset=KeyFilter,
        search=["matter__title__icontains", "leader__icontains", "decided_by__icontains"],
        search_hint="查标题、领导、机关", empty="在一件建议的页面上点“列为重点督办”,登记后显示在这里。",
    ).respond(request)  # fmt: skip
