"""任务清单, 进展月报, 督办单办理情况 as PDF and as Word (`?as=docx`)."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.congress.supervision import papers
from apps.congress.supervision.filters import AssignmentFilter
from apps.congress.supervision.models import ProgressReport
from apps.congress.supervision.selectors.lists import listed
from apps.congress.supervision.views.common import sheet_for
from apps.foundation.core.errors import DomainError
from apps.foundation.organisations.models import Area
from apps.office.documents.downloads import docx_response, pdf_response
from apps.office.documents.rules.tree import Tree

LIST_LIMIT = 500
"""Tasks of one list on paper: more is not read on paper."""


@require_GET
def task_list(request: HttpRequest) -> FileResponse:
    """责任清单 of what the register shows with these filters."""
    today = timezone.localdate()
    rows = AssignmentFilter(request.GET, queryset=listed(request.actor, today), request=request).qs
    if rows.count() > LIST_LIMIT:
        raise DomainError(f"共{rows.count()}项任务,一份清单最多{LIST_LIMIT}项。请按区划、类别或者状态筛选后再打印。")
    office = get_object_or_404(Area, path=request.actor.area_path)
    return _file(request, papers.task_list(office, f"{office.name}督办任务清单", list(rows), today))


@require_GET
def report(request: HttpRequest, public_id: UUID) -> FileResponse:
    rows = ProgressReport.objects.visible_to(request.actor).select_related("assignment__office")
    return _file(request, papers.report_paper(get_object_or_404(rows, public_id=public_id), timezone.localdate()))


@require_GET
def sheet(request: HttpRequest, public_id: UUID) -> FileResponse:
    return _file(request, papers.sheet_record(sheet_for(request, public_id), timezone.localdate()))


def _file(request: HttpRequest, tree: Tree) -> FileResponse:
    return docx_response(tree) if request.GET.get("as") == "docx" else pdf_response(tree)
