"""开考、结束考试: by the chief invigilator or the staff of the exam."""

from datetime import datetime, timedelta

from django.db import transaction

from apps.foundation.core import outbox
from apps.foundation.core.actors import Actor
from apps.systems.legal_exams.models import Admission, Exam, Paper
from apps.systems.legal_exams.rules import sitting, states
from apps.systems.legal_exams.services.drawing import papers_draw
from apps.systems.legal_exams.services.locks import exam_locked
from apps.systems.legal_exams.services.records import record

MARK = "legal_exams.ended_mark"


@transaction.atomic
def exam_start(*, exam: Exam, by: Actor, at: datetime) -> Exam:
    """Give the word: all papers open together ten seconds later, and all end together.

    Raises NotReady before the planned time, and where a candidate without a paper cannot be given one.
    """
    exam = exam_locked(exam.pk)
    admitted = exam.admissions.count()
    exam.state = states.move_exam(exam.state, "start", sitting.issues_before_starting(admitted, exam.starts_at, at))
    papers_draw(exam=exam, by=by, at=at)
    exam.started_at = at + sitting.LEAD
    exam.save(update_fields=["state", "started_at"])
    ends_at = exam.started_at + timedelta(minutes=exam.minutes)
    Paper.objects.filter(admission__exam=exam, handed_in_at=None).update(ends_at=ends_at)
    record("legal_exams.exam.started", exam, by, admitted=admitted)
    return exam


@transaction.atomic
def exam_end(*, exam: Exam, by: Actor, at: datetime) -> Exam:
    """Once everybody has handed in, was stopped or is recorded absent. Raises NotReady with who is left."""
    exam = exam_locked(exam.pk)
    left = exam.admissions.filter(state__in=states.AT_WORK)
    answering = left.filter(state=states.ANSWERING).count()
    exam.state = states.move_exam(exam.state, "end", sitting.issues_before_ending(answering, left.count() - answering))
    exam.ended_at = at
    exam.save(update_fields=["state", "ended_at"])
    sat = Admission.objects.filter(exam=exam, state=states.HANDED_IN).count()
    record("legal_exams.exam.ended", exam, by, sat=sat)
    outbox.send(MARK)
    return exam
