"""Report, hand-over, opinions and papers."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.inspections import papers
from apps.congress.inspections.filters import OpinionFilter
from apps.congress.inspections.forms.reporting import ReportPage
from apps.congress.inspections.models import Opinion
from apps.congress.inspections.selectors.page import findings_of, listed_opinions
from apps.congress.inspections.selectors.steps import feedback_due, papers_ready
from apps.congress.inspections.services import reporting as services
from apps.congress.inspections.services.papers import paper_draft
from apps.congress.inspections.views.common import inspection_for, managed, opinion_for
from apps.congress.matters.models import Matter
from apps.congress.matters.selectors.became import answered_on, became, late_by, standing
from apps.foundation.core.acts import attempt
from apps.foundation.core.dates import chinese_date
from apps.foundation.core.errors import WrongState
from apps.foundation.core.registers import Column, Register
from apps.office.documents.downloads import docx_response, pdf_response
from apps.office.documents.rules.tree import Tree


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    if not found.allows("report"):
        raise WrongState("活动尚未开展或者意见已经交办,报告和意见清单不能再修改。")
    page = ReportPage(request.POST or None, found)
    if request.method == "POST" and attempt(
        page,
        lambda: services.report_save(
            inspection=found, text=page.form.text(), opinions=page.lines(),
            revision=page.form.cleaned_data["revision"], by=request.actor, at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, "报告已保存。")
        return redirect("inspections_report" if "more" in request.POST else "inspections_inspection", public_id)
    context = {"inspection": found, "page": page, "findings": findings_of(found, request.actor)}
    return render(request, "inspections/report.html", context)


@require_POST
def report_finish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    services.report_finish(inspection=found, by=request.actor, at=timezone.now())
    messages.success(request, "报告已形成。")
    return redirect(found)


@require_POST
def hand_over(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    made = services.opinions_hand_over(inspection=found, by=request.actor, at=timezone.now())
    due_on, _ = feedback_due(made, timezone.localdate())
    messages.success(request, f"已交办,请承办单位于{chinese_date(due_on)}前书面反馈。")
    return redirect(found)


@require_POST
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = managed(request, public_id)
    services.inspection_close(inspection=found, by=request.actor, at=timezone.now())
    messages.success(request, "已办结。")
    return redirect(found)


@require_GET
def opinions(request: HttpRequest) -> HttpResponse:
    """What was handed over: to the handler's unit, or in the office's area."""
    on = timezone.localdate()
    columns = [
        Column("意见建议", "text", link=Opinion.get_absolute_url),
        Column("活动", "inspection.title"),
        Column("承办单位", lambda row: became(row.matter, on).units or row.unit.name, sort="unit__name"),
        Column("交办日期", "inspection.handed_over_on", sort="inspection__handed_over_on"),
        Column("反馈期限", lambda row: row.matter.final.reply_due_on, sort="matter__reply_due_on"),
        Column("反馈日期", lambda row: answered_on(row.matter), sort="matter__replied_at"),
        Column("逾期天数", lambda row: late_by(row.matter, on)),
        Column("情况", lambda row: standing(row.matter, on)[0], tone=lambda row: standing(row.matter, on)[1]),
        Column("结果类别", lambda row: _told(row, "result", on), on_screen=False),
        Column("反馈内容", lambda row: _told(row, "text", on), on_screen=False),
    ]
    return Register(
        "视察调研意见", listed_opinions(request.actor), columns, filterset=OpinionFilter,
        search=["text__icontains", "inspection__theme__icontains", "unit__name__icontains"],
        search_hint="查意见、活动、单位", empty="视察调研意见交办以后,会显示在这里。",
    ).respond(request)  # fmt: skip


def _told(row: Opinion, part: str, on: date) -> str:
    """Of every unit that answered."""
    return "\n".join(getattr(answer, part) for answer in became(row.matter, on).answers) if row.matter else ""


@require_GET
def opinion(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = opinion_for(request, public_id)
    context = {
        "opinion": found,
        "inspection": found.inspection,
        "became": became(found.matter, timezone.localdate()) if found.matter else None,
        "opens_matter": found.matter and Matter.objects.visible_to(request.actor).filter(pk=found.matter.pk).exists(),
    }
    return render(request, "inspections/opinion.html", context)


@require_GET
def paper(request: HttpRequest, public_id: UUID, kind: str) -> FileResponse:
    return pdf_response(_tree(request, public_id, kind))


@require_GET
def paper_docx(request: HttpRequest, public_id: UUID, kind: str) -> FileResponse:
    return docx_response(_tree(request, public_id, kind))


@require_POST
def paper_draft_begin(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """拟文, to be edited and sent to its reviewers on its own page."""
    found = managed(request, public_id)
    if kind not in papers.PAPERS:
        raise Http404
    document = paper_draft(inspection=found, kind=kind, by=request.actor, at=timezone.now())
    messages.success(request, "已按登记的情况拟出,请核对后送审。")
    return redirect(document)


def _tree(request: HttpRequest, public_id: UUID, kind: str) -> Tree:
    found = inspection_for(request, public_id)
    made = {**papers.PAPERS, **papers.SHEETS}.get(kind)
    if made is None:
        raise Http404
    if kind in papers.PAPERS and kind not in papers_ready(found):
        raise WrongState(f"现在还没有{made.title}:{made.when}")
    return made.make(found, timezone.localdate())
