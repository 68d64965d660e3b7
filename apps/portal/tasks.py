from celery import shared_task
from django.utils import timezone

from apps.portal.services.snapshots import measures_keep


@shared_task(name="portal.keep_measures")
def keep_measures() -> int:
    return measures_keep(at=timezone.now())
