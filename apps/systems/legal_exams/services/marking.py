"""评分: every paper of an exam that is over, at once; and again where a question proved wrong. All marks are kept."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from apps.foundation.core.actors import Actor
from apps.foundation.core.errors import Conflict, DomainError, WrongState, required
from apps.systems.legal_exams.models import Answer, Exam, Mark, Paper, WithdrawnQuestion
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.rules.marking import WITHDRAWN_HOW, Scheme, mark
from apps.systems.legal_exams.rules.practising import drawn_of
from apps.systems.legal_exams.rules.results import passes
from apps.systems.legal_exams.selectors.results import issues_before_marking, withdrawn_in
from apps.systems.legal_exams.services.locks import exam_locked
from apps.systems.legal_exams.services.outcomes import nominations_settle
from apps.systems.legal_exams.services.records import record

BEFORE = (states.PLANNED, states.CALLED_OFF)


@transaction.atomic
def exam_mark(*, exam: Exam, by: Actor, at: datetime) -> int:
    """Mark an exam that has ended and move its nominations; returns how many papers were marked. A paper that nobody
    opened has no mark.

    Of two at once one waits and finds it done. Raises NotReady while somebody has neither handed in nor is absent.
    """
    exam = exam_locked(exam.pk)
    if exam.state in states.EXAM_WITH_MARKS:
        return 0
    exam.state, exam.marked_at = states.move_exam(exam.state, "mark", issues_before_marking(exam)), at
    exam.save(update_fields=["state", "marked_at"])
    papers = list(_papers(exam).filter(begun_at__isnull=False))
    _mark(papers, exam, by, at)
    nominations_settle(exam)
    record("legal_exams.exam.marked", exam, by, papers=len(papers))
    return len(papers)


def ended_mark(*, at: datetime) -> int:
    """Mark every exam that has ended, for the beat: whoever ended it need not stay. Returns how many exams."""
    ended = Exam.objects.filter(state=states.ENDED)
    ready = [exam for exam in ended if not list(issues_before_marking(exam))]
    for exam in ready:
        exam_mark(exam=exam, by=Actor.system(), at=at)
    return len(ready)


@transaction.atomic
def question_withdraw(
    *, exam: Exam, number: int, how: str, reason: str, by: Actor, at: datetime
) -> WithdrawnQuestion:  # fmt: skip
    """Decide that a question of an exam does not stand: GIVE everybody its points or DROP it.

    Before the papers are marked it is only recorded; afterwards every paper that has it is marked again, and
    nominations follow. A report that was made before must be made again.
    """
    exam = exam_locked(exam.pk)
    if exam.state in BEFORE:
        raise WrongState(f"考试{states.EXAM_LABELS[exam.state]},还没有试卷,不能作废试题。")
    reason = required(reason, "请写明作废该题的理由(不要写题目内容和考生姓名)。")
    touched, question = _papers_with(exam, number)
    if withdrawn_in(exam).get(question) == how:
        raise Conflict(f"第{number}题已按“{dict(WITHDRAWN_HOW)[how]}”作废,请刷新页面。")
    decision = WithdrawnQuestion.objects.create(
        exam=exam, question_id=question, how=how, reason=reason, decided_by=by.name, decided_at=at
    )
    if exam.state in states.EXAM_WITH_MARKS:
        exam.state, exam.marked_at = states.move_exam(exam.state, "mark"), at
        exam.save(update_fields=["state", "marked_at"])
        _mark([paper for paper in touched if paper.begun_at], exam, by, at)
        nominations_settle(exam)
    record("legal_exams.question.withdrawn", exam, by, reason=reason, number=number, papers=len(touched),
           how=dict(WITHDRAWN_HOW)[how])  # fmt: skip
    return decision


def _papers(exam: Exam) -> QuerySet[Paper]:
    return Paper.objects.filter(admission__exam=exam).select_related("admission").order_by("admission__ticket")


def _papers_with(exam: Exam, number: int) -> tuple[list[Paper], int]:
    """The papers that have the question of this number, and its key."""
    touched, question = [], None
    for paper in _papers(exam):
        for item in paper.items:
            if item["number"] == number:
                touched.append(paper)
                question = item["question"]
    if question is None:
        raise DomainError(f"本次考试的试卷中没有第{number}题,请核对题号。")
    return touched, question


def _mark(papers: Sequence[Paper], exam: Exam, by: Actor, at: datetime) -> None:
    answers, numbers = _answers(papers), _last_numbers(papers)
    withdrawn = withdrawn_in(exam)
    scheme = Scheme(exam.partial, exam.pass_tenths, exam.full_tenths)
    rows = []
    for paper in papers:
        score = mark(drawn_of(paper.items), answers[paper.pk], scheme, withdrawn)
        rows.append(
            Mark(
                paper=paper, number=numbers[paper.pk] + 1, per_question=list(score.per_question), tenths=score.tenths,
                passed=passes(score.passed, paper.admission.state), marked_at=at, marked_by=by.name,
                withdrawn={str(question): how for question, how in withdrawn.items()},
            )
        )  # fmt: skip
    Mark.objects.bulk_create(rows)


def _answers(papers: Sequence[Paper]) -> dict[int, dict[int, list[int]]]:
    answers: dict[int, dict[int, list[int]]] = defaultdict(dict)
    rows = Answer.objects.filter(paper__in=[paper.pk for paper in papers])
    for paper_id, place, ticked in rows.values_list("paper_id", "place", "ticked"):
        answers[paper_id][place] = ticked
    return answers


def _last_numbers(papers: Sequence[Paper]) -> dict[int, int]:
    rows = Mark.objects.filter(paper__in=[paper.pk for paper in papers]).order_by("number")
    return defaultdict(int, rows.values_list("paper_id", "number"))
