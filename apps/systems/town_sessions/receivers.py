"""What a plan does when its organs decide; inside that transaction, rows only."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.foundation.core.actors import Actor
from apps.office.approvals.models import ApprovalRequest, ApprovalStep
from apps.office.approvals.signals import request_approved, request_returned, request_withdrawn, step_ready
from apps.systems.town_sessions.rules.states import PARTY_STEP, STUDY
from apps.systems.town_sessions.services import approving


@receiver(step_ready)
def note_discussion(request: ApprovalRequest, step: ApprovalStep, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == STUDY and step.number == PARTY_STEP:
        approving.plan_discussed(request=request, by=by, at=at)


@receiver(request_approved)
def note_approval(request: ApprovalRequest, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == STUDY:
        approving.plan_approved(request=request, by=by, at=at)


@receiver([request_returned, request_withdrawn])
def note_return(request: ApprovalRequest, reason: str, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == STUDY:
        approving.plan_returned(request=request, reason=reason, by=by, at=at)
