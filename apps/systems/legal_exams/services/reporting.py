"""考试情况报告 and 成绩单: drafted from the marks; once the report is signed, the exam counts as reported."""

from datetime import datetime

from django.db import transaction

from apps.congress.supervision.selectors.organs import supervising_organ
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import Conflict, WrongState
from apps.office.documents.models import Document
from apps.office.documents.services.drafting import only_document_draft
from apps.office.documents.services.issuing import document_file
from apps.systems.legal_exams.models import Exam, Mark
from apps.systems.legal_exams.papers.results import REPORT, SCORES, report_paper, scores_paper
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.services.locks import exam_locked
from apps.systems.legal_exams.services.records import record

STALE = "拟出报告以后又作废了试题、重新评分,报告内容已不准确。请退回,由拟稿人作废草稿后重新拟出。"


@transaction.atomic
def report_draft(*, exam: Exam, by: Actor, at: datetime) -> Document:
    """Draft the report to the 主任会议; its signature makes the exam REPORTED."""
    exam = _marked(exam)
    organ = supervising_organ(exam.office, local_day(at))
    document = only_document_draft(
        subject=exam, organ=organ, kind=REPORT, tree=report_paper(exam, organ), by=by, at=at
    )  # fmt: skip
    record("legal_exams.report.drafted", exam, by)
    return document


@transaction.atomic
def scores_file(*, exam: Exam, by: Actor, at: datetime) -> Document:
    """Put the 成绩单 as it stands into the archive. After a question was withdrawn, withdraw it and file another."""
    exam = _marked(exam)
    tree = scores_paper(exam, local_day(at))
    organ = supervising_organ(exam.office, local_day(at))
    document = only_document_draft(subject=exam, organ=organ, kind=SCORES, tree=tree, by=by, at=at)
    record("legal_exams.scores.filed", exam, by)
    return document_file(document=document, by=by, at=at)


@transaction.atomic
def exam_report(*, exam: Exam, document: Document, by: Actor, at: datetime) -> Exam:
    """The report was signed. Raises Conflict where marks changed since it was drafted."""
    exam = exam_locked(exam.pk)
    if Mark.objects.filter(paper__admission__exam=exam, marked_at__gt=document.drafted_at).exists():
        raise Conflict(STALE)
    exam.state, exam.reported_at = states.move_exam(exam.state, "report"), at
    exam.save(update_fields=["state", "reported_at"])
    record("legal_exams.exam.reported", exam, by, number=document.number)
    return exam


@transaction.atomic
def report_take_back(*, exam: Exam, by: Actor, at: datetime) -> Exam:
    """The signed report was withdrawn: the exam is to be reported again."""
    exam = exam_locked(exam.pk)
    if exam.state == states.REPORTED:
        exam.state, exam.reported_at = states.move_exam(exam.state, "unreport"), None
        exam.save(update_fields=["state", "reported_at"])
    record("legal_exams.report.withdrawn", exam, by)
    return exam


def _marked(exam: Exam) -> Exam:
    exam = exam_locked(exam.pk)
    if exam.state not in states.EXAM_WITH_MARKS:
        raise WrongState(f"考试{exam.get_state_display()},评分以后才能拟出报告和成绩单。")
    return exam
