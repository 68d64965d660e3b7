"""Plans: the list, the page of one, its editor, its way through the party committee."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page, reason_of
from apps.foundation.core.errors import DomainError
from apps.foundation.core.filenames import file_name_of
from apps.foundation.core.permissions import may, require
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.core.signals import exported
from apps.foundation.core.spreadsheets import XLSX, xlsx_of
from apps.office.documents.downloads import file_of
from apps.systems.reform_tasks.forms.planning import NewPlanForm, PlanEditor, SheetForm
from apps.systems.reform_tasks.models import PlanState, ReformPlan
from apps.systems.reform_tasks.papers.plans import plan_paper, task_list_paper
from apps.systems.reform_tasks.papers.progress import month_paper
from apps.systems.reform_tasks.papers.reporting import final_paper
from apps.systems.reform_tasks.rules import states
from apps.systems.reform_tasks.rules.usual import BASIS, GOALS
from apps.systems.reform_tasks.selectors.page import page_of
from apps.systems.reform_tasks.selectors.places import office_of
from apps.systems.reform_tasks.selectors.plans import lines_of
from apps.systems.reform_tasks.services import importing, planning
from apps.systems.reform_tasks.views.common import MANAGE, plan_for

TONES = {
    PlanState.DRAFT: "secondary", PlanState.SUBMITTED: "orange", PlanState.APPROVED: "green", PlanState.ENDED: "blue",
    PlanState.ABANDONED: "secondary",
}  # fmt: skip
PAPERS = {"plan": plan_paper, "tasks": task_list_paper, "month": month_paper, "final": final_paper}


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    rows = ReformPlan.objects.visible_to(request.actor).with_office()
    keeps = may(request.actor, MANAGE)
    columns = [
        Column("方案", "title", link=ReformPlan.get_absolute_url, sort="title"),
        Column("年度", "year", sort="year"),
        Column("督办区划", "office.name", sort="office__path"),
        Column("状态", "get_state_display", tone=lambda plan: TONES[plan.state], sort="state"),
        Column("批准日期", "approved_on", sort="approved_on"),
        Column("批准文号", "approval_number", on_screen=False),
    ]
    actions = [Action("拟定实施方案", reverse("reform_tasks_plan_new"), "plus", primary=True)] if keeps else []
    return Register(
        "改革实施方案", rows, columns, search=["title__icontains", "approval_number__icontains"],
        search_hint="查方案名称、文号", actions=actions,
        empty="请拟定实施方案,可以带入“4+2”改革的常用任务。" if keeps else "实施方案批准以后,会显示在这里。",
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    require(request.actor, MANAGE)
    office, year = office_of(request.actor), timezone.localdate().year
    initial = {"year": year, "title": f"{office}{year}年“4+2”改革实施方案", "basis": BASIS}
    form = NewPlanForm(request.POST or None, initial=initial)
    made = request.method == "POST" and attempt(
        form,
        lambda: planning.plan_create(
            office=office, draft=form.draft(GOALS), key=form.cleaned_data["key"],
            is_usual=form.cleaned_data["is_usual"], by=request.actor, at=timezone.now(),
        ),
    )  # fmt: skip
    if made:
        messages.success(request, "实施方案已建立,请编辑任务分解,再提请党委研究。")
        return redirect("reform_tasks_plan_change", made.public_id)
    return form_page(request, form, title="拟定改革实施方案", cancel=reverse("reform_tasks_plans"), submit="开始编辑")


@require_GET
def plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id)
    context = {"plan": found, "page": page_of(found, request.actor, timezone.localdate())}
    return render(request, "reform_tasks/plan.html", context)


@require_http_methods(["GET", "POST"])
def plan_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id, MANAGE)
    if request.method == "GET":
        states.move(found.state, "change")
    editor = PlanEditor(request.POST or None, plan=found)
    if request.method == "POST" and attempt(
        editor,
        lambda: planning.plan_change(
            plan=found, draft=editor.draft(), lines=editor.lines(), revision=editor.revision, by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "实施方案已保存。")
        return redirect(found)
    return render(request, "reform_tasks/plan_editor.html", {"plan": found, "editor": editor, "sheet": SheetForm()})


@require_POST
def plan_read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A spreadsheet on the editor's page, to be looked at and saved there."""
    found, form = plan_for(request, public_id, MANAGE), SheetForm(request.POST, request.FILES)
    states.move(found.state, "change")
    editor, read = PlanEditor(None, plan=found), None
    if form.is_valid():
        try:
            read = importing.rows_read(form.cleaned_data["file"])
            editor = PlanEditor(None, plan=found, read=read)
        except DomainError as error:
            form.add_error("file", error.sentence)
    context = {"plan": found, "editor": editor, "sheet": form, "read": read}
    return render(request, "reform_tasks/plan_editor.html", context)


@require_GET
def plan_sheet(request: HttpRequest, public_id: UUID) -> FileResponse:
    """任务分解表 as XLSX, in the form that the editor reads."""
    found = plan_for(request, public_id)
    rows, title = importing.sheet_rows(lines_of(found)), f"{found.title}任务分解表"
    exported.send(ReformPlan, request=request, title=title, rows=len(rows))
    file = xlsx_of("任务分解表", list(importing.HEADINGS), rows)
    return FileResponse(file, as_attachment=True, filename=file_name_of(title, "xlsx"), content_type=XLSX)


@require_POST
def plan_submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id, MANAGE)
    planning.plan_submit(plan=found, by=request.actor, at=timezone.now())
    messages.success(request, "已提请党委研究。会后请在审批中登记结果。")
    return redirect(found)


@require_POST
def plan_abandon(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id, MANAGE)
    planning.plan_abandon(plan=found, reason=reason_of(request), by=request.actor, at=timezone.now())
    messages.success(request, "实施方案已作废。")
    return redirect("reform_tasks_plans")


@require_POST
def plan_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = plan_for(request, public_id, MANAGE)
    drafted = planning.plan_document_draft(plan=found, by=request.actor, at=timezone.now())
    messages.success(request, "实施方案文稿已拟出,请核对后送审。")
    return redirect(drafted)


@require_GET
def plan_file(request: HttpRequest, public_id: UUID, kind: str, ending: str) -> FileResponse:
    """实施方案, 任务分解表, 进展月报 or 总结报告 as they stand now."""
    if kind not in PAPERS:
        raise Http404
    return file_of(PAPERS[kind](plan_for(request, public_id), timezone.localdate()), ending)
