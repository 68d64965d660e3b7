from celery import shared_task

from tests.dummy_system.models import Note


@shared_task(name="dummy_system.count_notes")
def count_notes() -> int:
    return Note.objects.count()
