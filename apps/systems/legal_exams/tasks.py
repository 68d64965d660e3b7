"""What the timetable does for exams."""

from celery import shared_task
from django.utils import timezone

from apps.systems.legal_exams.services import importing, marking, questions, sitting


# bank
@shared_task(name="legal_exams.bank_sweep")
def bank_sweep() -> int:
    """What ran out is retired; files that nobody said yes to are forgotten."""
    now = timezone.now()
    return questions.questions_expire(on=timezone.localdate(now), at=now) + importing.imports_forget(at=now)


# sitting
@shared_task(name="legal_exams.papers_time_out")
def papers_time_out() -> int:
    return sitting.papers_time_out(at=timezone.now())


# results
@shared_task(name="legal_exams.ended_mark")
def ended_mark() -> int:
    return marking.ended_mark(at=timezone.now())
