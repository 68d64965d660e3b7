"""A spreadsheet of tasks: template, check, preview, yes."""

import json

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.supervision.forms.importing import Book, CheckedRow, ConfirmForm, SheetForm
from apps.congress.supervision.services import importing
from apps.congress.supervision.views.common import FORM, places_of
from apps.foundation.core.acts import attempt
from apps.foundation.core.spreadsheets import XLSX, xlsx_of
from apps.foundation.organisations.models import Area

Rows = list[tuple[int, dict[str, str]]]


@require_GET
def template(request: HttpRequest) -> FileResponse:
    """The headings; those with a star must be filled."""
    file = xlsx_of("督办任务", importing.SHEET.starred(), [])
    return FileResponse(file, as_attachment=True, filename="督办任务导入模板.xlsx", content_type=XLSX)


@require_http_methods(FORM)
def import_tasks(request: HttpRequest) -> HttpResponse:
    """A file is read and shown row by row with what is wrong with it; nothing is saved."""
    form = SheetForm(request.POST or None, request.FILES or None)
    read = form.is_bound and attempt(form, lambda: importing.rows_read(form.cleaned_data["file"]))
    return _preview(request, read) if read else render(request, "supervision/import.html", {"form": form})


@require_POST
def import_write(request: HttpRequest) -> HttpResponse:
    """What was shown is checked once more and written."""
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return render(request, "supervision/import.html", {"form": SheetForm(), "refused": form.errors})
    read = form.cleaned_data["rows"]
    checked, office = _checked(request, read), _office(request)
    rows = [one.row for one in checked if one.row and not one.problems]
    if len(rows) < len(checked):
        return _preview(request, read)
    made = attempt(form, lambda: importing.assignments_import(
        office=office, rows=rows, key=form.cleaned_data["key"], is_handed_over=form.cleaned_data["is_handed_over"],
        by=request.actor, at=timezone.now(),
    ))  # fmt: skip
    if not made:
        return _preview(request, read, form)
    state = made[0].state
    done = "导入并交办" if form.cleaned_data["is_handed_over"] else "导入"
    messages.success(request, f"已{done}{len(made)}项督办任务。")
    return redirect(f"{reverse('supervision_list')}?state={state}")


def _preview(request: HttpRequest, read: Rows, form: ConfirmForm | None = None) -> HttpResponse:
    checked = _checked(request, read)
    wrong = sum(1 for one in checked if one.problems)
    context = {
        "checked": checked, "wrong": wrong, "form": SheetForm(),
        "confirm": form or ConfirmForm(initial={"rows": json.dumps(read, ensure_ascii=False)}),
    }  # fmt: skip
    return render(request, "supervision/import.html", context)


def _checked(request: HttpRequest, read: Rows) -> list[CheckedRow]:
    """Each row by itself, then those that can be read beside each other and beside what there is."""
    office, on = _office(request), timezone.localdate()
    book = Book(office, list(places_of(request)), on)
    checked = [book.check(number, cells) for number, cells in read]
    found = importing.row_problems([one.row for one in checked if one.row], office, on)
    return [CheckedRow(one.number, one.cells, [*one.problems, *found.get(one.number, [])], one.row) for one in checked]


def _office(request: HttpRequest) -> Area:
    return get_object_or_404(Area, path=request.actor.area_path)
