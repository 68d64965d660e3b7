"""What exams hear from approvals, documents and polls, inside the transaction of the act."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from apps.congress.ballots.models import Poll
from apps.congress.ballots.signals import poll_announced, poll_opened, poll_voided
from apps.foundation.core.actors import Actor
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.signals import request_approved, request_returned, request_withdrawn
from apps.office.documents.models import Document
from apps.office.documents.signals import document_issued, document_withdrawn
from apps.systems.legal_exams.models import Exam, Nomination
from apps.systems.legal_exams.papers.results import REPORT
from apps.systems.legal_exams.selectors.nominations import EXEMPTION
from apps.systems.legal_exams.services import nominations
from apps.systems.legal_exams.services.reporting import exam_report, report_take_back
from apps.systems.legal_exams.services.voting import poll_check, result_take


# nominations
@receiver(request_approved)
def note_approval(request: ApprovalRequest, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == EXEMPTION:
        nominations.exemption_grant(nomination=Nomination(pk=request.subject_id), by=by, at=at)


@receiver([request_returned, request_withdrawn])
def note_return(request: ApprovalRequest, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == EXEMPTION:
        nominations.exemption_refuse(nomination=Nomination(pk=request.subject_id), by=by, at=at)


# results
@receiver(document_issued)
def take_report(document: Document, by: Actor, at: datetime, **kwargs: Any) -> None:
    if document.kind == REPORT:
        exam_report(exam=Exam.objects.get(pk=document.subject_id), document=document, by=by, at=at)


@receiver(document_withdrawn)
def take_report_back(document: Document, by: Actor, at: datetime, **kwargs: Any) -> None:
    if document.kind == REPORT:
        report_take_back(exam=Exam.objects.get(pk=document.subject_id), by=by, at=at)


@receiver(poll_opened)
def check_votes(poll: Poll, **kwargs: Any) -> None:
    poll_check(poll)


@receiver(poll_announced)
def take_votes(poll: Poll, outcome: dict[str, Any], **kwargs: Any) -> None:
    adopted = outcome["adopted"] if outcome["valid"] else None
    result_take(poll=poll, adopted=adopted, by=Actor.system(), at=poll.announced_at or timezone.now())


@receiver(poll_voided)
def take_votes_back(poll: Poll, **kwargs: Any) -> None:
    result_take(poll=poll, adopted=None, by=Actor.system(), at=timezone.now())
