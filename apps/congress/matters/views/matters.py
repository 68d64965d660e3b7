"""The page of one matter, for everybody whom it concerns, and its papers."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.congress.matters import matter_papers as papers
from apps.congress.matters.selectors import handling_page, outcome_page
from apps.congress.matters.selectors import matter_page as selectors
from apps.congress.matters.views.common import matter_for
from apps.foundation.audit.selectors import history_of
from apps.office.documents.downloads import docx_response, pdf_response
from apps.office.documents.rules.tree import Tree
from apps.office.files.selectors import attachments_of


@require_GET
def matter_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where it stands, what is missing, the next act of the person in front of it, and its timeline."""
    found, actor, today = matter_for(request, public_id), request.actor, timezone.localdate()
    page = selectors.page_of(found, actor, today)
    context = {
        "matter": found,
        "page": page,
        "handling": handling_page.page_of(found, actor, today),
        "outcome": outcome_page.page_of(found, actor, today),
        "has_files": attachments_of(found).exists(),
        "history": history_of(found, limit=30) if page.manages else [],
    }
    return render(request, "matters/matter.html", context)


@require_GET
def paper(request: HttpRequest, public_id: UUID, kind: str) -> FileResponse:
    return pdf_response(_tree(request, public_id, kind))


@require_GET
def paper_docx(request: HttpRequest, public_id: UUID, kind: str) -> FileResponse:
    return docx_response(_tree(request, public_id, kind))


def _tree(request: HttpRequest, public_id: UUID, kind: str) -> Tree:
    found = matter_for(request, public_id)
    if kind not in papers.SHEETS or (kind == papers.SLIP and found.handed_over_at is None):
        raise Http404
    return papers.SHEETS[kind](found)
