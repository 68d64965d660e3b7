"""Questions from a file: template, check, preview, yes or no."""

from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt
from apps.foundation.core.permissions import require
from apps.foundation.core.spreadsheets import XLSX
from apps.systems.legal_exams.forms.importing import ImportForm
from apps.systems.legal_exams.models import QuestionImport
from apps.systems.legal_exams.permissions import SET
from apps.systems.legal_exams.rules.drawing import DIFFICULTIES, JUDGE, KINDS
from apps.systems.legal_exams.rules.importing import ReadRow, Row
from apps.systems.legal_exams.rules.questions import LETTERS, key_shown
from apps.systems.legal_exams.services import importing
from apps.systems.legal_exams.services.reading import template_of
from apps.systems.legal_exams.views.finding import office_of


@require_GET
def import_template(request: HttpRequest) -> FileResponse:
    """The headings; those with a star must be filled."""
    file = BytesIO(template_of(office_of(request)))
    return FileResponse(file, as_attachment=True, filename="试题导入模板.xlsx", content_type=XLSX)


@require_http_methods(["GET", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    office, form = office_of(request), ImportForm(request.POST or None, request.FILES or None)
    checked = request.method == "POST" and attempt(
        form,
        lambda: importing.import_check(
            office=office, bank=form.cleaned_data["bank"], difficulty=form.cleaned_data["difficulty"],
            file=form.cleaned_data["file"], file_name=form.cleaned_data["file"].name, by=request.actor,
            at=timezone.now(),
        ),
    )  # fmt: skip
    if checked and checked.batch:
        return redirect("legal_exams_bank_import", checked.batch.public_id)
    context = {"form": form, "checked": checked, "lines": [_line(one) for one in checked.read] if checked else []}
    return render(request, "legal_exams/bank_import_new.html", context)


@require_GET
def import_preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    batch = _batch(request, public_id)
    lines = [_line(ReadRow(row, ())) for row in importing.preview_of(batch)]
    return render(request, "legal_exams/bank_import.html", {"batch": batch, "lines": lines})


@require_POST
def import_write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    done = importing.import_write(batch=_batch(request, public_id), by=request.actor, at=timezone.now())
    messages.success(request, f"已导入{done.count}道题并送审,请另一位命题审题人审定。")
    return redirect(f"{reverse('legal_exams_questions')}?standing=in_review")


@require_POST
def import_discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    importing.import_discard(batch=_batch(request, public_id), by=request.actor)
    messages.success(request, "已放弃,读入的内容没有保留。")
    return redirect("legal_exams_bank_import_new")


def _batch(request: HttpRequest, public_id: UUID) -> QuestionImport:
    """Whoever uploaded it alone reads it."""
    mine = QuestionImport.objects.visible_to(request.actor).filter(uploader=request.actor.person_id)
    batch = get_object_or_404(mine.select_related("office"), public_id=public_id)
    require(request.actor, SET, batch)
    return batch


def _line(read: ReadRow) -> dict[str, object]:
    """As the preview shows it."""
    row: Row = read.row
    options = row.content.options if row.kind != JUDGE else ()
    return {
        "number": row.number, "kind": KINDS.get(row.kind, "—"), "stem": row.content.stem, "law": row.law,
        "article": row.article, "difficulty": DIFFICULTIES[row.difficulty],
        "options": list(zip(LETTERS, options, strict=False)), "problems": read.problems,
        "key": key_shown(row.kind, row.content.key) if row.content.key else "—",
    }  # fmt: skip
