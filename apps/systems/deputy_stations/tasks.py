from celery import shared_task
from django.utils import timezone

from apps.systems.deputy_stations.services import slots


@shared_task(name="deputy_stations.slots_sweep")
def slots_sweep() -> int:
    return slots.slots_sweep(at=timezone.now())
