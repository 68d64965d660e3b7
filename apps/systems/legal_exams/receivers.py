"""What the exam does when an approval below it ends; rows only."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.foundation.core.actors import Actor
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.signals import request_approved, request_returned, request_withdrawn
from apps.systems.legal_exams.models import Nomination
from apps.systems.legal_exams.selectors.nominations import EXEMPTION
from apps.systems.legal_exams.services import nominations


@receiver(request_approved)
def note_approval(request: ApprovalRequest, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == EXEMPTION:
        nominations.exemption_grant(nomination=Nomination(pk=request.subject_id), by=by, at=at)


@receiver([request_returned, request_withdrawn])
def note_return(request: ApprovalRequest, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == EXEMPTION:
        nominations.exemption_refuse(nomination=Nomination(pk=request.subject_id), by=by, at=at)
