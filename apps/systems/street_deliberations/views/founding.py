"""The implementation plan and the quota table."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.permissions import may
from apps.foundation.core.registers import Column, Register
from apps.office.documents.downloads import docx_response, pdf_response
from apps.systems.street_deliberations.forms.founding import AmendForm, PlanEditor, QuotaEditor, ReasonForm
from apps.systems.street_deliberations.models import ImplementationPlan
from apps.systems.street_deliberations.papers.founding import plan_paper, quota_paper
from apps.systems.street_deliberations.rules import states
from apps.systems.street_deliberations.selectors import quotas as quota_facts
from apps.systems.street_deliberations.selectors.page import approval_url
from apps.systems.street_deliberations.selectors.seats import line_standings
from apps.systems.street_deliberations.selectors.standing import plan_document, quota_document
from apps.systems.street_deliberations.services import planning, quotas
from apps.systems.street_deliberations.views.common import MANAGE, plan_for, table_for, term_for


@require_POST
def plan_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    made = planning.plan_create(term=term_for(request, public_id, MANAGE), by=request.actor, at=timezone.now())
    messages.success(request, "已带入常用的各部分,请按本街道实际修改。")
    return redirect("street_deliberations_plan_change", made.public_id)


@require_GET
def plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id)
    keeps = may(request.actor, MANAGE, found)
    versions = ImplementationPlan.objects.visible_to(request.actor).filter(term=found.term_id)
    context = {
        "plan": found, "keeps": keeps, "versions": versions.exclude(state=states.ABANDONED).with_term(),
        "document": plan_document(found) if keeps else None,
        "approval_url": approval_url(found, states.PLAN_STUDY) if found.state == states.PARTY else "",
    }  # fmt: skip
    return render(request, "street_deliberations/plan.html", context)


@require_http_methods(["GET", "POST"])
def plan_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id, MANAGE)
    if request.method == "GET":
        states.plan_move(found.state, "change")
    editor = PlanEditor(request.POST or None, plan=found)
    if request.method == "POST" and attempt(
        editor,
        lambda: planning.plan_change(
            plan=found, sections=editor.sections(), revision=editor.revision, by=request.actor, at=timezone.now()
        ),
    ):
        messages.success(request, "实施方案已保存。")
        return redirect(found)
    return render(request, "street_deliberations/plan_editor.html", {"plan": found, "editor": editor})


@require_http_methods(["GET", "POST"])
def plan_amend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, form = plan_for(request, public_id, MANAGE), AmendForm(request.POST or None)
    made = request.method == "POST" and attempt(
        form, lambda: planning.plan_amend(plan=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    )
    if made:
        messages.success(request, "已带入现行方案的全部内容,请修改后报党工委研究。批准前现行方案继续有效。")
        return redirect("street_deliberations_plan_change", made.public_id)
    hint = "批准后的方案不直接修改。调整另拟一版,写明理由,重新报党工委研究。"
    return form_page(
        request, form, title="调整实施方案", cancel=found.get_absolute_url(), submit="拟调整方案", hint=hint
    )


@require_POST
def plan_submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id, MANAGE)
    planning.plan_submit(plan=found, by=request.actor, at=timezone.now())
    messages.success(request, "已报党工委研究。会后请在审批中登记结果。")
    return redirect(found)


@require_POST
def plan_abandon(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, form = plan_for(request, public_id, MANAGE), ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    planning.plan_abandon(plan=found, reason=reason, by=request.actor, at=timezone.now())
    messages.success(request, "实施方案已作废。")
    return redirect("street_deliberations_term", found.term.public_id)


@require_POST
def plan_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id, MANAGE)
    drafted = planning.plan_document_draft(plan=found, by=request.actor, at=timezone.now())
    messages.success(request, "实施方案文稿已拟出,请核对后送审。")
    return redirect(drafted)


@require_GET
def plan_pdf(request: HttpRequest, public_id: UUID) -> FileResponse:
    return pdf_response(plan_paper(plan_for(request, public_id), timezone.localdate()))


@require_GET
def plan_docx(request: HttpRequest, public_id: UUID) -> FileResponse:
    return docx_response(plan_paper(plan_for(request, public_id), timezone.localdate()))


@require_POST
def quota_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    made = quotas.quota_begin(term=term_for(request, public_id, MANAGE), by=request.actor, at=timezone.now())
    return redirect("street_deliberations_quota_change", made.term.public_id)


@require_GET
def quota(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The lines with who sits and what is free; what keeps it from being settled."""
    found, today = table_for(request, public_id), timezone.localdate()
    keeps, lines = may(request.actor, MANAGE, found), line_standings(found.term, today)
    listed = reverse("street_deliberations_candidates")
    columns = [
        Column("序号", "line.number"), Column("类别", "line.get_kind_display"),
        Column("社区、单位或者界别", "line.name", link=lambda one: f"{listed}?line={one.line.public_id}"),
        Column("名额", "line.seats"), Column("在任", "taken"), Column("推荐在办", "under_way"), Column("空额", "free"),
    ]  # fmt: skip
    context = {
        "table": found, "keeps": keeps, "total": sum(one.line.seats for one in lines),
        "issues": quota_facts.issues_to_settle(found, today), "warnings": quota_facts.warnings_of(found),
        "document": quota_document(found) if keeps else None,
    }  # fmt: skip
    return Register(
        str(found), lines, columns, empty="请先编辑名额分配表。", pretitle=f"本届名额{found.term.quota}名",
        template="street_deliberations/quota.html", context=context,
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def quota_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = table_for(request, public_id, MANAGE)
    editor = QuotaEditor(request.POST or None, table=found)
    if request.method == "POST" and attempt(
        editor,
        lambda: quotas.quota_change(
            table=found, lines=editor.lines(), revision=editor.revision, reason=editor.reason, by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "名额分配表已保存。")
        return redirect(found)
    return render(request, "street_deliberations/quota_editor.html", {"table": found, "editor": editor})


@require_POST
def quota_settle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = table_for(request, public_id, MANAGE)
    quotas.quota_settle(table=found, by=request.actor, at=timezone.now())
    messages.success(request, "名额分配表已定案,可以开始推荐。")
    return redirect("street_deliberations_term", found.term.public_id)


@require_POST
def quota_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = table_for(request, public_id, MANAGE)
    drafted = quotas.quota_document_draft(table=found, by=request.actor, at=timezone.now())
    messages.success(request, "名额分配表文稿已拟出,请核对后送审。")
    return redirect(drafted)


@require_GET
def quota_pdf(request: HttpRequest, public_id: UUID) -> FileResponse:
    return pdf_response(quota_paper(table_for(request, public_id), timezone.localdate()))


@require_GET
def quota_docx(request: HttpRequest, public_id: UUID) -> FileResponse:
    return docx_response(quota_paper(table_for(request, public_id), timezone.localdate()))
