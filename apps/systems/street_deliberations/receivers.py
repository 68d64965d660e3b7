"""What plans and slates do when an organ decides or a notice ends; inside that transaction, rows only."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.foundation.core.actors import Actor
from apps.office.approvals.models import ApprovalRequest
from apps.office.approvals.signals import request_approved, request_returned, request_withdrawn
from apps.office.public_notices.models import PublicNotice
from apps.office.public_notices.signals import notice_concluded, notice_withdrawn
from apps.systems.street_deliberations.models import Slate
from apps.systems.street_deliberations.rules.states import PLAN_STUDY, SLATE_STUDY
from apps.systems.street_deliberations.services import planning, slates

SLATE = Slate._meta.label_lower


@receiver(request_approved)
def note_approval(request: ApprovalRequest, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == PLAN_STUDY:
        planning.plan_approved(request=request, by=by, at=at)
    elif request.kind == SLATE_STUDY:
        slates.slate_approved(request=request, by=by, at=at)


@receiver([request_returned, request_withdrawn])
def note_return(request: ApprovalRequest, reason: str, by: Actor, at: datetime, **kwargs: Any) -> None:
    if request.kind == PLAN_STUDY:
        planning.plan_returned(request=request, reason=reason, by=by, at=at)
    elif request.kind == SLATE_STUDY:
        slates.slate_returned(request=request, reason=reason, by=by, at=at)


@receiver(notice_concluded)
def note_end(notice: PublicNotice, by: Actor, at: datetime, **kwargs: Any) -> None:
    if notice.subject_label == SLATE:
        slates.slate_noticed(notice=notice, by=by, at=at)


@receiver(notice_withdrawn)
def note_withdrawal(notice: PublicNotice, reason: str, by: Actor, at: datetime, **kwargs: Any) -> None:
    if notice.subject_label == SLATE:
        slates.slate_unpublished(notice=notice, reason=reason, by=by, at=at)
