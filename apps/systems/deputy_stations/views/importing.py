"""A list of stations from a spreadsheet: template, check, preview, yes."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.foundation.core.acts import attempt
from apps.foundation.core.errors import NotAllowed
from apps.foundation.core.permissions import require
from apps.foundation.core.spreadsheets import XLSX, xlsx_of
from apps.foundation.organisations.selectors import area_of
from apps.systems.deputy_stations.forms.stations import SheetForm
from apps.systems.deputy_stations.models import StationImport
from apps.systems.deputy_stations.rules.importing import HEADINGS, NEEDED
from apps.systems.deputy_stations.selectors.stations import tier_names
from apps.systems.deputy_stations.services import importing
from apps.systems.deputy_stations.views.common import MANAGE, found

SHOWN = 200


@require_GET
def import_template(request: HttpRequest) -> FileResponse:
    """The headings; those with a star must be filled."""
    headings = [f"{heading}*" if heading in NEEDED else heading for heading in HEADINGS]
    file = xlsx_of("家站", headings, [])
    return FileResponse(file, as_attachment=True, filename="家站导入模板.xlsx", content_type=XLSX)


@require_http_methods(["GET", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    require(request.actor, MANAGE)
    area = area_of(request.actor)
    if area is None:
        raise NotAllowed("请以某一区划工作人员的身份导入家站。")
    form = SheetForm(request.POST or None, request.FILES or None)
    checked = request.method == "POST" and attempt(
        form,
        lambda: importing.import_check(
            area=area, file=form.cleaned_data["file"], file_name=form.cleaned_data["file"].name, by=request.actor,
            at=timezone.now(),
        ),
    )  # fmt: skip
    if checked and checked.batch:
        return redirect("deputy_stations_import", checked.batch.public_id)
    problems = checked.problems if checked else []
    context = {"form": form, "problems": problems[:SHOWN], "count": len(problems)}
    return render(request, "deputy_stations/import_new.html", context)


@require_GET
def import_preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    batch = _batch(request, public_id)
    tiers = tier_names(batch.area, timezone.localdate())
    rows = [(row, tiers[row.values["tier"]]) for row in importing.preview_of(batch)]
    return render(request, "deputy_stations/import.html", {"batch": batch, "rows": rows})


@require_POST
def import_write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    done = importing.import_write(batch=_batch(request, public_id), by=request.actor, at=timezone.now())
    messages.success(request, f"已登记{done.count}个家站。")
    return redirect("deputy_stations_stations")


def _batch(request: HttpRequest, public_id: UUID) -> StationImport:
    require(request.actor, MANAGE)
    return found(request, StationImport.objects.visible_to(request.actor).select_related("area"), public_id)
