"""询问: registered, answered, promised, done; numbered within the meeting."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from apps.congress.ballots.services.assessments import assessment_prepare
from apps.congress.meetings.models import AgendaItem, Meeting, Question, Sitting
from apps.congress.meetings.rules.questions import (
    issues_before_answer,
    issues_before_question,
    question_move,
    state_after_answer,
)
from apps.congress.meetings.services.planning import locked
from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.core.errors import COMPARE, Conflict, DomainError, WrongState, require_ready
from apps.foundation.core.once import made_once
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import serving_members


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, by whom, and what was promised for when."""

    answered_by: str
    answer: str
    commitment: str = ""
    due_on: date | None = None


@transaction.atomic
def question_ask(
    *, meeting: Meeting, person: Person, text: str, unit: Unit, sitting: Sitting | None = None,
    agenda_item: AgendaItem | None = None, key: UUID | None = None, by: Actor, at: datetime,
) -> Question:  # fmt: skip
    """Register a member's question, before the meeting or in it. The next number of the meeting is its own.

    Sent again under the same `key` it is the same question.
    """
    meeting = locked(meeting)
    require_ready(issues_before_question(meeting.state))
    if not serving_members(meeting.term, local_day(at)).filter(person=person).exists():
        raise DomainError(f"{person.name}不是本届在任代表,不能提出询问。")
    if any(part is not None and part.meeting_id != meeting.pk for part in (sitting, agenda_item)):
        raise DomainError("所选会次或者议程不属于本次会议。")
    number = (meeting.questions.aggregate(last=Max("number"))["last"] or 0) + 1
    said = {"meeting": meeting, "person": person, "text": text.strip(), "unit": unit, "agenda_item": agenda_item}
    question, is_new = made_once(
        Question, key, said=said, sitting=sitting, number=number, name=person.name, asked_at=at
    )
    if is_new:
        record("meetings.question.asked", question, by, name=person.name, number=number)
    return question


@transaction.atomic
def question_answer(*, question: Question, answer: Answer, revision: int, by: Actor, at: datetime) -> Question:
    """Write the answer down, in the sitting or after it. Raises Conflict where somebody else wrote meanwhile."""
    question = question_locked(question)
    question_move(question.state, "记录答复")
    _require_own(question)
    if question.revision != revision:
        raise Conflict(f"这项询问的答复刚被其他工作人员改过,{COMPARE}")
    words = (answer.answer.strip(), answer.commitment.strip())
    require_ready(
        issues_before_answer(
            answer=words[0], commitment=words[1], due_on=answer.due_on, asked_on=local_day(question.asked_at)
        )
    )
    question.answered_by, (question.answer, question.commitment) = answer.answered_by.strip(), words
    question.due_on, question.state = answer.due_on, state_after_answer(question.commitment)
    question.answered_at, question.revision = question.answered_at or at, revision + 1
    question.save()
    record("meetings.question.answered", question, by, number=question.number)
    return question


@transaction.atomic
def commitment_close(*, question: Question, outcome: str, done_on: date, by: Actor, at: datetime) -> Question:
    """办结: what became of the promise, and on which day."""
    question = question_locked(question)
    state = question_move(question.state, "办结")
    _require_own(question)
    if not outcome.strip():
        raise DomainError("请写明承诺事项的办理结果。")
    if done_on > local_day(at):
        raise DomainError("办结日期不能晚于今天。")
    if done_on < local_day(question.asked_at):
        raise DomainError("办结日期不能早于提出询问的日期,请核对。")
    question.state, question.outcome, question.done_on = state, outcome.strip(), done_on
    question.save(update_fields=["state", "outcome", "done_on"])
    record("meetings.question.done", question, by, number=question.number)
    return question


@transaction.atomic
def question_withdraw(*, question: Question, reason: str, by: Actor, at: datetime) -> Question:
    """Before it is answered; number and text stay."""
    question = question_locked(question)
    state = question_move(question.state, "撤回")
    if not reason.strip():
        raise DomainError("请写明撤回询问的原因。")
    question.state, question.withdrawn_reason = state, reason.strip()
    question.save(update_fields=["state", "withdrawn_reason"])
    record("meetings.question.withdrawn", question, by, reason=reason, number=question.number)
    return question


@transaction.atomic
def question_assess(*, question: Question, held_under: str, base: str, by: Actor, at: datetime) -> Question:
    """Prepare a satisfaction assessment of the answer, to be placed on a sitting; one for each question."""
    question = question_locked(question)
    question_move(question.state, "测评")
    if question.poll_id is not None:
        raise Conflict(f"第{question.number}号询问的满意度测评已经准备好,请打开该表决办理。")
    question.poll = assessment_prepare(
        body=question.meeting.body, title=f"第{question.number}号询问答复满意度测评",
        items=[f"{question.unit.name}对第{question.number}号询问的答复"], held_under=held_under,
        base=base, by=by, at=at,
    )  # fmt: skip
    question.save(update_fields=["poll"])
    record("meetings.question.assessed", question, by, number=question.number)
    return question


def _require_own(question: Question) -> None:
    """What was handed over is answered by its unit."""
    if question.matter_id is not None:
        raise WrongState("承诺事项已经交办,由承办单位反馈;答复和承诺不能再改。")


def question_locked(question: Question) -> Question:
    """The row for this transaction."""
    rows = Question.objects.select_for_update(of=("self",)).select_related("meeting__body__area", "unit", "person")
    return rows.get(pk=question.pk)


def record(act: str, question: Question, by: Actor, *, reason: str = "", **facts: object) -> None:
    """One entry, visible where the meeting is."""
    audit.record(act, on=question, by=by, reason=reason, area_path=question.meeting.body.area.path,
                 meeting=question.meeting.title, **facts)  # fmt: skip
