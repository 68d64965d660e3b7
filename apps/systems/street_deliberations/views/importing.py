"""推荐登记 from a spreadsheet: template, check, preview, yes."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt
from apps.foundation.core.permissions import require
from apps.foundation.core.spreadsheets import XLSX, xlsx_of
from apps.systems.street_deliberations.forms.importing import ImportForm
from apps.systems.street_deliberations.models import CandidateImport
from apps.systems.street_deliberations.rules.importing import HEADINGS, NEEDED
from apps.systems.street_deliberations.services import importing
from apps.systems.street_deliberations.views.common import MANAGE, term_for

SHOWN = 200


@require_GET
def import_template(request: HttpRequest, public_id: UUID) -> FileResponse:
    """The headings; those with a star must be filled."""
    term_for(request, public_id, MANAGE)
    headings = [f"{heading}*" if heading in NEEDED else heading for heading in HEADINGS]
    file = xlsx_of("推荐登记", headings, [])
    return FileResponse(file, as_attachment=True, filename="推荐登记模板.xlsx", content_type=XLSX)


@require_http_methods(["GET", "POST"])
def import_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    term = term_for(request, public_id, MANAGE)
    form = ImportForm(request.POST or None, request.FILES or None)
    checked = None
    if request.method == "POST":
        checked = attempt(
            form,
            lambda: importing.import_check(
                term=term, file=form.cleaned_data["file"], file_name=form.cleaned_data["file"].name, by=request.actor,
                at=timezone.now(),
            ),
        )  # fmt: skip
    if checked and checked.batch:
        return redirect("street_deliberations_import", checked.batch.public_id)
    problems = checked.problems if checked else []
    context = {"term": term, "form": form, "problems": problems[:SHOWN], "count": len(problems)}
    return render(request, "street_deliberations/import_new.html", context)


@require_GET
def import_preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _found(request, public_id)
    return render(request, "street_deliberations/import.html", {"batch": found, "rows": importing.preview_of(found)})


@require_POST
def import_write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    done = importing.import_write(batch=_found(request, public_id), by=request.actor, at=timezone.now())
    messages.success(request, f"已登记{done.count}人,请逐人核对后提交初审。")
    return redirect(f"{reverse('street_deliberations_candidates')}?term={done.term.public_id}&state=draft")


def _found(request: HttpRequest, public_id: UUID) -> CandidateImport:
    rows = CandidateImport.objects.visible_to(request.actor).select_related("term__body__area")
    found = get_object_or_404(rows, public_id=public_id)
    require(request.actor, MANAGE, found)
    return found
