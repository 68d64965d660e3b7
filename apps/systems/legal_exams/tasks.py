from celery import shared_task
from django.utils import timezone

from apps.systems.legal_exams.services import importing, questions


# bank
@shared_task(name="legal_exams.bank_sweep")
def bank_sweep() -> int:
    """What ran out is retired; files that nobody said yes to are forgotten."""
    now = timezone.now()
    return questions.questions_expire(on=timezone.localdate(now), at=now) + importing.imports_forget(at=now)
