from celery import shared_task
from django.utils import timezone

from apps.congress.minutes.services import bundling


@shared_task(name="minutes.bundle_make")
def bundle_make(bundle_id: int) -> None:
    bundling.bundle_make(bundle_id=bundle_id, at=timezone.now())
