"""What supervision does when a sheet is signed, withdrawn or given up, and when an extension is decided."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.congress.supervision import papers
from apps.congress.supervision.services import criticising, extending, sheets
from apps.foundation.core.actors import Actor
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.signals import request_approved, request_returned, request_withdrawn
from apps.office.documents.models import Document
from apps.office.documents.signals import document_discarded, document_issued, document_withdrawn


@receiver(document_issued)
def issue_sheet(document: Document, by: Actor, at: datetime, **kwargs: Any) -> None:
    if document.kind == papers.SHEET:
        sheets.sheet_issued(document=document, by=by, at=at)


@receiver(document_withdrawn)
def withdraw_sheet(document: Document, by: Actor, at: datetime, **kwargs: Any) -> None:
    if document.kind == papers.SHEET:
        sheets.sheet_document_dropped(document=document, reason=document.withdraw_reason, by=by, at=at)


@receiver(document_discarded)
def give_up_sheet(document: Document, reason: str, by: Actor, at: datetime, **kwargs: Any) -> None:
    if document.kind == papers.SHEET:
        sheets.sheet_document_dropped(document=document, reason=reason, by=by, at=at)


@receiver([document_discarded, document_withdrawn])
def release_sheets(document: Document, by: Actor, at: datetime, **kwargs: Any) -> None:
    if document.kind == papers.CRITICISM:
        criticising.criticism_dropped(document=document, by=by, at=at)


@receiver(request_approved)
def grant_extension(request: ApprovalRequest, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == extending.EXTENSION:
        extending.extension_granted(request=request, by=by, at=at)


@receiver([request_returned, request_withdrawn])
def refuse_extension(request: ApprovalRequest, reason: str, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == extending.EXTENSION:
        extending.extension_refused(request=request, reason=reason, by=by, at=at)
