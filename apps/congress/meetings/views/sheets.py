"""Papers of a meeting: the 签到表 of a sitting and the notice, to print, as Word, to be issued."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from apps.congress.meetings import attendance_sheet, notice_paper
from apps.congress.meetings.services.papers import notice_document_draft
from apps.congress.meetings.views.meetings import meeting_of
from apps.congress.meetings.views.sittings import sitting_of
from apps.foundation.core.permissions import require
from apps.foundation.core.spreadsheets import XLSX
from apps.office.documents.downloads import docx_response, pdf_response


@require_GET
def sheet(request: HttpRequest, public_id: UUID) -> FileResponse:
    return pdf_response(attendance_sheet.tree(sitting_of(request, public_id)))


@require_GET
def sheet_docx(request: HttpRequest, public_id: UUID) -> FileResponse:
    return docx_response(attendance_sheet.tree(sitting_of(request, public_id)))


@require_GET
def sheet_file(request: HttpRequest, public_id: UUID) -> FileResponse:
    sitting = sitting_of(request, public_id)
    return FileResponse(
        attendance_sheet.xlsx(sitting), as_attachment=True, filename=f"{sitting}签到表.xlsx", content_type=XLSX
    )


@require_GET
def notice_print(request: HttpRequest, public_id: UUID) -> FileResponse:
    return pdf_response(notice_paper.plain(meeting_of(request, public_id), timezone.localdate()))


@require_POST
def notice_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """拟发通知公文, to be edited and sent to its reviewers on its own page."""
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.manage", meeting)
    document = notice_document_draft(meeting=meeting, by=request.actor, at=timezone.now())
    messages.success(request, "已按会议安排拟出通知,请核对后送审。")
    return redirect(document)
