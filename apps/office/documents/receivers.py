"""The approval of a document decides what becomes of it."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from apps.foundation.core.actors import Actor
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.signals import request_approved, request_returned
from apps.office.documents import selectors
from apps.office.documents.services import issuing
from apps.office.documents.services.drafting import ISSUE, document_returned


@receiver(request_approved)
def issue_document(request: ApprovalRequest, **kwargs: Any) -> None:
    if request.kind == ISSUE:
        signed_by = request.steps.order_by("-number").values_list("decided_by", flat=True)[0]
        document = selectors.document_of(request)
        issuing.document_issue(document=document, signed_by=signed_by, by=Actor.system(), at=timezone.now())


@receiver(request_returned)
def return_document(request: ApprovalRequest, **kwargs: Any) -> None:
    if request.kind == ISSUE:
        document_returned(document=selectors.document_of(request), by=Actor.system(), at=timezone.now())
