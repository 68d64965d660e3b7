"""The approval of a document decides what becomes of it."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.foundation.core.actors import Actor
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.signals import request_approved, request_returned, request_withdrawn
from apps.office.documents import selectors
from apps.office.documents.models import Document
from apps.office.documents.rules.states import ISSUE
from apps.office.documents.services.drafting import document_returned
from apps.office.documents.services.issuing import document_issue


@receiver(request_approved)
def issue_document(request: ApprovalRequest, by: Actor, at: datetime, **kwargs: Any) -> None:
    if _is_about_a_document(request):
        document_issue(document=selectors.document_of(request), by=by, at=at)


@receiver([request_returned, request_withdrawn])
def return_document(request: ApprovalRequest, by: Actor, at: datetime, **kwargs: Any) -> None:
    if _is_about_a_document(request):
        document_returned(document=selectors.document_of(request), by=by, at=at)


def _is_about_a_document(request: ApprovalRequest) -> bool:
    return request.kind == ISSUE and request.subject_label == Document._meta.label_lower
