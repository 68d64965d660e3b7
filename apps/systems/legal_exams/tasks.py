"""What the timetable does for exams."""

from celery import shared_task
from django.utils import timezone

from apps.systems.legal_exams.services import marking, sitting


# sitting
@shared_task(name="legal_exams.papers_time_out")
def papers_time_out() -> int:
    return sitting.papers_time_out(at=timezone.now())


# results
@shared_task(name="legal_exams.ended_mark")
def ended_mark() -> int:
    return marking.ended_mark(at=timezone.now())
