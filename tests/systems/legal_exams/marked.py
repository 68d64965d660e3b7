"""Exams that were sat: papers as rows, whose answers are so many right ones."""

import json
from datetime import timedelta
from random import Random

from django.db.models import F

from apps.systems.legal_exams.models import Admission, Answer, Exam, Mark, Nomination, Paper, Question
from apps.systems.legal_exams.rules import drawing, states
from apps.systems.legal_exams.services.marking import exam_mark
from tests.systems.legal_exams.house_of_exams import (
    NOW,
    STARTS_AT,
    ExamHouse,
    make_admission,
    make_exam,
    make_nomination,
    make_question,
    minutes_on,
)

ENDED_AT = minutes_on(61)
TEN = (
    (drawing.SINGLE, 5, 100), (drawing.MULTIPLE, 2, 150), (drawing.JUDGE, 2, 100),
)  # fmt: skip
"""Nine questions, 1000 tenths."""


def make_questions(house: ExamHouse) -> list[tuple[Question, int]]:
    """The questions of one paper with their points; the first options are right."""
    return [(make_question(house, kind), tenths) for kind, count, tenths in TEN for _ in range(count)]


def make_paper(admission: Admission, questions, right: int, seed: str = "a") -> Paper:
    """A paper of these questions; the first `right` of them answered rightly, the others with the last option."""
    random, items = Random(seed), []
    for question, tenths in questions:
        order = list(range(len(question.content["options"])))
        if question.kind != drawing.JUDGE:
            random.shuffle(order)
        items.append(
            {
                "question": question.pk, "number": question.number, "kind": question.kind, "order": order,
                "key": question.content["key"], "tenths": tenths, "stem": question.content["stem"],
                "options": question.content["options"], "explanation": "", "law": question.law.name,
                "article": question.article,
            }
        )  # fmt: skip
    paper = Paper.objects.create(
        admission=admission, seed=seed, sealed=json.dumps(items), sha256="0" * 64, drawn_at=STARTS_AT,
        begun_at=STARTS_AT, ends_at=minutes_on(60), handed_in_at=minutes_on(50), handed_in_how="self",
    )  # fmt: skip
    answer(paper, [item["key"] if place < right else [len(item["options"]) - 1] for place, item in enumerate(items)])
    Admission.objects.filter(pk=admission.pk).update(state=states.HANDED_IN)
    return paper


def answer(paper: Paper, chosen: list[list[int]]) -> None:
    """Tick options, named by their places in the question, where the paper shows them."""
    Answer.objects.bulk_create(
        Answer(
            paper=paper, place=place, ticked=[item["order"].index(one) for one in options], serial=1,
            saved_at=minutes_on(10),
        )
        for place, (item, options) in enumerate(zip(paper.items, chosen, strict=True))
        if options
    )  # fmt: skip


def make_ended(house: ExamHouse, rights: list[int], nominations: list[Nomination] | None = None, **values) -> Exam:
    """An exam that is over: one candidate for each number of right answers, all with the same questions."""
    exam = make_exam(house, state=states.ENDED, started_at=STARTS_AT, ended_at=ENDED_AT, **values)
    questions = make_questions(house)
    for seat, right in enumerate(rights, start=1):
        nomination = nominations[seat - 1] if nominations else make_nomination(house, f"密名{seat}")
        make_paper(make_admission(exam, nomination, seat), questions, right, seed=str(seat))
    return exam


def mark(house: ExamHouse, exam: Exam) -> int:
    return exam_mark(exam=exam, by=house.actor("exam_staff"), at=ENDED_AT)


def scores_of(exam: Exam) -> list[list[int]]:
    """The tenths of every mark of every paper, by seat."""
    papers = Paper.objects.filter(admission__exam=exam).order_by("admission__seat")
    return [list(paper.marks.order_by("number").values_list("tenths", flat=True)) for paper in papers]


def states_of(exam: Exam) -> list[str]:
    return list(exam.admissions.order_by("seat").values_list("nomination__state", flat=True))


def numbers_of(exam: Exam) -> list[int]:
    """The numbers of the questions of its papers, in their order."""
    return [item["number"] for item in Paper.objects.filter(admission__exam=exam)[0].items]


def resit(house: ExamHouse, exam: Exam, rights: list[int], nominations: list[Nomination]) -> Exam:
    """Another ended exam for those who failed."""
    again = make_ended(
        house, rights, nominations, blueprint=exam.blueprint, resit_of=exam, starts_at=STARTS_AT + timedelta(days=2)
    )
    Exam.objects.filter(pk=again.pk).update(started_at=F("starts_at"))
    return again


def give_mark(admission: Admission, tenths: int, *, passed: bool, number: int = 1) -> Mark:
    """One more mark of the candidate's paper; the last one counts."""
    paper, _ = Paper.objects.get_or_create(
        admission=admission, defaults={"seed": "0", "sealed": json.dumps([]), "sha256": "0" * 64, "drawn_at": NOW}
    )
    return Mark.objects.create(
        paper=paper, number=number, per_question=[], tenths=tenths, passed=passed, marked_at=NOW, marked_by="系统"
    )
