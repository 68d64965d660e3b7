from celery import shared_task
from django.utils import timezone

from apps.systems.livelihood_projects.models import ArchiveOrder
from apps.systems.livelihood_projects.services.archiving import archive_make as make


@shared_task(name="livelihood_projects.archive_make")
def archive_make(order_id: int) -> None:
    make(order=ArchiveOrder.objects.get(pk=order_id), at=timezone.now())
