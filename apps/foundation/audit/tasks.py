from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from apps.foundation.audit import services

RECENT = timedelta(days=1)


@shared_task(name="audit.seal_recent")
def seal_recent() -> int:
    now = timezone.now()
    return services.seal_entries(at=now, since=now - RECENT)


@shared_task(name="audit.seal_all")
def seal_all() -> int:
    return services.seal_entries(at=timezone.now())
