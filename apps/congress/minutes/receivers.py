"""What becomes of its document decides what becomes of a paper."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.congress.minutes import papers
from apps.congress.minutes.models import Minutes
from apps.congress.minutes.services import approving
from apps.foundation.core.actors import Actor
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.signals import request_returned, request_withdrawn
from apps.office.documents import selectors as documents
from apps.office.documents.models import Document
from apps.office.documents.rules.states import ISSUE
from apps.office.documents.signals import document_issued, document_withdrawn


@receiver(document_issued)
def issue_minutes(document: Document, by: Actor, at: datetime, **kwargs: Any) -> None:
    if is_of_minutes(document):
        approving.minutes_issued(document=document, by=by, at=at)


@receiver(document_withdrawn)
def reopen_minutes(document: Document, by: Actor, at: datetime, **kwargs: Any) -> None:
    if is_of_minutes(document):
        approving.minutes_reopened(document=document, by=by, at=at)


@receiver([request_returned, request_withdrawn])
def return_minutes(request: ApprovalRequest, by: Actor, at: datetime, **kwargs: Any) -> None:
    """After documents has made a draft of it again: receivers run in the order of the floors."""
    if request.kind == ISSUE and request.subject_label == Document._meta.label_lower:
        document = documents.document_of(request)
        if is_of_minutes(document):
            approving.minutes_returned(document=document, by=by, at=at)


def is_of_minutes(document: Document) -> bool:
    is_one = document.kind in (papers.RECORD_KIND, papers.MINUTES_KIND)
    return is_one and document.subject_label == Minutes._meta.label_lower
