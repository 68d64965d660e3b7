from celery import shared_task
from django.utils import timezone

from apps.office.documents.services import archiving


@shared_task(name="documents.archive")
def archive(document_id: int) -> None:
    archiving.document_archive(document_id=document_id, at=timezone.now())


@shared_task(name="documents.archive_pending")
def archive_pending() -> int:
    return archiving.archive_pending()
