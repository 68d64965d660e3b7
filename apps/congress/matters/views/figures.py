"""Statistics with definitions and their moment, and what is late for leaders."""

from datetime import date
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.congress.matters.forms.statistics import StatisticsForm
from apps.congress.matters.models import Handling
from apps.congress.matters.outcome_filters import LateFilter
from apps.congress.matters.selectors.matter_statistics import statistics_of
from apps.congress.matters.selectors.watch import late_parts, watch_of
from apps.congress.matters.statistics_papers import described, statistics_paper, statistics_rows
from apps.foundation.core.dates import local_day
from apps.foundation.core.filenames import file_name_of
from apps.foundation.core.keysets import Keyset, Total
from apps.foundation.core.registers import Column, Register
from apps.foundation.core.signals import exported
from apps.foundation.core.spreadsheets import XLSX, xlsx_of
from apps.office.documents.downloads import docx_response, pdf_response

HEADINGS = ("统计项目", "指标", "件数", "基数", "百分比", "口径")
TITLE = "办理情况统计表"


@require_GET
def statistics(request: HttpRequest) -> HttpResponse:
    form = StatisticsForm(request.GET or None, actor=request.actor)
    made = statistics_of(form.scope(), form.moment())
    context = {"form": form, "statistics": made, "described": described(form.scope()), "query": request.GET.urlencode()}
    return render(request, "matters/statistics.html", context)


@require_GET
def statistics_file(request: HttpRequest) -> FileResponse:
    """The same figures as a spreadsheet, as PDF or as Word."""
    form = StatisticsForm(request.GET or None, actor=request.actor)
    made, scope = statistics_of(form.scope(), form.moment()), form.scope()
    match request.GET.get("format"):
        case "pdf":
            return pdf_response(statistics_paper(made, scope))
        case "docx":
            return docx_response(statistics_paper(made, scope))
    rows = statistics_rows(made, scope)
    exported.send(StatisticsForm, request=request, title=TITLE, rows=len(rows))
    name = file_name_of(f"{TITLE}{local_day(made.as_of):%Y%m%d}", "xlsx")
    return FileResponse(xlsx_of(TITLE, HEADINGS, rows), as_attachment=True, filename=name, content_type=XLSX)


@require_GET
def watch(request: HttpRequest) -> HttpResponse:
    """What is late, where, since when, by which rule."""
    now = timezone.now()
    return render(
        request, "matters/watch.html", {"watch": watch_of(request.actor.area_path, local_day(now)), "as_of": now}
    )


@require_GET
def late(request: HttpRequest) -> HttpResponse:
    """Every late part: from a unit or a place down to the matter."""
    on = timezone.localdate()
    return Register(
        "逾期未办事项", late_parts(request.actor.area_path, on).with_all().order_by("due_on", "pk"), _columns(on),
        filterset=LateFilter, search=["matter__title__icontains", "unit_name__icontains"], search_hint="查标题、单位",
        pages=Keyset(lambda found, applied, text: Total(found.count())), empty="现在没有逾期的承办事项。",
    ).respond(request)  # fmt: skip


def _columns(on: date) -> list[Column]:
    return [
        Column("标题", "matter.title", link=_matter_url),
        Column("区划", "matter.office.name", sort="path"),
        Column("承办单位", "unit_name", sort="unit_name"),
        Column("承办方式", "get_role_display"),
        Column("期限", "due_on", sort="due_on"),
        Column("逾期天数", lambda part: part.late_on(on)),
        Column("期限依据", "due_ground"),
        Column("交办日期", lambda part: local_day(part.handed_over_at), on_screen=False),
        Column("第几次办理", "round", on_screen=False),
        Column("状态", "get_state_display", tone=lambda part: "red"),
    ]


def _matter_url(part: Handling) -> Any:
    return part.matter.get_absolute_url()
