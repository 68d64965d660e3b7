"""月报与统计: the list, asking for one, following how it is made, its files."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt, form_page
from apps.foundation.core.filenames import file_name_of
from apps.foundation.core.registers import Action, Column, Register
from apps.foundation.core.signals import exported
from apps.foundation.core.spreadsheets import XLSX
from apps.office.documents.downloads import DOCX, PDF
from apps.portal.forms import ReportForm
from apps.portal.models import Report, ReportState
from apps.portal.services import reports as services
from apps.portal.views.dashboard import no_area

TONES = {"queued": "secondary", "making": "blue", "made": "green", "failed": "red"}
TYPES = {"pdf": PDF, "docx": DOCX, "xlsx": XLSX}


@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    columns = [
        Column("报告", str, link=Report.get_absolute_url),
        Column("种类", "get_kind_display", sort="kind"),
        Column("截至", "as_of", sort="as_of"),
        Column("状态", "get_state_display", tone=lambda report: TONES[report.state]),
        Column("提出人", "asked_by"),
        Column("提出时间", "asked_at", sort="asked_at"),
    ]
    return Register(
        "月报与统计", Report.objects.visible_to(request.actor).select_related("area"), columns,
        actions=[Action("生成报告", reverse("portal_report_new"), "plus", primary=True)],
        empty="选择区划和月份,生成工作月报、季度统计或者年度统计。",
    ).respond(request)  # fmt: skip


@require_http_methods(["GET", "POST"])
def report_new(request: HttpRequest) -> HttpResponse:
    if not request.actor.sees_area:
        return no_area(request)
    form = ReportForm(request.POST or None, actor=request.actor)
    made = request.method == "POST" and attempt(
        form,
        lambda: services.report_ask(
            kind=form.cleaned_data["kind"], area=form.cleaned_data["area"], day=form.cleaned_data["month"],
            by=request.actor, at=timezone.now(),
        ),
    )  # fmt: skip
    if made:
        return redirect(made)
    hint = "数据取自每晚的留存,以该期最后一次留存为准。月报为 PDF 和 Word,季度、年度统计为 Excel。"
    return form_page(request, form, title="生成报告", cancel=reverse("portal_reports"), submit="生成", hint=hint)


@require_GET
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return render(request, "portal/report.html", {"report": _report(request, public_id)})


@require_GET
def report_live(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The progress alone; once it is over, the browser loads the whole page."""
    found = _report(request, public_id)
    response = render(request, "portal/parts/report_progress.html", {"report": found})
    if not found.is_going_on:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def report_again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    services.report_again(report=_report(request, public_id), by=request.actor, at=timezone.now())
    return redirect("portal_report", public_id)


@require_GET
def report_file(request: HttpRequest, public_id: UUID, ending: str) -> FileResponse:
    found = _report(request, public_id)
    file = dict(found.files).get(ending) if found.state == ReportState.MADE else None
    if file is None:
        raise Http404("no such file")
    exported.send(Report, request=request, title=str(found), rows=1)
    name = file_name_of(f"{found}(截至{found.as_of:%Y%m%d})", ending)
    return FileResponse(file.open(), as_attachment=ending != "pdf", filename=name, content_type=TYPES[ending])


def _report(request: HttpRequest, public_id: UUID) -> Report:
    return get_object_or_404(Report.objects.visible_to(request.actor).select_related("area"), public_id=public_id)
