"""Random exams from papers to scores, recomputed by code that shares nothing with the product's."""

import json
from fractions import Fraction
from random import Random

import pytest

from apps.systems.legal_exams.models import Admission, Exam, Paper
from apps.systems.legal_exams.rules import states
from apps.systems.legal_exams.services.marking import exam_mark, question_withdraw
from tests.systems.legal_exams.house_of_exams import (
    STARTS_AT,
    make_admission,
    make_exam,
    make_nomination,
    make_question,
)
from tests.systems.legal_exams.marked import ENDED_AT, answer

KINDS = ("single", "multiple", "judge")


def sat(house, random):
    """Eight candidates with papers of different questions out of twelve, and what each ticked, by option."""
    exam = make_exam(house, state=states.ENDED, started_at=STARTS_AT, ended_at=ENDED_AT)
    bank = [make_question(house, random.choice(KINDS)) for _ in range(12)]
    worth = {question.pk: random.randint(5, 80) for question in bank}
    ticked = {}
    for seat in range(1, 9):
        admission = make_admission(exam, make_nomination(house), seat)
        items = []
        for question in random.sample(bank, 9):
            options = question.content["options"]
            order = random.sample(range(len(options)), len(options))
            items.append({
                "question": question.pk, "number": question.number, "kind": question.kind, "order": order,
                "key": question.content["key"], "tenths": worth[question.pk], "stem": "", "options": options,
                "explanation": "", "law": "", "article": "",
            })  # fmt: skip
        paper = Paper.objects.create(
            admission=admission, seed="x", sealed=json.dumps(items), sha256="0" * 64, drawn_at=STARTS_AT,
            begun_at=STARTS_AT, handed_in_at=ENDED_AT, handed_in_how="time",
        )  # fmt: skip
        chosen = [random.sample(range(len(item["options"])), random.randint(0, 2)) for item in items]
        for place, item in enumerate(items):
            if random.random() < 0.6:
                chosen[place] = list(item["key"])
        answer(paper, chosen)
        ticked[paper.pk] = [
            (item["question"], item["kind"], {item["options"][one] for one in options},
             {item["options"][one] for one in item["key"]}, item["tenths"])
            for item, options in zip(items, chosen, strict=True)
        ]  # fmt: skip
    Admission.objects.filter(exam=exam).update(state=states.HANDED_IN)
    return exam, bank, ticked


def oracle(rows, partial, full, decided):
    """What a clerk with the key would write below a paper: by the texts of the options and in fractions."""
    got = possible = Fraction(0)
    for question, kind, chosen, right, tenths in rows:
        if decided.get(question) == "drop":
            continue
        possible += tenths
        if decided.get(question) == "give" or chosen == right:
            got += tenths
        elif partial == "half" and kind == "multiple" and chosen and chosen <= right:
            got += Fraction(tenths // 2)
    return (got * full / possible).__floor__() if possible else full


def last_scores(ticked):
    return {
        paper.pk: (paper.marks.first().tenths, paper.marks.first().passed)
        for paper in Paper.objects.filter(pk__in=ticked)
    }


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("partial", ["all_or_nothing", "half"])
def test_every_score_is_what_a_clerk_would_compute(house, seed, partial):
    random = Random(f"{seed}{partial}")
    exam, bank, ticked = sat(house, random)
    full, least = random.randint(500, 1500), random.randint(200, 500)
    rules = {"partial": partial, "full_tenths": full, "pass_tenths": least}
    Exam.objects.filter(pk=exam.pk).update(state=states.PLANNED)
    Exam.objects.filter(pk=exam.pk).update(**rules)
    Exam.objects.filter(pk=exam.pk).update(state=states.ENDED)
    by, decided = house.actor("exam_staff"), {}
    exam_mark(exam=exam, by=by, at=ENDED_AT)
    for how in (None, "give", "drop", "drop"):
        if how:
            rows = {item[0] for rows in ticked.values() for item in rows} - set(decided)
            question = random.choice([one for one in bank if one.pk in rows])
            question_withdraw(exam=exam, number=question.number, how=how, reason="有误", by=by, at=ENDED_AT)
            decided[question.pk] = how
        expected = {pk: oracle(rows, partial, full, decided) for pk, rows in ticked.items()}
        assert last_scores(ticked) == {pk: (tenths, tenths >= least) for pk, tenths in expected.items()}
