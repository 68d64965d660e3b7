from celery import shared_task
from django.utils import timezone

from apps.foundation.organisations.models import DayTally


@shared_task(name="organisations.fold_days")
def fold_days() -> int:
    return DayTally.objects.fold(timezone.localdate())
