"""What leaves the portal on paper is in the log."""

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import WrongState
from apps.systems.legal_exams.models import Admission, Exam, Paper
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.services.records import record

NOT_YET = "评分以后才能打印试卷:考试没有结束以前,试题不能离开题库。"


def may_print(admission: Admission) -> bool:
    """Whether there is a paper, and it was marked."""
    return admission.exam.state in states.EXAM_WITH_MARKS and hasattr(admission, "paper")


@transaction.atomic
def paper_print(*, paper: Paper, by: Actor) -> None:
    """Questions leave the bank only with a paper that was sat and marked."""
    if not may_print(paper.admission):
        raise WrongState(NOT_YET)
    record("legal_exams.answers.printed", paper, by)


@transaction.atomic
def record_print(*, exam: Exam, by: Actor) -> None:
    record("legal_exams.record.printed", exam, by)
