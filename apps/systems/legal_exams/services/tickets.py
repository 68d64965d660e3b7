"""准考证: a ticket with the one-time code for practice, printed once for each candidate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, WrongState, required
from apps.systems.legal_exams.models import Admission, CodePurpose, Exam
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.selectors.exams import without_ticket
from apps.systems.legal_exams.services.admissions import exam_locked
from apps.systems.legal_exams.services.codes import code_issue
from apps.systems.legal_exams.services.records import record

PRINTED = "准考证都已经打印过,没有需要补打的。个别遗失的,请在考生一栏补打。"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What is printed; `code` is told this once."""

    admission: Admission
    code: str


@transaction.atomic
def tickets_print(*, exam: Exam, by: Actor, at: datetime) -> list[Ticket]:
    """Tickets of all who have none yet. Raises Conflict where there is nobody, so that two clicks print once."""
    exam = exam_locked(exam.pk)
    _require_notified(exam, at)
    rows = list(without_ticket(exam).select_related("nomination", "room", "exam__office"))
    if not rows:
        raise Conflict(PRINTED)
    record("legal_exams.tickets.printed", exam, by, count=len(rows))
    return _issued(rows, exam, by, at)


@transaction.atomic
def ticket_reprint(*, admission: Admission, reason: str, by: Actor, at: datetime) -> list[Ticket]:
    """A lost ticket again: the code on the lost one opens nothing any more."""
    exam = exam_locked(admission.exam_id)
    _require_notified(exam, at)
    reason = required(reason, "请写明补打的原因。")
    found = exam.admissions.select_related("nomination", "room", "exam__office").filter(pk=admission.pk).first()
    if found is None:
        raise Conflict("这名考生刚被取消排考,请刷新页面查看。")
    record("legal_exams.ticket.reprinted", found, by, reason=reason)
    return _issued([found], exam, by, at)


def _issued(rows: Sequence[Admission], exam: Exam, by: Actor, at: datetime) -> list[Ticket]:
    return [
        Ticket(one, code_issue(admission=one, purpose=CodePurpose.STUDY, by=by, at=at, expires_at=exam.starts_at))
        for one in rows
    ]


def _require_notified(exam: Exam, at: datetime) -> None:
    if exam.state != states.NOTIFIED or exam.starts_at <= at:
        raise WrongState("发出考试通知以后、开考以前才能打印准考证。")
