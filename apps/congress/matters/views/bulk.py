"""Many matters at once: to the same units, onto paper, into the summary."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.congress.matters import matter_papers as papers
from apps.congress.matters.forms.reviewing import BatchForm, PartRows, parts_of
from apps.congress.matters.models import HandOverBatch, Matter, MatterState, PartRole
from apps.congress.matters.rules.states import ANSWERED
from apps.congress.matters.selectors.bulk import BULK_STATES, batch_progress, office_of_actor, summarised
from apps.congress.matters.selectors.routing import units_for
from apps.congress.matters.services.handing_over_many import BATCH_LIMIT, batch_order
from apps.foundation.core.acts import attempt
from apps.foundation.core.errors import DomainError
from apps.foundation.core.identifiers import uuids_of
from apps.foundation.core.numbers import number_of
from apps.foundation.core.permissions import require
from apps.foundation.core.spreadsheets import XLSX
from apps.office.documents.downloads import docx_response, merged_pdf_response, pdf_response

PRINT_LIMIT = 60
NOTHING_YET = {
    papers.SLIP: "交办单须在交办以后打印。",
    papers.LETTERS: "答复函须在签发以后打印;登记的书面答复请打印其扫描件。",
}


@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """批量交办: tick, name the units, go."""
    require(request.actor, "matters.manage")
    office = office_of_actor(request.actor)
    state = request.GET.get("state", MatterState.ACCEPTED)
    data = request.POST or None
    rows = PartRows(data, initial=[{"role": PartRole.MAIN}], form_kwargs={"office": office})
    form = BatchForm(data)
    ticked = _ticked(request) if data else Matter.objects.none()
    batch = form.is_bound and rows.is_valid() and attempt(
        form,
        lambda: batch_order(
            office=office, matters=list(ticked), parts=parts_of(rows), **form.cleaned_data, by=request.actor,
            at=timezone.now(),
        ),
    )  # fmt: skip
    if batch:
        return redirect(batch)
    context = {
        "matters": _listed(request, state), "state": state, "states": BULK_STATES, "rows": rows, "form": form,
        "ticked": {one.pk for one in ticked}, "units": units_for(office, timezone.localdate()), "limit": BATCH_LIMIT,
        "batches": HandOverBatch.objects.visible_to(request.actor)[:5], "year": timezone.localdate().year,
    }  # fmt: skip
    return render(request, "matters/bulk.html", context)


def _listed(request: HttpRequest, state: str) -> list[Matter]:
    rows = Matter.objects.visible_to(request.actor).filter(path=request.actor.area_path)
    wanted = state if state in BULK_STATES else MatterState.ACCEPTED
    order = ("-replied_at", "-pk") if wanted in ANSWERED else ("kind", "number", "pk")
    return list(rows.filter(state=wanted).with_all().order_by(*order)[:BATCH_LIMIT])


def _ticked(request: HttpRequest) -> QuerySet[Matter]:
    """What was ticked, as far as it is the office's own."""
    rows = Matter.objects.visible_to(request.actor).filter(path=request.actor.area_path)
    keys = uuids_of(request.POST.getlist("matter")[: BATCH_LIMIT + 1])
    return rows.filter(public_id__in=keys).with_all().order_by("kind", "number", "pk")


@require_GET
def batch(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = get_object_or_404(HandOverBatch.objects.visible_to(request.actor), public_id=public_id)
    return render(request, "matters/batch.html", {"batch": found, "progress": batch_progress(found)})


@require_GET
def batch_live(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The progress alone; when the last one is done, the browser loads the whole page."""
    found = get_object_or_404(HandOverBatch.objects.visible_to(request.actor), public_id=public_id)
    context = {"batch": found, "progress": batch_progress(found)}
    response = render(request, "matters/parts/batch_progress.html", context)
    if found.finished_at:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def print_many(request: HttpRequest, kind: str) -> FileResponse:
    """意见建议表, 交办单 or 答复函 of everything that was ticked, as one file for the printer."""
    require(request.actor, "matters.manage")
    if kind not in papers.BUNDLES:
        raise Http404
    chosen = list(_ticked(request)[: PRINT_LIMIT + 1])
    if len(chosen) > PRINT_LIMIT:
        raise DomainError(f"一次最多打印{PRINT_LIMIT}件,请分几次打印。")
    sheets = [sheet for one in chosen for sheet in papers.BUNDLES[kind](one)]
    if not sheets:
        raise DomainError(f"请至少勾选一件。{NOTHING_YET.get(kind, '')}")
    return merged_pdf_response(sheets)


@require_GET
def summary(request: HttpRequest, ending: str) -> FileResponse:
    """意见建议汇总清单 of a year, as PDF, DOCX or XLSX."""
    year = number_of(request.GET.get("year"), up_to=2100) or timezone.localdate().year
    office, kind = office_of_actor(request.actor), request.GET.get("kind", "")
    matters = summarised(request.actor, year, kind)
    if ending == "xlsx":
        name = f"{papers.summary_title(office, year)}.xlsx"
        return FileResponse(papers.summary_xlsx(matters), as_attachment=True, filename=name, content_type=XLSX)
    tree = papers.summary(office, year, matters)
    return docx_response(tree) if ending == "docx" else pdf_response(tree)
