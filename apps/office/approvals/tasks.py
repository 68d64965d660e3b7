from celery import shared_task
from django.utils import timezone

from apps.office.approvals.services import request_lapse


@shared_task(name="approvals.lapse")
def lapse(request_id: int, reason: str) -> None:
    request_lapse(request_id=request_id, reason=reason, at=timezone.now())
