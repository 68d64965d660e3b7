"""What marked papers say of questions and articles."""

import json
from datetime import date

import pytest

from apps.systems.legal_exams.models import Answer, Mark, Organ, Paper
from apps.systems.legal_exams.selectors.items import items_of, weak_of
from tests.systems.legal_exams.house_of_exams import (
    NOW,
    STARTS_AT,
    make_admission,
    make_exam,
    make_nomination,
    make_question,
)

pytestmark = pytest.mark.django_db
ORDER = [3, 1, 0, 2]


def sat(exam, house, question, number: int, *ticked: int, tenths: int) -> Paper:
    """A paper of one question, shown in another order; `ticked` are places as shown."""
    nomination = make_nomination(house, f"密名{number}")
    admission = make_admission(exam, nomination, seat=None)
    item = {
        "question": question.pk, "number": question.number, "kind": question.kind, "order": ORDER, "key": [0],
        "tenths": 1000, "law": question.law.name, "article": question.article, **question.content,
    }  # fmt: skip
    item["key"] = [0]
    paper = Paper.objects.create(
        admission=admission, seed="1", sealed=json.dumps([item]), sha256="0", drawn_at=NOW, begun_at=STARTS_AT
    )
    Answer.objects.create(paper=paper, place=0, ticked=list(ticked), serial=1, saved_at=STARTS_AT)
    for mark, amount in enumerate((0, tenths), start=1):
        Mark.objects.create(
            paper=paper, number=mark, per_question=[amount], tenths=amount, passed=amount > 0, marked_at=NOW,
            marked_by="系统",
        )  # fmt: skip
    return paper


@pytest.fixture
def papers(house):
    """Ten candidates: six were right (place 2 as shown), four ticked what stands first, which is the fourth option."""
    exam, question = make_exam(house), make_question(house)
    for number in range(10):
        right = number < 6
        sat(exam, house, question, number, 2 if right else 0, tenths=900 if right else 300)
    return question


def test_ticks_are_told_in_the_questions_own_order_by_the_last_mark(house, papers):
    (line,) = items_of(house.office, date(2026, 1, 1))
    assert (line.number, line.item.papers, line.item.facility) == (papers.number, 10, 60)
    assert (line.item.discrimination, line.distractors, line.doubt) == (100, "D 4人", "")
    assert items_of(house.office, date(2026, 4, 1)) == []


def test_articles_are_told_by_class_of_officers(house, papers):
    (line,) = weak_of(house.office, date(2026, 1, 1))
    assert (line.organ, line.article, line.percent) == (Organ.GOVERNMENT.label, papers.article, 60)


def test_the_pages_name_nobody(house, papers):
    for name in ("items", "items/weak"):
        for export in ("", "?export=xlsx"):
            answer = house.client("exam_setter").get(f"/exams/{name}/{export}")
            assert answer.status_code == 200
            assert "密名".encode() not in answer.getvalue()
