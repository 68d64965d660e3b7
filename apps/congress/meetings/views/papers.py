"""会议文件: every paper of a meeting, to print, as Word, to be issued."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from apps.congress.meetings import selectors
from apps.congress.meetings.models import Meeting
from apps.congress.meetings.papers.catalogue import SITTING_PAPERS, MeetingPaper, paper_of, papers_of, sitting_paper_of
from apps.congress.meetings.services.papers import paper_draft as draft_paper
from apps.congress.meetings.views.meetings import meeting_of
from apps.congress.meetings.views.sittings import sitting_of
from apps.foundation.core.errors import WrongState
from apps.foundation.core.permissions import require
from apps.office.documents.downloads import docx_response, pdf_response
from apps.office.documents.rules.tree import Tree
from apps.office.documents.selectors import live_document


@require_GET
def papers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    meeting, on = meeting_of(request, public_id), timezone.localdate()
    rows = [
        {
            "paper": paper,
            "missing": paper.missing(meeting, on),
            "document": live_document(meeting, paper.kind) if paper.kind else None,
        }
        for paper in papers_of(meeting)
    ]
    context = {
        "meeting": meeting,
        "rows": rows,
        "sittings": selectors.sittings_with_counts(meeting),
        "sitting_papers": SITTING_PAPERS,
    }
    return render(request, "meetings/papers.html", context)


@require_GET
def paper(request: HttpRequest, public_id: UUID, slug: str) -> FileResponse:
    return pdf_response(_tree(meeting_of(request, public_id), slug))


@require_GET
def paper_docx(request: HttpRequest, public_id: UUID, slug: str) -> FileResponse:
    return docx_response(_tree(meeting_of(request, public_id), slug))


@require_GET
def sitting_paper(request: HttpRequest, public_id: UUID, slug: str) -> FileResponse:
    return pdf_response(_sitting_tree(request, public_id, slug))


@require_GET
def sitting_paper_docx(request: HttpRequest, public_id: UUID, slug: str) -> FileResponse:
    return docx_response(_sitting_tree(request, public_id, slug))


@require_POST
def paper_draft(request: HttpRequest, public_id: UUID, slug: str) -> HttpResponse:
    """拟发, to be edited and sent to its reviewers on its own page."""
    meeting = meeting_of(request, public_id)
    require(request.actor, "meetings.manage", meeting)
    document = draft_paper(meeting=meeting, paper=_paper(meeting, slug), by=request.actor, at=timezone.now())
    messages.success(request, f"已按会议安排拟出{document.title},请核对后送审。")
    return redirect(document)


def _paper(meeting: Meeting, slug: str) -> MeetingPaper:
    found = paper_of(meeting, slug)
    if found is None:
        raise Http404
    return found


def _tree(meeting: Meeting, slug: str) -> Tree:
    found, on = _paper(meeting, slug), timezone.localdate()
    if missing := found.missing(meeting, on):
        raise WrongState(f"{missing},不能生成{found.title}。请先补充后再打开。")
    return found.tree(meeting, on)


def _sitting_tree(request: HttpRequest, public_id: UUID, slug: str) -> Tree:
    found = sitting_paper_of(slug)
    if found is None:
        raise Http404
    return found.tree(sitting_of(request, public_id), timezone.localdate())
