"""What a plan does when the party committee decides; inside that transaction, rows only."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.foundation.core.actors import Actor
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.signals import request_approved, request_returned, request_withdrawn
from apps.systems.reform_tasks.selectors.plans import PLAN_STUDY
from apps.systems.reform_tasks.services import planning


@receiver(request_approved)
def note_approval(request: ApprovalRequest, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == PLAN_STUDY:
        planning.plan_approved(request=request, by=by, at=at)


@receiver([request_returned, request_withdrawn])
def note_return(request: ApprovalRequest, reason: str, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == PLAN_STUDY:
        planning.plan_returned(request=request, reason=reason, by=by, at=at)
