"""Papers of opinions, as PDF or Word."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from apps.office.documents.downloads import docx_response, pdf_response
from apps.office.documents.rules.tree import Tree
from apps.systems.deputy_stations.models import DutySlot, StationOpinion
from apps.systems.deputy_stations.papers import opinions as papers

FILES = {"pdf": pdf_response, "docx": docx_response}
PAPERS = {"record": papers.record_paper, "slip": papers.slip_paper}


@require_GET
def opinion_file(request: HttpRequest, public_id: UUID, kind: str, ending: str) -> FileResponse:
    rows = StationOpinion.objects.visible_to(request.actor).with_all().select_related("station__unit__area")
    opinion = get_object_or_404(rows, public_id=public_id)
    if kind not in PAPERS or (kind == "slip" and not opinion.route):
        raise Http404
    return _file(PAPERS[kind](opinion), ending)


@require_GET
def reception_file(request: HttpRequest, public_id: UUID, ending: str) -> FileResponse:
    slots = DutySlot.objects.visible_to(request.actor).select_related("station__unit__area", "deputy")
    slot = get_object_or_404(slots, public_id=public_id)
    rows = StationOpinion.objects.visible_to(request.actor).filter(slot=slot).with_all().order_by("pk")
    return _file(papers.reception_paper(slot, rows), ending)


def _file(tree: Tree, ending: str) -> FileResponse:
    if ending not in FILES:
        raise Http404
    return FILES[ending](tree)
