"""Approvals tell whose turn it is and how it ended; inside the transaction of that act, rows only.

Approvals and notifications are neighbours on one floor and do not know each other: the roof connects them.
"""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.office.approvals.models import ApprovalRequest, ApprovalStep
from apps.office.approvals.selectors import people_to_tell
from apps.office.approvals.signals import request_approved, request_returned, step_ready
from apps.office.notifications.services import notice_send

Sender = type[ApprovalRequest]


@receiver(step_ready)
def tell_whose_turn_it_is(
    sender: Sender, request: ApprovalRequest, step: ApprovalStep, by: Actor, at: datetime, **kwargs: Any
) -> None:
    """Told once a step, and again when it is handed to somebody else."""
    handed = f":{step.delegated_at.timestamp()}" if step.delegated_at else ""
    notice_send(
        recipients=people_to_tell(step, local_day(at)),
        key=f"approvals:{request.public_id}:{step.number}:ready{handed}",
        text="approvals.turn",
        values={
            "step": step.title,
            "title": request.title,
            "drafter": request.drafter_name,
            "holder": step.holder_name,
        },
        area=request.area,
        url=request.get_absolute_url(),
        by=by,
        at=at,
    )


@receiver(request_approved)
def tell_of_approval(sender: Sender, request: ApprovalRequest, by: Actor, at: datetime, **kwargs: Any) -> None:
    _tell_drafter(request, "approvals.approved", {"title": request.title}, by, at)


@receiver(request_returned)
def tell_of_return(
    sender: Sender, request: ApprovalRequest, reason: str, by: Actor, at: datetime, **kwargs: Any
) -> None:
    _tell_drafter(request, "approvals.returned", {"title": request.title, "reason": reason}, by, at)


def _tell_drafter(request: ApprovalRequest, text: str, values: dict[str, str], by: Actor, at: datetime) -> None:
    notice_send(
        recipients=[request.drafter_id] if request.drafter_id else [],
        key=f"approvals:{request.public_id}:{request.current}:{request.state}",
        text=text,
        values=values,
        area=request.area,
        url=request.get_absolute_url(),
        by=by,
        at=at,
    )
