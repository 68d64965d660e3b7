"""签到表, to print and as XLSX."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render

from apps.congress.meetings import attendance_sheet, selectors
from apps.congress.meetings.views.sittings import sitting_of
from apps.foundation.core.spreadsheets import XLSX


def sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    sitting = sitting_of(request, public_id)
    context = {
        "sitting": sitting,
        "lines": selectors.sheet_lines(sitting),
        "totals": selectors.sheet_totals(sitting),
    }
    return render(request, "meetings/sheet.html", context)


def sheet_file(request: HttpRequest, public_id: UUID) -> FileResponse:
    sitting = sitting_of(request, public_id)
    return FileResponse(
        attendance_sheet.xlsx(sitting), as_attachment=True, filename=f"{sitting}签到表.xlsx", content_type=XLSX
    )
