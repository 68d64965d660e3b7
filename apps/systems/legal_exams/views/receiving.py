"""Several nominations from a spreadsheet: template, check, preview, yes. The file itself is never kept."""

from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt
from apps.foundation.core.errors import DomainError
from apps.foundation.core.spreadsheets import XLSX, xlsx_of
from apps.foundation.people.models import Term
from apps.systems.legal_exams.forms.nominations import NominationFields
from apps.systems.legal_exams.rules.eligibility import masked_identity
from apps.systems.legal_exams.services import receiving
from apps.systems.legal_exams.views.finding import office_for, term_for

SALT, MINUTES = "legal_exams.import", 30
GONE = "核对页面已经失效,请重新上传表格。"


class SheetForm(forms.Form):
    file = forms.FileField(label="表格", help_text=".xlsx 格式,请用模板填写,最多200行")


@require_GET
def import_template(request: HttpRequest) -> FileResponse:
    file = xlsx_of("提请任命", receiving.SHEET.starred(), [])
    return FileResponse(file, as_attachment=True, filename="提请任命导入模板.xlsx", content_type=XLSX)


@require_http_methods(["GET", "POST"])
def nominations_import(request: HttpRequest) -> HttpResponse:
    """Upload, then the problems row by row or the preview with a button."""
    office = office_for(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    rows = request.method == "POST" and attempt(form, lambda: receiving.rows_read(form.cleaned_data["file"]))
    if not rows:
        return render(request, "legal_exams/import.html", {"form": form})
    checked, problems = _checked(rows, term_for(office))
    if problems:
        return render(request, "legal_exams/import.html", {"form": form, "problems": problems})
    token = signing.dumps({"key": str(uuid4()), "rows": rows, "office": office.pk}, salt=SALT, compress=True)
    shown = [
        (number, one.cleaned_data, masked_identity(one.cleaned_data["identity_number"])) for number, one in checked
    ]
    return render(request, "legal_exams/import_preview.html", {"rows": shown, "token": token})


@require_POST
def import_write(request: HttpRequest) -> HttpResponse:
    office = office_for(request)
    try:
        kept = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=60 * MINUTES)
    except signing.BadSignature as error:
        raise DomainError(GONE) from error
    if kept["office"] != office.pk:
        raise DomainError(GONE)
    term = term_for(office)
    checked, problems = _checked(kept["rows"], term)
    if problems:
        raise DomainError("核对以后情况有了变化,没有登记。请重新上传表格。")
    made = receiving.nominations_import(
        office=office, term=term, drafts=[(number, one.draft()) for number, one in checked], key=UUID(kept["key"]),
        by=request.actor, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, f"已登记{len(made)}件提请任命。")
    return redirect("legal_exams_nominations")


def _checked(
    rows: list[tuple[int, dict[str, str]]], term: Term
) -> tuple[list[tuple[int, NominationFields]], list[tuple[int, str, str]]]:
    """Each row as its form, and (row, column, sentence) of everything that is wrong."""
    checked = [(number, NominationFields(values)) for number, values in rows]
    problems = [
        (number, form.fields[name].label or "", str(error))
        for number, form in checked if not form.is_valid()
        for name, errors in form.errors.items() for error in errors
    ]  # fmt: skip
    if not problems:
        twice = receiving.doubles([(number, form.draft()) for number, form in checked], term)
        problems = [(number, "姓名", sentence) for number, sentence in sorted(twice.items())]
    return checked, problems
