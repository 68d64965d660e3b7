from celery import shared_task
from django.utils import timezone

from apps.foundation.accounts import services


@shared_task(name="accounts.sessions_tidy")
def sessions_tidy() -> None:
    services.sessions_tidy(at=timezone.now())
