from celery import shared_task
from django.utils import timezone

from apps.congress.supervision.services.escalating import escalations_tell


@shared_task(name="supervision.escalate")
def escalate() -> int:
    return escalations_tell(at=timezone.now())
